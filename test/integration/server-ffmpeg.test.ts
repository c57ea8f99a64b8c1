import { readdirSync, readFileSync } from 'node:fs'
import { readdir, symlink, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inPackage } from '../../server/media/ffmpeg-path.ts'
import { graphOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const data = temporaryFolder()
const programs = temporaryFolder()
const ffmpeg = join(programs, 'ffmpeg')
let packaged: string
let server: TestServer
beforeAll(async () => {
  packaged = await inPackage('ffmpeg')
  await symlink(packaged, ffmpeg)
  process.env.FFMPEG_PATH = ffmpeg
  server = await startTestServer({ data, cancelGraceMs: 5_000 })
})
afterAll(async () => {
  delete process.env.FFMPEG_PATH
  await server.close()
})

const blank = { type: 'blank-video', params: { width: 64, height: 48, frames: 5, fps: 5 } }
const short = (color: string) =>
  graphOf({ blank: { ...blank, params: { ...blank.params, color } }, save: { type: 'save-video' } }, [
    'blank.video → save.video',
  ])
/** Motion of large frames: minutes of work. */
const endless = (frames: number) =>
  graphOf(
    {
      blank: { type: 'blank-video', params: { width: 1280, height: 720, frames, fps: 24 } },
      smooth: { type: 'interpolate-frames', params: { factor: 8 } },
      save: { type: 'save-video' },
    },
    ['blank.video → smooth.video', 'smooth.video → save.video'],
  )

/** Processes below the worker that are an ffmpeg. */
function ffmpegs(): readonly number[] {
  const worker = server.core.workers[0]?.pid
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statusOf(name).includes(`PPid:\t${worker ?? -1}\n`))
    .map(Number)
}

function statusOf(pid: number | string): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return /^Name:\tffmpeg/.test(status) && !/^State:\tZ/m.test(status) ? status : ''
  } catch {
    return ''
  }
}

async function unfinished(): Promise<readonly string[]> {
  const names = await readdir(data, { recursive: true })
  return names.filter((name) => name.includes('.unfinished-'))
}

describe('an ffmpeg that fails', () => {
  it('because its binary vanished costs one run, and the next works when it is back', async () => {
    expect((await server.over(await server.run(short('#102030')))).outcome).toBe('succeeded')
    await unlink(ffmpeg)
    const failed = await server.over(await server.run(short('#203040')))
    expect(failed).toMatchObject({ outcome: 'failed', failure: { code: 'ffmpeg-missing' } })
    await symlink(packaged, ffmpeg)
    expect((await server.over(await server.run(short('#304050')))).outcome).toBe('succeeded')
  })

  it('because its command is longer than the system takes costs one run', async () => {
    const texts = Array.from({ length: 25 }, (_, at) => `text-${at}`)
    const node = { type: 'text-on-video', params: { text: ':'.repeat(2000), size: 8 } }
    const nodes = {
      blank,
      ...Object.fromEntries(texts.map((id) => [id, node])),
      save: { type: 'save-video' },
    }
    const wires = [...texts, 'save'].map(
      (id, at) => `${at === 0 ? 'blank' : texts[at - 1]!}.video → ${id}.video`,
    )
    const worker = server.core.workers[0]!.pid
    const failed = await server.over(await server.run(graphOf(nodes, wires)))
    expect(failed).toMatchObject({ outcome: 'failed', failure: { code: 'ffmpeg-command-too-long' } })
    expect((await server.over(await server.run(short('#405060')))).outcome).toBe('succeeded')
    expect(server.core.workers[0]!.pid).toBe(worker)
  })
})

describe('an ffmpeg at work', () => {
  it('is gone with all it wrote when its run is cancelled', async () => {
    const runId = await server.run(endless(4000))
    await expect.poll(ffmpegs, { timeout: 20_000 }).not.toEqual([])
    await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    await expect.poll(ffmpegs, { timeout: 5_000 }).toEqual([])
    expect((await server.over(runId)).outcome).toBe('cancelled')
    // A thumbnail of an earlier result may still be in the making.
    await expect.poll(unfinished, { timeout: 10_000 }).toEqual([])
  })

  it('does not outlive its worker', async () => {
    const runId = await server.run(endless(4001))
    await expect.poll(ffmpegs, { timeout: 20_000 }).not.toEqual([])
    const orphans = ffmpegs()
    process.kill(server.core.workers[0]!.pid!, 'SIGKILL')
    await expect.poll(() => orphans.filter((pid) => statusOf(pid)), { timeout: 5_000 }).toEqual([])
    await server.fetchJson(`/api/runs/${runId}`, { method: 'DELETE' })
    expect((await server.over(runId)).outcome).toBe('cancelled')
    expect((await server.over(await server.run(short('#506070')))).outcome).toBe('succeeded')
    // A thumbnail of an earlier result may still be in the making.
    await expect.poll(unfinished, { timeout: 10_000 }).toEqual([])
  })
})
