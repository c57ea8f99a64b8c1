import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { schedulerCaseSchema } from './scheduler-case.ts'
import { schedulersByClass } from './scheduler-files.ts'
import { judge } from './scheduler-verdict.ts'

/** Numbers that float32 loses on the way: PNDM and UniPC's beta levels take small differences of large numbers. */
const drifting = /^(PNDM|DDPM|unipc\.beta)/

const files = ['./scheduler-cases.json', './scheduler-published-cases.json']
const cases = files.flatMap((file) =>
  z.array(schedulerCaseSchema).parse(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))),
)
const schedulers = await schedulersByClass()

describe('schedulers give the numbers of diffusers', () => {
  it.each(cases.map((given) => [given.id, given] as const))('%s', (id, given) => {
    const { complaints, drift = 0 } = judge(schedulers.get(given.scheduler), given)
    expect(complaints).toEqual([])
    // Not the sums alone: every step's last element, the first eight numbers, timesteps and sigmas.
    expect(drift).toBeLessThan(drifting.test(id) ? 1e-4 : 5e-6)
  })
})
