import { describe, expect, it } from 'vitest'
import { searchNodes } from '../../../client/library/node-search.ts'
import type { NodeData } from '../../../nodes/node-data.ts'

const node = (id: string, [en, zh]: [string, string], more: Partial<NodeData> = {}): NodeData => ({
  id,
  version: 1,
  label: { en, 'zh-CN': zh },
  category: 'sampling',
  help: { en: `Helps with ${en}`, 'zh-CN': zh },
  example: { en: '', 'zh-CN': '' },
  synonyms: [],
  isOutput: false,
  inputs: [],
  params: [],
  outputs: [],
  ...more,
})

const nodes = [
  node('sample', ['DiT sampler', 'DiT 采样'], { synonyms: ['KSampler', 'denoise'] }),
  node('scheduler', ['Scheduler', '调度器']),
  node('save-video', ['Save video', '保存视频'], { category: 'output' }),
  node('load-video', ['Load video', '加载视频'], { category: 'load' }),
]
const found = (query: string, uses = {}) => searchNodes(nodes, query, uses).map(({ id }) => id)

describe('the search for nodes', () => {
  it('knows what other tools call a node', () => expect(found('ksampler')[0]).toBe('sample'))
  it('finds by a beginning, a word within and letters in order', () => {
    expect(found('sched')[0]).toBe('scheduler')
    expect(found('video')).toEqual(expect.arrayContaining(['save-video', 'load-video']))
    expect(found('svd')).toContain('save-video')
  })
  it('finds by Chinese names', () => expect(found('保存')).toEqual(['save-video']))
  it('puts what is used most first', () => {
    expect(found('video', { 'load-video': 5 })[0]).toBe('load-video')
    expect(found('video', { 'save-video': 5 })[0]).toBe('save-video')
  })
  it('finds nothing for what nobody says', () => expect(found('quxqux')).toEqual([]))
})
