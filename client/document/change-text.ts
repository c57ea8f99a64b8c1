import type { JsonValue } from '../../workflows/json.ts'
import type { WorkflowChange } from '../../workflows/workflow-diff.ts'
import type { Speech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { portsOf } from '../library/ports.ts'
import { valueText } from '../params/value-text.ts'

const longest = 48

/** A difference between two workflows as a sentence: “Prompt: text “a cat” → “a dog””. */
export function changeText(change: WorkflowChange, speech: Speech): string {
  const text = plainText(change, speech)
  return change.inside === undefined ? text : speech.t('change.inside', { name: change.inside, change: text })
}

function plainText(change: WorkflowChange, speech: Speech): string {
  const { t } = speech
  switch (change.what) {
    case 'node-added':
    case 'node-removed':
      return t(`change.${change.what}`, { node: nodeName(change, speech) })
    case 'param': {
      const { param, before, after } = change
      const values = { param: paramName(change, speech), before: short(before), after: short(after) }
      return t('change.param', { node: nodeName(change, speech), ...values, name: param })
    }
    case 'mode':
      return t(`change.mode-${change.mode === 'bypass' || change.mode === 'mute' ? change.mode : 'active'}`, {
        node: nodeName(change, speech),
      })
    case 'title':
      return t('change.title', { node: nodeName(change, speech) })
    case 'wire-added':
    case 'wire-removed': {
      const { from, to } = change.edge
      return t(`change.${change.what}`, { from: `${from.node}.${from.port}`, to: `${to.node}.${to.port}` })
    }
    case 'moved':
      return t('change.moved', { count: change.count })
    case 'frames':
    case 'name':
    case 'description':
    case 'app':
      return t(`change.${change.what}`)
    case 'subgraph-renamed':
      return t('change.subgraph-renamed', { name: change.name, before: change.before })
    case 'subgraph-added':
    case 'subgraph-removed':
    case 'subgraph-ports':
    case 'subgraph-revision':
      return t(`change.${change.what}`, { name: change.name })
    default:
      return change satisfies never
  }
}

interface NodePlace {
  readonly node: string
  readonly type: string
}

function nodeName({ node, type }: NodePlace, { local }: Speech): string {
  const definition = nodeData(type)
  return definition ? `${local(definition.label)} (${node})` : node
}

function paramName({ type, param }: NodePlace & { param: string }, { local }: Speech): string {
  const definition = nodeData(type)
  const port = definition && portsOf(definition).find(({ name }) => name === param)
  return port ? local(port.label) : param
}

function short(value: JsonValue | undefined): string {
  const text = valueText(value)
  if (text === '') return '–'
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
