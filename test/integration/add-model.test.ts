import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { writeTinyModels } from '../support/tiny-models.ts'

const root = path.resolve(import.meta.dirname, '../..')

function addModel(folder: string, ...more: readonly string[]) {
  const args = ['--import', 'tsx', 'server/add-model.ts', folder, '--family', 'wan', ...more]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  return { status, said: stderr.trim() }
}

describe('npm run add-model', () => {
  let folder: string
  const manifest = () => path.join(folder, 'manifest.json')
  const part = (name: string) => path.join(folder, name, 'model.onnx')

  beforeEach(() => {
    const models = temporaryFolder()
    writeTinyModels(models)
    folder = path.join(models, 'wan-t2v')
  })

  it('overwrites a manifest only when told to', () => {
    writeFileSync(manifest(), 'mine')
    const { status, said } = addModel(folder)
    expect([status, said]).toEqual([2, `${manifest()}: is there already; --force writes it anew.`])
    expect(readFileSync(manifest(), 'utf8')).toBe('mine')
    expect(addModel(folder, '--force').status).toBe(0)
    expect(JSON.parse(readFileSync(manifest(), 'utf8'))).toMatchObject({ id: 'wan-t2v', family: 'wan' })
  })

  it('asks for an id where the folder has none to give', () => {
    const chinese = path.join(path.dirname(folder), '模型')
    renameSync(folder, chinese)
    folder = chinese
    rmSync(manifest())
    const { status, said } = addModel(folder)
    expect(status).toBe(2)
    expect(said).toBe('--id: name the model, such as wan-1.3b; the folder name 模型 makes no id.')
    expect(addModel(folder, '--id', 'own').status).toBe(0)
  })

  it.each([
    [['--id', '../../x'], /^--id: ..\/..\/x is no id; [^\n]*\.$/],
    [['--steps', 'abc'], /^--steps: abc is no whole number\.$/],
    [['--size', '832'], /^--size: 832 is no size such as 832x480\.$/],
  ])('says in one sentence what is wrong with %j', (more, sentence) => {
    rmSync(manifest())
    const { status, said } = addModel(folder, ...more)
    expect(status).toBe(2)
    expect(said).toMatch(sentence)
    expect(existsSync(manifest())).toBe(false)
  })

  it('opens each part: one without its inputs and one that is no graph are told', () => {
    rmSync(manifest())
    copyFileSync(part('text_encoder'), part('transformer'))
    expect(addModel(folder).said).toMatch(
      /^The file \S+ is not the transformer of this model: it has no input /,
    )
    writeFileSync(part('transformer'), 'no graph')
    expect(addModel(folder).said).toMatch(/^The model file \S+ is damaged /)
    expect(existsSync(manifest())).toBe(false)
  })
})
