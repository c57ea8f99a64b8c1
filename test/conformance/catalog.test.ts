import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../server/catalog.ts'
import { projectFolder } from '../../server/project-folder.ts'

const names = readdirSync(join(projectFolder, 'nodes'), { recursive: true, encoding: 'utf8' }).map((file) =>
  basename(file),
)
const twice = (suffix: string) => {
  const own = names.filter((name) => name.endsWith(suffix))
  return own.filter((name, index) => own.indexOf(name) !== index)
}

describe('the folders that are the registry', () => {
  it('hold no node and no socket twice: the server would not start', async () => {
    expect([...twice('.node.ts'), ...twice('.socket.ts')]).toEqual([])
    const { nodes, sockets } = await loadCatalog()
    expect(nodes.size).toBe(names.filter((name) => name.endsWith('.node.ts')).length)
    expect(sockets.size).toBeGreaterThan(0)
  })
})
