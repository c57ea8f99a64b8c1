import type { DragEvent } from 'react'
import { openFile, tellError } from '../document/document-file.ts'
import { currentGraph } from '../document/document-store.ts'
import { addNodeAt, setParamValue } from '../document/graph-commands.ts'
import { nodeData } from '../library/installed-store.ts'
import { uploadAsset } from '../server-link/server-calls.ts'
import { type ScreenPoint, useView } from '../view/view-store.ts'
import { toCanvas } from './canvas-view.ts'

/** A node that is dragged out of the node list carries its type under this name. */
export const draggedNodeType = 'application/x-reelgraph-node'

export function takeDrop(event: DragEvent): void {
  event.preventDefault()
  const at = toCanvas({ x: event.clientX, y: event.clientY })
  const definition = nodeData(event.dataTransfer.getData(draggedNodeType))
  if (definition) {
    addNodeAt(definition, at)
    return
  }
  const file = event.dataTransfer.files[0]
  if (!file) return
  if (file.name.endsWith('.json')) void openFile(file)
  else void addMedia(file, at)
}

/** An image or a video that is dropped becomes the node that loads it. */
async function addMedia(file: File, at: ScreenPoint): Promise<void> {
  try {
    const asset = await uploadAsset(file)
    const definition = nodeData(asset.kind === 'video' ? 'load-video' : 'load-image')
    const param = definition?.params.find(({ kind }) => kind === 'asset')
    if (!definition || !param) return
    addNodeAt(definition, at)
    const [id] = useView.getState().selection
    if (id && id in currentGraph().nodes) setParamValue(id, param.name, asset.id)
  } catch (error) {
    tellError(error)
  }
}
