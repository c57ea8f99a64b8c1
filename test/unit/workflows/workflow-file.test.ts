import { describe, expect, it } from 'vitest'
import { latestVersion, migrateWorkflow } from '../../../workflows/migrate-workflow.ts'
import { migrations } from '../../../workflows/migrations.ts'
import { parseWorkflow, parseWorkflowText } from '../../../workflows/workflow-file.ts'

const small = {
  format: 'reelgraph',
  version: latestVersion,
  id: '0197a3c0-0000-7000-8000-000000000001',
  name: 'small',
  graph: {
    nodes: {
      ghost: {
        type: 'from-elsewhere',
        version: 3,
        params: { deep: { list: [1, null, 'x'] } },
        position: { x: 1, y: 2 },
      },
    },
    edges: [],
  },
}
const code = (read: () => unknown) => {
  try {
    read()
    return 'read'
  } catch (failure) {
    return (failure as { code: string }).code
  }
}

describe('translations of another shape', () => {
  it('are left out, and the workflow opens', () => {
    const older = { 'zh-CN': { name: '文生视频', titles: { negative: '负向提示词' } } }
    expect(parseWorkflow({ ...small, translations: older }).translations).toBeUndefined()
  })
})

describe('migrations', () => {
  it('follow each other without a gap up to the version that is written', () => {
    expect(migrations.map(({ from }) => from)).toEqual(migrations.map((_, index) => index))
    expect(migrations.at(-1)?.from).toBe(latestVersion - 1)
  })

  it.each(migrations.map((migration) => [migration.from, migration] as const))(
    'bring the example of version %i up to date',
    (_from, { example, up }) => {
      expect(up(example)).not.toEqual(example)
      expect(parseWorkflow(example).version).toBe(latestVersion)
    },
  )

  it('turn the positions of version 0 into objects', () => {
    const workflow = parseWorkflow(migrations[0]!.example)
    expect(workflow.graph.nodes.prompt?.position).toEqual({ x: 10, y: 20 })
  })

  it('leave the current version as it is', () => {
    expect(migrateWorkflow(small)).toEqual(small)
  })
})

describe('a workflow file', () => {
  it('keeps every value of a node type that is not installed', () => {
    const again = parseWorkflowText(JSON.stringify(parseWorkflow(small)))
    expect(again.graph.nodes.ghost).toEqual(small.graph.nodes.ghost)
  })

  it('says in words what is wrong with what it cannot read', () => {
    expect(code(() => parseWorkflowText('{ "format": '))).toBe('workflow-not-json')
    expect(code(() => parseWorkflow({ nodes: [], links: [] }))).toBe('workflow-unknown-format')
    expect(code(() => parseWorkflow({ ...small, version: latestVersion + 98 }))).toBe(
      'workflow-from-the-future',
    )
    expect(code(() => parseWorkflow({ ...small, graph: { nodes: { 'no slug!': {} }, edges: [] } }))).toBe(
      'workflow-damaged',
    )
  })
})
