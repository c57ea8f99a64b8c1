import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { graphOf, workflowOf } from '../support/graphs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = path.resolve(import.meta.dirname, '../..')
const example = path.join(root, 'workflows/examples/text-to-video.workflow.json')

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the command as `npm run generate` does, from the sources. */
function start(args: string[], cwd = root): { child: ChildProcess; ended: Promise<Ended> } {
  const tsx = path.join(root, 'node_modules/tsx/dist/loader.mjs')
  const child = spawn(process.execPath, ['--import', tsx, path.join(root, 'server/generate.ts'), ...args], {
    cwd,
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text))
  }
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  return { child, ended }
}

const generate = (args: string[], cwd?: string) => start(args, cwd).ended
const quick = ['--device', 'cpu', '--threads', '1', '--set', 'scheduler.steps=1', '--set', 'latent.frames=5']

describe('generate', () => {
  it('makes the video of the example and says so line by line', async () => {
    const folder = temporaryFolder()
    const out = path.join(folder, 'made/out.mp4')
    const { code, stdout } = await generate([example, ...quick, '--seed', '7', '--out', out], folder)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^sample done in \d/m)
    expect(stdout.split('\n').length).toBeLessThan(9)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(out)
    expect(readFileSync(out).subarray(4, 8).toString()).toBe('ftyp')
  })

  it('writes one JSON object for machines', async () => {
    const folder = temporaryFolder()
    const { code, stdout } = await generate([example, ...quick, '--json'], folder)
    const answer = JSON.parse(stdout) as { outcome: string; files: { node: string; path: string }[] }
    expect([code, answer.outcome, answer.files[0]?.node]).toEqual([0, 'succeeded', 'save'])
    expect(path.dirname(answer.files[0]!.path)).toBe(folder)
  })

  it('ends with 2 and names the place when the workflow is wrong', async () => {
    const { code, stderr } = await generate([example, '--set', 'latent.frames=16', '--device', 'cpu'])
    expect(code).toBe(2)
    expect(stderr).toContain(
      'latent.frames: 16 frames do not fit: after the first this model packs 4 into one',
    )
  })

  it('ends with 2 when an argument or the file is wrong', async () => {
    const broken = path.join(temporaryFolder(), 'broken.json')
    writeFileSync(broken, '{')
    const answers = await Promise.all([
      generate(['nope.json']),
      generate([broken]),
      generate([example, '--seed', 'x']),
    ])
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2])
    expect(answers.map(({ stderr }) => stderr.trim().split('\n').length)).toEqual([1, 1, 1])
  })

  it('ends with 1 when a node fails', async () => {
    const file = path.join(temporaryFolder(), 'fails.workflow.json')
    const graph = graphOf(
      {
        clip: { type: 'blank-video', params: { width: 16, height: 16, frames: 5 } },
        // Nobody knows this number before the run.
        shots: { type: 'split-shots' },
        bad: { type: 'calculate', params: { expression: '1 / (a - a)' } },
        show: { type: 'preview' },
      },
      ['clip.video → shots.video', 'shots.count → bad.a', 'bad.number → show.value'],
    )
    writeFileSync(file, JSON.stringify(workflowOf(graph)))
    const { code, stderr } = await generate([file, '--device', 'cpu'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^bad\.expression: /m)
  })

  it('ends with 130 on Ctrl-C', async () => {
    const { child, ended } = start([
      example,
      '--device',
      'cpu',
      '--threads',
      '1',
      '--set',
      'scheduler.steps=200',
    ])
    child.stdout?.on('data', (text: string) => {
      if (text.includes('running on')) child.kill('SIGINT')
    })
    const { code, stderr } = await ended
    expect([code, stderr.trim()]).toEqual([130, 'cancelled'])
  })
})
