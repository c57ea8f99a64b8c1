import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Workflow } from '../../workflows/workflow-file.ts'

const root = process.env.REELGRAPH_ROOT ?? path.resolve(import.meta.dirname, '../..')

interface WindowOptions {
  readonly locale?: string
  readonly size?: { readonly width: number; readonly height: number }
  readonly theme?: 'dark' | 'light'
  /** A finger in place of a mouse. */
  readonly touch?: boolean
}

export interface Editor {
  readonly url: string
  /** A window of its own: nothing is shared with another one. */
  open(options?: WindowOptions): Promise<Page>
  stop(): Promise<void>
}

/** The real server with an empty data folder, and a real browser. */
export async function startEditor(): Promise<Editor> {
  const data = await mkdtemp(path.join(tmpdir(), 'reelgraph-e2e-'))
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/main.ts', '--port', '0', '--data', data, '--no-open'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const url = await addressOf(server)
  const browser = await launch()
  return {
    url,
    async open({ locale = 'en-US', size = { width: 1440, height: 900 }, theme, touch = false } = {}) {
      const context = await browser.newContext({
        ...{ viewport: size, locale, hasTouch: touch, isMobile: touch },
        colorScheme: theme ?? null,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      page.on('pageerror', (error) => {
        throw error
      })
      await page.goto(url)
      const isThere = page.locator('.card, .app-form').first()
      await isThere.waitFor({ timeout: 60_000 })
      return page
    },
    async stop() {
      await browser.close()
      await ended(server)
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** An editor for all tests of a file, and its first window. */
export function editorWindow(
  use: (page: Page, editor: Editor) => Promise<void> | void,
  options?: WindowOptions,
): void {
  let editor: Editor | undefined
  beforeAll(async () => {
    editor = await startEditor()
    await use(await editor.open(options), editor)
  })
  afterAll(() => editor?.stop())
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /http:\/\/[\d.]+:\d+/.exec(said)?.[0]
      if (address) resolve(address)
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', listen)
    server.once('exit', () => reject(new Error(`The server ended before it was ready:\n${said}`)))
  })
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) {
      resolve()
      return
    }
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}

/** Picks a file with the button of the inspector, as a person does. */
export async function pickWorkflow(page: Page, name: string, text: string): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } })
  const open = page.getByRole('button', { name: 'Open a file' })
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open.click()])
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
}

export async function openWorkflow(page: Page, workflow: Workflow): Promise<void> {
  await pickWorkflow(page, 'test.workflow.json', JSON.stringify(workflow))
  await page.locator('.tab.active', { hasText: workflow.name }).waitFor()
  const [first] = Object.keys(workflow.graph.nodes)
  if (first) await card(page, first).waitFor()
}

export const card = (page: Page, id: string): Locator => page.locator(`.card[data-node="${id}"]`)

/** A param's port may have the same name as an output, so the side is part of the address. */
export const input = (page: Page, end: string): Locator => page.locator(`[data-port="in ${end}"]`)
export const output = (page: Page, end: string): Locator => page.locator(`[data-port="out ${end}"]`)

/** Waits until the view has neither moved nor grown for 200 ms: a port under way cannot be hit. */
async function viewAtRest(page: Page): Promise<void> {
  await page.locator('.react-flow__viewport').evaluate(
    (view) =>
      new Promise<void>((resolve) => {
        let [place, since] = ['', performance.now()]
        const look = (now: number) => {
          const { transform } = getComputedStyle(view)
          if (transform !== place) [place, since] = [transform, now]
          if (now - since > 200) resolve()
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
}

/** Drags a wire from port to port: `prompt.text` to `encode-text.text`. */
export async function wire(page: Page, from: string, to: string): Promise<void> {
  await viewAtRest(page)
  await output(page, from).hover()
  await page.mouse.down()
  await input(page, to).hover({ force: true })
  await page.mouse.up()
}

/** Adds a node by double-clicking the canvas at a place that is free and typing its name. */
export async function addNode(page: Page, name: string, at: { x: number; y: number }): Promise<void> {
  await page.mouse.dblclick(at.x, at.y)
  await page.getByRole('combobox', { name: 'Search nodes and commands' }).fill(name)
  await page.keyboard.press('Enter')
}
