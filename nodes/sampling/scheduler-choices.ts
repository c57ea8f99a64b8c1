import type { Scheduler } from '../../models/define-scheduler.ts'
import flowMatchEuler from '../../models/schedulers/flow-match-euler.scheduler.ts'
import flowMatchHeun from '../../models/schedulers/flow-match-heun.scheduler.ts'

/** Schedulers a person can choose, in the order of the menu; a conformance test compares them with the folder. */
export const schedulerChoices: readonly Scheduler[] = [flowMatchEuler, flowMatchHeun]

/** The solver a model was made for, by the class its config names; Euler when that one is not here. */
export function schedulerOfModel(config: Readonly<Record<string, unknown>> | undefined): Scheduler {
  return schedulerChoices.find(({ className }) => className === config?._class_name) ?? flowMatchEuler
}
