import { UserFailure } from '../../workflows/failure.ts'
import type { MessageCode } from '../../workflows/messages.ts'
import type { Problem } from '../../workflows/problem.ts'
import type { VideoFacts } from '../../workflows/asset.ts'
import { defineNode, type NodeDefinition, type ParamValues } from '../define-node.ts'
import type { Param } from '../define-param.ts'
import type { RunContext } from '../run-context.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { portFactsOf, videoFactsOf } from './video-facts.ts'

type Texts = Pick<NodeDefinition, 'id' | 'label' | 'help' | 'example' | 'synonyms'>
type Params = Readonly<Record<string, Param>>

interface VideoEditParts<P extends Params> extends Texts {
  readonly params: P
  /** What keeps it from being done; the first error stops a run. */
  readonly problems?: (facts: VideoFacts, params: ParamValues<P>) => readonly Problem[]
  /** Describes the result; its facts are what is told ahead of the run. Pure. */
  readonly edit: (video: VideoValue, params: ParamValues<P>) => VideoValue
  /** What a person is told on the node once it ran. */
  readonly tell?: (context: RunContext) => Promise<string>
}

const label = { en: 'Video', 'zh-CN': '视频' }

/** A node with one video in and one out that only describes. */
export function defineVideoEdit<const P extends Params>({
  problems,
  edit,
  tell,
  ...parts
}: VideoEditParts<P>) {
  return defineNode({
    ...parts,
    version: 1,
    category: 'video',
    inputs: { video: { socket: videoSocket, label } },
    outputs: { video: { socket: videoSocket, label } },
    infer({ inputs, params }) {
      const facts = videoFactsOf(inputs.video)
      if (!facts || !isComplete(parts.params, params)) return {}
      const found = problems?.(facts, params) ?? []
      if (isStopped(found)) return { problems: found }
      return { outputs: { video: portFactsOf(edit(ahead(facts), params).facts) }, problems: found }
    },
    async run({ inputs, params, context }) {
      throwFirst(problems?.(inputs.video.facts, params) ?? [])
      const outputs = { video: edit(inputs.video, params) }
      return tell ? { outputs, results: [{ kind: 'text', text: await tell(context) }] } : { outputs }
    },
  })
}

/** A clip of which only the facts are known yet. */
export function ahead(facts: VideoFacts): VideoValue {
  return { source: { kind: 'edit', op: '', params: {}, inputs: [] }, facts }
}

/** No param is left to a wire, and none is wrong. */
export function isComplete<P extends Params>(
  declared: P,
  params: Partial<ParamValues<P>>,
): params is ParamValues<P> {
  return Object.keys(declared).every((name) => params[name] !== undefined)
}

export function isStopped(problems: readonly Problem[]): boolean {
  return problems.some(({ level }) => level === 'error')
}

/** @throws UserFailure the first error among the problems. */
export function throwFirst(problems: readonly Problem[]): void {
  const found = problems.find(({ level }) => level === 'error')
  if (found) throw new UserFailure(found.code as MessageCode, found.values, { port: found.port })
}
