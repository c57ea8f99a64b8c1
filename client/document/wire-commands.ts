import type { Point } from '../../workflows/graph-edits.ts'
import type { GraphEdge } from '../../workflows/graph.ts'
import type { EditLabel } from './open-document.ts'
import { editGraph } from './document-store.ts'
import { wireId } from './graph-commands.ts'

/** How a wire is drawn: led through bends, or as two chips with a name. */

function editWires(label: EditLabel, ids: readonly string[], change: (edge: GraphEdge) => void): void {
  const wanted = new Set(ids)
  editGraph(label, (graph) => {
    for (const edge of graph.edges) if (wanted.has(wireId(edge))) change(edge)
  })
}

export function addBend(wire: string, place: number, at: Point): void {
  editWires({ key: 'edit.bend' }, [wire], (edge) => {
    edge.bends = [...(edge.bends ?? []).slice(0, place), at, ...(edge.bends ?? []).slice(place)]
  })
}

export function moveBend(wire: string, place: number, at: Point): void {
  editWires({ key: 'edit.bend' }, [wire], (edge) => {
    edge.bends = edge.bends?.map((bend, other) => (other === place ? at : bend))
  })
}

export function removeBend(wire: string, place: number): void {
  editWires({ key: 'edit.bend' }, [wire], (edge) => {
    const bends = edge.bends?.filter((_, other) => other !== place) ?? []
    if (bends.length > 0) edge.bends = bends
    else delete edge.bends
  })
}

/** Draws wires as named chips, or as wires again when all of them are chips. */
export function toggleLinks(
  ids: readonly string[],
  edges: readonly GraphEdge[],
  nameOf: (edge: GraphEdge) => string,
): void {
  const wanted = new Set(ids)
  const isChip = edges.filter((edge) => wanted.has(wireId(edge))).every(({ link }) => link !== undefined)
  editWires({ key: 'edit.link' }, ids, (edge) => {
    if (isChip) delete edge.link
    else edge.link = nameOf(edge)
  })
}
