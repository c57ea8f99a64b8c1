import type { Score } from './judge.ts'

/** Everything `npm run model:eval` found; a check that was left out is missing. */
export interface Measured {
  readonly probe: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** How many entries of each word list were taught. */
  readonly world: Readonly<Record<'subjects' | 'motions' | 'backgrounds' | 'cameras' | 'weathers', number>>
  readonly megabytes: number
  readonly autoencoder?: {
    readonly psnr: number
    readonly foreground: number
    readonly sharpness: number
    /** Mean gradient of the reconstructions, what samples are compared with. */
    readonly rebuiltSharpness: number
  }
  readonly text?: Score & { readonly sharpness: number }
  readonly long?: Score
  readonly heldOut?: Score
  readonly paraphrase?: Score
  readonly chinese?: Score
  readonly two?: {
    readonly count: number
    readonly left: number
    readonly right: number
    readonly both: number
  }
  readonly image?: Given
  readonly extend?: Given
  readonly connect?: Given
  readonly loop?: Given
  readonly change?: Score
  readonly diversity?: number
  readonly upscaler?: { readonly psnr: number; readonly lanczos: number }
  readonly seconds?: number
}

interface Given extends Score {
  readonly seam: number
  readonly firstFrame: number
}

export interface Verdict {
  readonly check: string
  readonly found: string
  readonly goal: string
  readonly passed: boolean
}

/** The acceptance table of issue 3, its background column. */
export function acceptance(measured: Measured): readonly Verdict[] {
  return [
    worldRow(measured),
    ...probeRows(measured),
    ...pictureRows(measured),
    ...promptRows(measured),
    ...givenRows(measured),
    ...otherRows(measured),
  ]
}

const percent = ({ subject, background, motion }: Omit<Score, 'count'>) =>
  `${subject.toFixed(1)} / ${background.toFixed(1)} / ${motion.toFixed(1)} %`

function worldRow({ world: { subjects, motions, backgrounds, cameras, weathers } }: Measured): Verdict {
  return {
    check: 'world: subjects / motions / backgrounds / cameras / weathers',
    found: [subjects, motions, backgrounds, cameras, weathers].join(' / '),
    goal: '≥ 48 / 10 / 8, camera, weather',
    passed: subjects >= 48 && motions >= 10 && backgrounds >= 8 && cameras > 1 && weathers > 1,
  }
}

function probeRows({ probe }: Measured): readonly Verdict[] {
  return Object.entries(probe).map(([on, { subject = 0, background = 0, motion = 0 }]) => ({
    check: `the probe itself on ${on}: subject / background / motion`,
    found: percent({ subject, background, motion }),
    goal: '≥ 95 / 99 / 95 %',
    passed: subject >= 95 && background >= 99 && motion >= 95,
  }))
}

function pictureRows({ autoencoder, text }: Measured): readonly Verdict[] {
  if (!autoencoder) return []
  const { psnr, foreground, sharpness, rebuiltSharpness } = autoencoder
  const rows = [
    {
      check: 'VAE, held-out 17-frame clips: PSNR / foreground',
      found: `${psnr.toFixed(1)} / ${foreground.toFixed(1)} dB`,
      goal: '≥ 28 / 22 dB',
      passed: psnr >= 28 && foreground >= 22,
    },
    {
      check: 'sharpness: reconstructions ÷ renders',
      found: sharpness.toFixed(2),
      goal: '≥ 0.85',
      passed: sharpness >= 0.85,
    },
  ]
  if (!text) return rows
  const ratio = text.sharpness / rebuiltSharpness
  const samples = { check: 'sharpness: samples ÷ reconstructions', found: ratio.toFixed(2), goal: '≥ 0.88' }
  return [...rows, { ...samples, passed: ratio >= 0.88 }]
}

/** Largest loss against the plain prompts, in points, over subject, background and motion. */
function loss(text: Score, other: Score): number {
  return Math.max(
    text.subject - other.subject,
    text.background - other.background,
    text.motion - other.motion,
  )
}

interface PromptCheck {
  readonly check: string
  readonly found: Score | undefined
  readonly goal: string
  readonly passes: (found: Score) => boolean
}

function promptRows({ text, long, heldOut, paraphrase, chinese, two }: Measured): readonly Verdict[] {
  const goal = '≥ 80 / 97 / 85 %'
  const passes = ({ subject, background, motion }: Score) => subject >= 80 && background >= 97 && motion >= 85
  const near = (points: number) => ({
    goal: `within ${points} points`,
    passes: (found: Score) => text !== undefined && loss(text, found) <= points,
  })
  const checks: readonly PromptCheck[] = [
    { check: 'text to video, 9 × 64 × 64', found: text, goal, passes },
    { check: 'text to video, 17 × 96 × 96', found: long, goal, passes },
    { check: 'held-out combinations', found: text && heldOut, ...near(12) },
    { check: 'paraphrases', found: text && paraphrase, ...near(15) },
    { check: 'Chinese prompts', found: text && chinese, ...near(15) },
  ]
  return [...checks.flatMap(promptRow), ...(two ? [twoRow(two)] : [])]
}

function promptRow({ check, found, goal, passes }: PromptCheck): readonly Verdict[] {
  if (!found) return []
  return [{ check: `${check}, ${found.count} prompts`, found: percent(found), goal, passed: passes(found) }]
}

function twoRow({ count, left, right, both }: NonNullable<Measured['two']>): Verdict {
  const found = [left, right, both].map((share) => share.toFixed(0)).join(' / ')
  return {
    check: `two subjects: left / right / both, ${count} prompts`,
    ...{ found: `${found} %`, goal: 'report', passed: true },
  }
}

function givenRows({ image, extend, connect, loop }: Measured): readonly Verdict[] {
  const rows: Verdict[] = []
  if (image) {
    const passed = image.firstFrame >= 40
    rows.push(
      {
        check: 'image to video: frame 0 against its reconstruction',
        found: `${image.firstFrame.toFixed(0)} dB`,
        goal: '≥ 40 dB',
        passed,
      },
      {
        check: 'image to video: subject / background / motion',
        found: percent(image),
        goal: 'report',
        passed: true,
      },
    )
  }
  for (const [name, found] of Object.entries({ extend, connect, loop })) {
    if (!found) continue
    rows.push({
      check: `${name}: seam ÷ median change inside`,
      found: found.seam.toFixed(2),
      goal: '≤ 2',
      passed: found.seam <= 2,
    })
  }
  return rows
}

function otherRows({ change, diversity, upscaler, seconds, megabytes }: Measured): readonly Verdict[] {
  const rows: Verdict[] = []
  if (change)
    rows.push({
      check: 'video to video 0.7: new subject / background / motion kept',
      found: percent(change),
      goal: '≥ 80 / 97 %',
      passed: change.subject >= 80 && change.background >= 97,
    })
  if (diversity !== undefined)
    rows.push({
      check: 'diversity: 8 seeds ÷ 8 renders',
      found: diversity.toFixed(2),
      goal: '≥ 0.40',
      passed: diversity >= 0.4,
    })
  if (upscaler)
    rows.push({
      check: 'upscaler ×4 on held-out renders: PSNR / over Lanczos',
      found: `${upscaler.psnr.toFixed(1)} / ${(upscaler.psnr - upscaler.lanczos).toFixed(1)} dB`,
      goal: '≥ 2 dB over Lanczos',
      passed: upscaler.psnr - upscaler.lanczos >= 2,
    })
  if (seconds !== undefined)
    rows.push({
      check: '17 × 96 × 96, 20 steps with guidance',
      found: `${seconds.toFixed(1)} s`,
      goal: '≤ 20 s',
      passed: seconds <= 20,
    })
  return [
    ...rows,
    { check: 'all weights', found: `${megabytes.toFixed(1)} MB`, goal: '≤ 40 MB', passed: megabytes <= 40 },
  ]
}
