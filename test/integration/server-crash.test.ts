import { describe, expect, it } from 'vitest'
import { endings, isInOrder, runMarathon } from '../support/crash-marathon.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('kill -9 of worker, server or both', () => {
  it('loses no acknowledged run, finishes each once, and changes no bit of what is sampled', async () => {
    const seed = 20_261_123
    const undisturbed = await runMarathon({ data: temporaryFolder(), seed, runs: 3, kills: 0 })
    const killed = await runMarathon({ data: temporaryFolder(), seed, runs: 3, kills: 3 })
    expect(killed.runs.map(endings)).toEqual(killed.runs.map(() => ['run-succeeded']))
    expect(killed.runs.map(({ latent }) => latent)).toEqual(undisturbed.runs.map(({ latent }) => latent))
    expect(new Set(killed.runs.map(({ latent }) => latent)).size).toBe(3)
    expect(killed.runs.filter((run) => !isInOrder(run))).toEqual([])
    console.info(`seed ${seed}: killed ${JSON.stringify(killed.killed)}, ${killed.resumed} samplings resumed`)
  })
})
