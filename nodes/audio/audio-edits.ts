import { type AudioFacts, audioFactsSchema, mixRate, type VideoFacts } from '../../workflows/asset.ts'
import type { JsonValue } from '../../workflows/json.ts'
import type { PortFacts } from '../define-node.ts'
import type { AudioValue, VideoValue } from '../sockets/media-source.ts'

interface SoundDescription {
  readonly op: string
  readonly inputs: readonly AudioValue[]
  readonly params?: Readonly<Record<string, JsonValue>>
  readonly samples: number
}

/** Sound, described; what it does to samples lies in `server/media/sounds/<op>.sound.ts`. */
export function editedAudio({ op, inputs, params = {}, samples }: SoundDescription): AudioValue {
  return { source: { kind: 'edit', op, params, inputs }, facts: mixFacts(samples) }
}

export function mixFacts(samples: number): AudioFacts {
  return { samples, channels: 2, sampleRate: mixRate }
}

/** Samples a video lasts. */
export function samplesOfVideo({ frames, fps }: VideoFacts): number {
  return Math.max(1, Math.round((frames * fps.den * mixRate) / fps.num))
}

export function samplesOf(seconds: number): number {
  return Math.round(seconds * mixRate)
}

export function audioFactsOf(facts: PortFacts | undefined): AudioFacts | undefined {
  return facts && audioFactsSchema.safeParse(facts).data
}

/** Sound of which only the facts are known yet. */
export function audioAhead(facts: AudioFacts): AudioValue {
  return { source: { kind: 'edit', op: '', params: {}, inputs: [] }, facts }
}

/** The sound of a video, as long as its picture. */
export function soundOfVideo(video: VideoValue): AudioValue {
  return { source: { kind: 'video', video }, facts: mixFacts(samplesOfVideo(video.facts)) }
}
