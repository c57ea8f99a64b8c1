import { describe, expect, it } from 'vitest'
import { endings, isInOrder, runMarathon } from '../support/crash-marathon.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** `REELGRAPH_MARATHON_RUNS=10 REELGRAPH_MARATHON_SEED=3 npm run test:long` does a part of it. */
const runs = Number(process.env.REELGRAPH_MARATHON_RUNS ?? 50)
const seed = Number(process.env.REELGRAPH_MARATHON_SEED ?? Date.now() % 1e9)

describe('the crash marathon', () => {
  it.each([1, 2])(
    `loses nothing and changes no bit in ${runs} runs and as many kills, with %i worker(s) (seed ${seed})`,
    async (workers) => {
      const log = (line: string) => console.info(line)
      const twin = await runMarathon({ data: temporaryFolder(), seed, runs, kills: 0, workers })
      const { runs: made, ...facts } = await runMarathon({
        ...{ data: temporaryFolder(), seed, runs, kills: runs, workers, log },
      })
      console.info(`seed ${seed}, ${workers} worker(s): ${JSON.stringify(facts)}`)
      expect(made.map(endings)).toEqual(made.map(() => ['run-succeeded']))
      expect(made.map(({ latent }) => latent)).toEqual(twin.runs.map(({ latent }) => latent))
      expect(new Set(made.map(({ latent }) => latent)).size).toBe(runs)
      expect(made.filter((run) => !isInOrder(run))).toEqual([])
      expect(facts.resumed).toBeGreaterThan(0)
    },
  )
})
