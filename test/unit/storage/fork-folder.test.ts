import { utimesSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeForkFolder } from '../../../server/storage/fork-folder.ts'
import { seal } from '../../../server/storage/sealed-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const sealed = (fill: number) =>
  Buffer.concat(seal({ json: { step: fill }, blobs: [new Uint8Array(1000).fill(fill)] }))
const nothing = () => false

/** Keeps three states, each older than the next, in a folder that has room for two. */
async function threeStates(isNeeded: (state: string) => boolean = nothing, use?: string) {
  const root = temporaryFolder()
  const folder = makeForkFolder(root, 2200)
  const states: string[] = []
  for (const fill of [1, 2, 3]) {
    if (fill === 3 && use !== undefined) await folder.read(states[Number(use)]!)
    states.push(await folder.keep(sealed(fill), isNeeded))
    if (fill < 3) utimesSync(path.join(root, states.at(-1)!), fill, fill)
  }
  const left = await Promise.all(
    states.map((state) =>
      folder.read(state).then(
        () => true,
        () => false,
      ),
    ),
  )
  return { states, left }
}

describe('the states runs were forked from', () => {
  it('stay within their bytes, the oldest goes', async () => {
    expect((await threeStates()).left).toEqual([false, true, true])
  })

  it('stay when they were used lately', async () => {
    expect((await threeStates(nothing, '0')).left).toEqual([true, false, true])
  })

  it('stay while a run that is not over needs them', async () => {
    const { states } = await threeStates()
    expect((await threeStates((state) => state === states[0])).left).toEqual([true, false, true])
  })
})
