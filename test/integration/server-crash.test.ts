import { describe, expect, it } from 'vitest'
import { endings, runMarathon } from '../support/crash-marathon.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('kill -9 of worker, server or both', () => {
  it('loses no acknowledged run, finishes each once, and changes no bit of what is sampled', async () => {
    const seed = 20_261_123
    const undisturbed = await runMarathon({ data: temporaryFolder(), seed, runs: 3, kills: 0 })
    const killed = await runMarathon({ data: temporaryFolder(), seed, runs: 3, kills: 3 })
    expect(killed.runs.map(endings)).toEqual(killed.runs.map(() => ['run-succeeded']))
    expect(killed.runs.map(({ latent }) => latent)).toEqual(undisturbed.runs.map(({ latent }) => latent))
    expect(new Set(killed.runs.map(({ latent }) => latent)).size).toBe(3)
    for (const { events } of killed.runs)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1))
    console.info(`seed ${seed}: killed ${JSON.stringify(killed.killed)}, ${killed.resumed} samplings resumed`)
  })
})
