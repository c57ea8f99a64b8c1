import type { AudioFacts } from '../../workflows/asset.ts'
import type { Problem } from '../../workflows/problem.ts'
import { defineNode, type NodeDefinition, type ParamValues } from '../define-node.ts'
import type { Param } from '../define-param.ts'
import { type AudioValue, audioSocket } from '../sockets/audio.socket.ts'
import { isComplete, isStopped, throwFirst } from '../video/video-edit-node.ts'
import { audioAhead, audioFactsOf } from './audio-edits.ts'

type Texts = Pick<NodeDefinition, 'id' | 'label' | 'help' | 'example' | 'synonyms'>
type Params = Readonly<Record<string, Param>>

interface AudioEditParts<P extends Params> extends Texts {
  readonly params: P
  readonly problems?: (facts: AudioFacts, params: ParamValues<P>) => readonly Problem[]
  /** Describes the result. Pure. */
  readonly edit: (audio: AudioValue, params: ParamValues<P>) => AudioValue
}

const label = { en: 'Audio', 'zh-CN': '音频' }

/** A node with one sound in and one out that only describes. */
export function defineAudioEdit<const P extends Params>({ problems, edit, ...parts }: AudioEditParts<P>) {
  return defineNode({
    ...parts,
    version: 1,
    category: 'audio',
    inputs: { audio: { socket: audioSocket, label } },
    outputs: { audio: { socket: audioSocket, label } },
    infer({ inputs, params }) {
      const facts = audioFactsOf(inputs.audio)
      if (!facts || !isComplete(parts.params, params)) return {}
      const found = problems?.(facts, params) ?? []
      if (isStopped(found)) return { problems: found }
      return { outputs: { audio: { ...edit(audioAhead(facts), params).facts } }, problems: found }
    },
    run({ inputs: { audio }, params }) {
      throwFirst(problems?.(audio.facts, params) ?? [])
      return { outputs: { audio: edit(audio, params) } }
    },
  })
}
