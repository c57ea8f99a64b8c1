import { describe, expect, it } from 'vitest'
import { atItsPrompt, promptReadings } from '../../../client/check/prompt-lengths.ts'
import { endOfRead } from '../../../client/params/prompt-marks.ts'
import { catalogData } from '../../../nodes/node-data.ts'
import { problem } from '../../../nodes/problem.ts'
import { loadCatalog } from '../../../server/catalog.ts'
import { emptyGraph, type Graph } from '../../../workflows/graph.ts'

const definitions = new Map(catalogData(await loadCatalog([])).nodes.map((node) => [node.id, node]))

const node = (type: string) => ({ type, version: 1, params: {}, position: { x: 0, y: 0 } })
const wire = (from: string, to: string, port = 'text') => ({
  from: { node: from, port: 'text' },
  to: { node: to, port },
})
const graph: Graph = {
  ...emptyGraph,
  nodes: {
    story: node('prompt'),
    style: node('prompt'),
    joined: node('join-text'),
    short: node('encode-text'),
    long: node('encode-text'),
  },
  edges: [
    wire('story', 'joined', 'texts'),
    wire('style', 'joined', 'texts'),
    wire('joined', 'long'),
    wire('story', 'short'),
  ],
}
const facts = {
  short: { conditioning: { tokens: 6, tokenLimit: 32 } },
  long: { conditioning: { tokens: 40, tokenLimit: 32, read: 'a cat' } },
}

describe('the length of a prompt', () => {
  it('is that of the fullest encoder its words come to, also through other nodes', () => {
    const readings = promptReadings(graph, facts, definitions)
    expect(readings.get('story')).toEqual({ tokens: 40, limit: 32, read: 'a cat' })
    expect(readings.get('style')).toEqual({ tokens: 40, limit: 32, read: 'a cat' })
    expect(readings.has('joined')).toBe(false)
  })

  it('is told where the prompt was written when it is too long', () => {
    const tooLong = problem(
      'prompt-too-long',
      { count: 40, max: 32, cut: 'cat' },
      { node: 'short', port: 'text' },
    )
    expect(atItsPrompt(tooLong, graph, definitions)).toMatchObject({ node: 'story', port: 'text' })
    const alone = { ...graph, edges: [] }
    expect(atItsPrompt(tooLong, alone, definitions)).toMatchObject({ node: 'short' })
  })

  it.each([
    ['a cat runs', 'a cat', 5],
    ['a (red cat:1.3) runs', 'a red cat', 10],
    ['a  cat\nruns', 'a cat runs', 11],
    ['一只猫走', '一只猫', 3],
    ['a cat', 'a film of a cat', undefined],
  ])('of “%s” the words “%s” end at %s', (text, read, end) => {
    expect(endOfRead(text, read)).toBe(end)
  })
})
