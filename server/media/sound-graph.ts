import type { AudioValue, VideoValue } from '../../nodes/sockets/media-source.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import type { FilterGraph, Pad } from './filter-graph.ts'
import { mixed } from './leaf-pads.ts'
import { safeInput } from './run-ffprobe.ts'
import { sounds } from './sounds/sounds.ts'

export interface SoundWalk {
  readonly graph: FilterGraph
  assetPath(assetId: string): Promise<string>
  /** The sound of a video with all its edits. */
  soundOf(video: VideoValue): Promise<Pad>
}

/**
 * Sound with all its edits as part of a filter graph: 48 kHz, stereo, as many samples as its facts say.
 * @throws OperationalFailure `edit-unknown`, UserFailure `asset-missing`
 */
export async function soundValuePad({ source, facts }: AudioValue, walk: SoundWalk): Promise<Pad> {
  const { graph } = walk
  const length = exactSamples(facts.samples)
  switch (source.kind) {
    case 'asset': {
      const path = await walk.assetPath(source.assetId)
      const index = graph.addInput({ source: path, options: [...safeInput, '-vn'] })
      return graph.link([`[${index}:a:0]`], [...mixed(facts), ...length])
    }
    case 'video':
      return graph.link([await walk.soundOf(source.video)], length)
    case 'edit': {
      const edit = sounds.get(source.op)
      if (!edit) throw new OperationalFailure('edit-unknown', { op: source.op })
      const inputs: Pad[] = []
      for (const input of source.inputs) inputs.push(await soundValuePad(input, walk))
      const params = edit.params.parse(source.params)
      const made = edit.sound({ params, inputs, samples: facts.samples, graph })
      return graph.link([made], length)
    }
    default:
      return source satisfies never
  }
}

/** Silence is added, or the end left out. */
function exactSamples(samples: number): string[] {
  return ['apad', `atrim=end_sample=${samples}`]
}
