import type { EditGraphRequest } from './edit-graph.ts'
import { findFont } from './fonts.ts'
import { leafOf } from './leaf-files.ts'
import type { MediaWork } from './media-setup.ts'

type Ports = Pick<EditGraphRequest, 'filters' | 'leaf' | 'assetPath' | 'font'>

/** What an edit graph asks of the world, answered by a set-up. */
export function graphPorts(work: MediaWork): Ports {
  return {
    filters: work.ffmpeg.filters,
    leaf: (source, facts) => leafOf(source, facts, work),
    assetPath: async (id) => work.assets.pathOf(await work.assets.get(id)),
    font: findFont,
  }
}
