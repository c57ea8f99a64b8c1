import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCarried } from '../../server/file-workflow.ts'
import { openFfmpeg } from '../../server/media/ffmpeg-tools.ts'
import { probeVideo } from '../../server/media/probe.ts'
import { parseWorkflowText } from '../../workflows/workflow-file.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let data: string
let server: TestServer
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'reelgraph-cut-'))
  server = await startTestServer({ data })
})
afterAll(async () => {
  await server.close()
  await rm(data, { recursive: true, force: true })
})

it('the example that cuts a film gives the film it tells ahead, which carries its workflow', async () => {
  const file = new URL('../../workflows/examples/cut-a-film.workflow.json', import.meta.url)
  const workflow = parseWorkflowText(await readFile(file, 'utf8'))
  const check = await server.post('/api/check', { workflow, revision: 1 })
  const { facts, problems } = check.body as unknown as { facts: Record<string, object>; problems: unknown[] }
  expect(problems).toEqual([])
  expect(facts.sound).toMatchObject({ video: { frames: 84, width: 384, hasAudio: true } })

  const view = await server.over(await server.run(workflow.graph))
  expect(view.failure).toBeUndefined()
  const [result] = view.nodes.save!.results
  const asset = result?.kind === 'asset' ? result.asset : undefined
  expect(asset).toMatchObject({ video: { frames: 84, fps: { num: 24, den: 1 }, hasAudio: true } })
  const path = server.core.assets.pathOf(asset!.id)
  const environment = { ffmpeg: await openFfmpeg(), signal: AbortSignal.timeout(60_000) }
  expect(await probeVideo({ path, name: '' }, environment)).toMatchObject({ frames: 84, hasAudio: true })
  const carried = await readCarried({ path })
  expect(carried.workflow).toMatchObject({
    graph: { nodes: { title: { type: 'text-on-video' } } },
    made: { parents: [expect.stringMatching(/^5a831a/), expect.stringMatching(/^0c8169/)] },
  })
  expect(carried.isMadeByModel).toBe(false)
})
