import type { EditGraphRequest } from './edit-graph.ts'
import { notesOf } from './first-pass.ts'
import { findFont } from './fonts.ts'
import { leafOf } from './leaf-files.ts'
import type { MediaWork } from './media-setup.ts'

export type GraphPorts = Pick<EditGraphRequest, 'filters' | 'leaf' | 'assetPath' | 'font' | 'notesOf'>

/** What an edit graph asks of the world, answered by a set-up. */
export function graphPorts(work: MediaWork): GraphPorts {
  const ports: GraphPorts = {
    filters: work.ffmpeg.filters,
    leaf: (source, facts) => leafOf(source, facts, work),
    assetPath: async (id) => work.assets.pathOf(await work.assets.get(id)),
    font: findFont,
    notesOf: (video, filter) => notesOf(video, filter, { work, ports }),
  }
  return ports
}
