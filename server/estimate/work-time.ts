import type { EstimateBasis } from '../../workflows/estimate.ts'
import type { Timing, TimingStore } from '../storage/timing-store.ts'
import type { ModelWork } from './model-work.ts'
import { firstUseOf, type StepWorkload } from './step-workload.ts'
import { median, timeOfAmount } from './time-of-amount.ts'

/** What a step has to do. */
export interface StepWork {
  /** Made out when somebody asks: it costs more than a cheap step takes. */
  readonly workload: () => StepWorkload
  readonly model: ModelWork
  /** Pixels of all frames an output node writes into a file. */
  readonly writtenPixels: number
}

export interface WorkTimeTools {
  readonly timings: TimingStore
  /** Milliseconds the device takes for what a step asks of models, roughly. */
  readonly computingMs: (model: ModelWork) => number
}

interface WorkTimeRequest extends Partial<Pick<StepWork, 'model' | 'writtenPixels'>> {
  /** Undefined while nothing of its type was measured. */
  readonly workload: StepWorkload | undefined
  /** Its models must be opened before it. */
  readonly isFirst: boolean
}

export interface WorkTime {
  readonly seconds: number
  readonly basis: EstimateBasis
}

/** What a step costs that does next to nothing. */
const leastMs = 1
/** What comes and goes with a step, and with each step of a sampling, whatever the size. */
const stepBaseMs = 10
const samplingStepBaseMs = 5
/** A file written by ffmpeg: its start and, where none was measured yet, how fast it encodes. */
const writingBaseMs = 150
const writtenPixelsPerMs = 15_000
/** Fewer may be an accident. */
const enoughMeasurements = 3

/** What the work itself takes, without the opening of its models: as measured, by other sizes, or computed. */
export function workTime(request: WorkTimeRequest, tools: WorkTimeTools): WorkTime {
  const { workload, model, writtenPixels = 0 } = request
  const computedMs = model?.operations ? tools.computingMs(model) : 0
  const known = workload && measuredMs({ ...request, workload }, tools.timings)
  if (known) {
    // How much slower the first use was is not known: what can be counted bounds it.
    const isBounded = known.isOfFirstUse && !request.isFirst && workload.amount > 1 && computedMs > 0
    const ms = isBounded ? Math.min(known.ms, computedMs) : known.ms
    return { seconds: ms / 1000, basis: known.basis }
  }
  const writingMs = writtenPixels > 0 ? writingBaseMs + writtenPixels / writtenPixelsPerMs : 0
  return { seconds: Math.max(leastMs, computedMs + writingMs) / 1000, basis: 'computed' }
}

/** Of steps of equal size, those that were the first with their models too. */
export function measurementsOf(workload: StepWorkload, timings: TimingStore): readonly Timing[] {
  return [workload, firstUseOf(workload)].flatMap(({ signature }) => timings.ofSize(signature))
}

/** Milliseconds a step costs however little it does. */
export function fixedMs(model: Pick<ModelWork, 'steps'> | undefined, writtenPixels = 0): number {
  return stepBaseMs + (model?.steps ?? 0) * samplingStepBaseMs + (writtenPixels > 0 ? writingBaseMs : 0)
}

interface Known {
  readonly ms: number
  readonly basis: EstimateBasis
  /** It is what the first use of its models took. */
  readonly isOfFirstUse: boolean
}

/** What equal steps took, else what steps of their kind took for other amounts. */
function measuredMs(
  { workload, isFirst, model, writtenPixels }: WorkTimeRequest & { readonly workload: StepWorkload },
  timings: TimingStore,
): Known | undefined {
  const first = firstUseOf(workload)
  const kept = isFirst ? [first, workload] : [workload, first]
  for (const one of kept) {
    const equal = timings.ofSize(one.signature)
    if (equal.length === 0) continue
    // No use is slower than the first: beside a single other one it shows whether that was an accident.
    const isEnough = one === first || equal.length >= enoughMeasurements
    const others = isEnough ? [] : timings.ofSize(first.signature).slice(0, 1)
    const ms = median([...equal, ...others].map(({ durationMs }) => durationMs))
    return { ms, basis: 'measured', isOfFirstUse: one === first }
  }
  for (const one of kept) {
    const alike = timings.ofKind(one.kind)
    if (alike.length === 0) continue
    const ms = timeOfAmount(alike, workload.amount, fixedMs(model, writtenPixels))
    return { ms, basis: 'scaled', isOfFirstUse: one === first }
  }
  return undefined
}
