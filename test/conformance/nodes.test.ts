import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeCatalog } from '../../nodes/catalog.ts'
import { type AnyNodeDefinition, nodeCategories } from '../../nodes/define-node.ts'
import type { Socket } from '../../nodes/define-socket.ts'
import { catalogData, defaultParams } from '../../nodes/node-data.ts'
import type { LocalText } from '../../workflows/text.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'nodes')
const files = (suffix: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix))
    .map((file) => join(folder, file))
const load = async <T>(path: string) => ((await import(pathToFileURL(path).href)) as { default: T }).default

const nodeFiles = files('.node.ts')
const nodes = await Promise.all(
  nodeFiles.map(async (path) => ({ path, node: await load<AnyNodeDefinition>(path) })),
)
const sockets = await Promise.all(files('.socket.ts').map((path) => load<Socket>(path)))

function expectBothLanguages(text: LocalText): void {
  expect(text.en.trim()).not.toBe('')
  expect(text['zh-CN'].trim()).not.toBe('')
}

describe.each(nodes.map(({ path, node }) => [node.id, path, node] as const))(
  'the node %s',
  (id, path, node) => {
    it('is called like its file and lies in the folder of its category', () => {
      expect(basename(path)).toBe(`${id}.node.ts`)
      expect(nodeCategories).toContain(node.category)
      expect(basename(dirname(path))).toBe(node.category)
    })

    it('explains itself in English and Chinese', () => {
      for (const text of [node.label, node.help, node.example]) expectBothLanguages(text)
      expect(node.help.en.length).toBeGreaterThan(30)
      expect(node.help['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
      for (const part of [
        ...Object.values(node.inputs),
        ...Object.values(node.outputs),
        ...Object.values(node.params),
      ])
        expectBothLanguages(part.label)
    })

    it('has names that tell inputs and params apart', () => {
      const names = [...Object.keys(node.inputs), ...Object.keys(node.params)]
      expect(new Set(names).size).toBe(names.length)
    })

    it('starts with params that are allowed', () => {
      for (const param of Object.values(node.params)) {
        if (param.kind === 'number') {
          expect(param.default).toBeGreaterThanOrEqual(param.min)
          expect(param.default).toBeLessThanOrEqual(param.max)
        }
        if (param.kind === 'choice') expect(param.choices.map(({ value }) => value)).toContain(param.default)
      }
    })

    it('says how params of every older version become those of this one', () => {
      for (let version = 1; version < node.version; version++)
        expect(node.upgrade).toHaveProperty(String(version))
    })

    it('can look ahead with nothing connected and default params', () => {
      const world = { model: () => undefined, installedModels: () => [], asset: () => undefined }
      const params = Object.fromEntries(
        Object.entries(node.params).map(([name, param]) => [name, param.default]),
      )
      expect(() => node.infer?.({ inputs: {}, params, world })).not.toThrow()
    })
  },
)

it('the catalog of all nodes travels as plain data', () => {
  const data = catalogData(
    makeCatalog(
      nodes.map(({ node }) => node),
      sockets,
    ),
  )
  expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  expect(data.nodes).toHaveLength(nodes.length)
  for (const node of data.nodes)
    expect(Object.keys(defaultParams(node))).toEqual(node.params.map(({ name }) => name))
})
