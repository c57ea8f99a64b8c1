import { z } from 'zod'
import { signalTable } from '../../models/schedulers/beta-table.ts'
import { posteriorVariance } from '../../models/schedulers/posterior-variance.ts'
import { betaKeys, flag } from '../../models/schedulers/scheduler-keys.ts'
import { configOfCase, type SchedulerCase } from './scheduler-case.ts'

const configSchema = z.object({ ...betaKeys(), set_alpha_to_one: flag(true) })

/** Variance of one step as DDIM and DDPM have it; DDPM's step before is the training step before. */
export function caseVariance(
  given: SchedulerCase,
  { timestep, prev_timestep }: { timestep: number; prev_timestep?: number | undefined },
): number {
  const config = configSchema.parse(configOfCase(given))
  const alphas = signalTable(config)
  const end = config.set_alpha_to_one ? 1 : (alphas[0] ?? 1)
  return posteriorVariance(alphas[timestep] ?? 1, alphas[prev_timestep ?? timestep - 1] ?? end)
}
