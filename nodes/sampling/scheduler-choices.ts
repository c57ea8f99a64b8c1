import cogvideoxDdim from '../../models/schedulers/cogvideox-ddim.scheduler.ts'
import cogvideoxDpm from '../../models/schedulers/cogvideox-dpm.scheduler.ts'
import ddim from '../../models/schedulers/ddim.scheduler.ts'
import ddimInverse from '../../models/schedulers/ddim-inverse.scheduler.ts'
import ddpm from '../../models/schedulers/ddpm.scheduler.ts'
import deisMultistep from '../../models/schedulers/deis-multistep.scheduler.ts'
import dpmSolverMultistep from '../../models/schedulers/dpm-solver-multistep.scheduler.ts'
import dpmSolverSinglestep from '../../models/schedulers/dpm-solver-singlestep.scheduler.ts'
import edmEuler from '../../models/schedulers/edm-euler.scheduler.ts'
import euler from '../../models/schedulers/euler.scheduler.ts'
import eulerAncestral from '../../models/schedulers/euler-ancestral.scheduler.ts'
import flowMapEuler from '../../models/schedulers/flow-map-euler.scheduler.ts'
import flowMatchEuler from '../../models/schedulers/flow-match-euler.scheduler.ts'
import flowMatchHeun from '../../models/schedulers/flow-match-heun.scheduler.ts'
import flowMatchLcm from '../../models/schedulers/flow-match-lcm.scheduler.ts'
import heun from '../../models/schedulers/heun.scheduler.ts'
import ipndm from '../../models/schedulers/ipndm.scheduler.ts'
import kdpm2 from '../../models/schedulers/kdpm2.scheduler.ts'
import kdpm2Ancestral from '../../models/schedulers/kdpm2-ancestral.scheduler.ts'
import lcm from '../../models/schedulers/lcm.scheduler.ts'
import lms from '../../models/schedulers/lms.scheduler.ts'
import ltxEulerAncestralRf from '../../models/schedulers/ltx-euler-ancestral-rf.scheduler.ts'
import pndm from '../../models/schedulers/pndm.scheduler.ts'
import tcd from '../../models/schedulers/tcd.scheduler.ts'
import unipcMultistep from '../../models/schedulers/unipc-multistep.scheduler.ts'
import type { Family } from '../../models/define-family.ts'
import type { Scheduler, SchedulerConfig } from '../../models/define-scheduler.ts'

/** Schedulers a person can choose, in the order of the menu: those for flow models first. */
export const schedulerChoices: readonly Scheduler[] = [
  flowMatchEuler,
  flowMatchHeun,
  unipcMultistep,
  dpmSolverMultistep,
  dpmSolverSinglestep,
  deisMultistep,
  flowMatchLcm,
  ltxEulerAncestralRf,
  flowMapEuler,
  euler,
  eulerAncestral,
  heun,
  kdpm2,
  kdpm2Ancestral,
  lms,
  ddim,
  ddpm,
  ddimInverse,
  pndm,
  ipndm,
  lcm,
  tcd,
  edmEuler,
  cogvideoxDdim,
  cogvideoxDpm,
]

/** The solver a model was made for, by the class its config names; Euler when that one is not here. */
export function schedulerOfModel(config: Readonly<Record<string, unknown>> | undefined): Scheduler {
  return schedulerChoices.find(({ className }) => className === config?._class_name) ?? flowMatchEuler
}

/** Whether a solver can follow what a model predicts. */
export function solves({ flow }: Scheduler, { prediction }: Pick<Family, 'prediction'>): boolean {
  return prediction === 'flow' ? flow !== undefined : flow !== 'always'
}

/** What solvers for several kinds of models must be told of this one; the folder's own config goes before. */
export function configFor(
  { flow }: Scheduler,
  { prediction }: Pick<Family, 'prediction'>,
  config: SchedulerConfig,
): SchedulerConfig {
  if (flow === 'always') return config
  if (prediction !== 'flow')
    return { prediction_type: `${prediction}_prediction`.replace('epsilon_prediction', 'epsilon'), ...config }
  const shift = config.flow_shift ?? config.shift ?? 1
  return { ...config, prediction_type: 'flow_prediction', use_flow_sigmas: true, flow_shift: shift }
}
