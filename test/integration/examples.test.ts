import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonValue } from '../../workflows/json.ts'
import { parseWorkflowText, type Workflow } from '../../workflows/workflow-file.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const folder = path.resolve(import.meta.dirname, '../../workflows/examples')
const suffix = '.workflow.json'
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .map(
    (name) =>
      [
        name.slice(0, -suffix.length),
        parseWorkflowText(readFileSync(path.join(folder, name), 'utf8')),
      ] as const,
  )

/** The example in small: 64×64, five frames, four steps, a quarter of a second of anything new. */
function smallValues({ graph }: Workflow): Record<string, JsonValue> {
  const small: Readonly<Record<string, Record<string, JsonValue>>> = {
    'empty-latent': { width: 64, height: 64, frames: 5 },
    scheduler: { steps: 4 },
    'sigmas-curve': { steps: 4 },
    'split-sigmas': { step: 2 },
    'context-windows': { frames: 5, overlap: 4 },
    'upscale-video': { method: 'lanczos', factor: 2 },
    'recut-video': { ranges: '0-1, 3-4' },
    'seam-meter': { boundaries: '' },
    'concat-videos': { frames: 1 },
    storyboard: {
      width: 64,
      height: 64,
      cards: '0: a cat in a forest\n0.5: a cat jumps\n1 cut: a penguin on a beach',
      seconds: 1.5,
    },
  }
  const seconds = { seconds: 0.5, seen: 5 }
  return Object.fromEntries(
    Object.entries(graph.nodes).flatMap(([id, { type, params }]) => {
      const values = { ...('seen' in params ? seconds : {}), ...small[type] }
      return Object.entries(values).map(([name, value]) => [`${id}.${name}`, value])
    }),
  )
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder() })
})
afterAll(() => server.close())

describe('the examples that ship', () => {
  it.each(examples)('%s runs on the shipped model', async (_, workflow) => {
    expect(workflow.description).toMatch(/\.$/)
    const { status, body } = await server.post('/api/runs', { workflow, set: smallValues(workflow) })
    expect(body).not.toHaveProperty('problems')
    expect(status).toBe(202)
    const view = await server.over((body as { runId: string }).runId)
    expect(view.failure?.message).toBeUndefined()
    expect(view.outcome).toBe('succeeded')
  })
})
