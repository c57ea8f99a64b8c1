/**
 * `npm run model:eval`: the acceptance checks of the shipped model, through the engine. Prints the table and writes
 * contact sheets and evaluation.json; nothing is asserted here, test/golden/pocket.test.ts holds what must not break.
 *
 *   npm run model:eval -- --only text,given --count 60 --out /tmp/sheets
 *
 * Parts that were examined before, into the same folder and with the same files, stay in the table.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { acceptance, type Measured } from './acceptance.ts'
import * as checks from './checks.ts'
import { type SheetRow, writeSheet } from './contact-sheet.ts'
import { readClips, readExam, readStills } from './exam.ts'
import { openJudge } from './judge.ts'
import { mean, sharpness } from './measures.ts'
import { openStudio } from './pocket-studio.ts'
import { checkUpscaler } from './upscaler-check.ts'

const { values } = parseArgs({
  options: {
    only: {
      type: 'string',
      default: 'autoencoder,text,long,held-out,words,two,given,change,diversity,upscaler,speed,sheets',
    },
    count: { type: 'string', default: '200' },
    few: { type: 'string', default: '40' },
    threads: { type: 'string', default: '2' },
    steps: { type: 'string', default: '20' },
    guidance: { type: 'string', default: '3' },
    folder: { type: 'string' },
    out: { type: 'string', default: 'test/.output/model-eval' },
  },
})
const [count, few, threads, steps, guidance] = [
  values.count,
  values.few,
  values.threads,
  values.steps,
  values.guidance,
].map(Number) as [number, number, number, number, number]
const only = new Set(values.only.split(','))
mkdirSync(values.out, { recursive: true })

const exam = readExam()
const studio = await openStudio({
  threads,
  steps,
  guidance,
  ...(values.folder ? { folder: values.folder } : {}),
})
const judge = await openJudge()
const tick = () => void process.stderr.write('.')
const bench: checks.Bench = { studio, judge, exam, clips: await readClips(exam), tick }
const sheet = (name: string) => join(values.out, `${name}.png`)
/** The model and its judge; what other parts of the exam found for these very two stays, so that it can be taken in pieces. */
const sitting = [...studio.manifest.files.map(({ sha256 }) => sha256), JSON.stringify(judge.accuracy)].join(
  ' ',
)
const measured: Measured = { ...earlier(), probe: judge.accuracy, world: world(), megabytes: megabytes() }

function earlier(): Partial<Measured> {
  const file = join(values.out, 'evaluation.json')
  if (!existsSync(file)) return {}
  const report = JSON.parse(readFileSync(file, 'utf8')) as { sitting: string; measured: Measured }
  return report.sitting === sitting ? report.measured : {}
}

function world(): Measured['world'] {
  const lists = studio.vocabulary as Record<keyof Measured['world'], readonly { trained: boolean }[]>
  const taught = (kind: keyof Measured['world']) => lists[kind].filter(({ trained }) => trained).length
  return {
    subjects: taught('subjects'),
    motions: taught('motions'),
    backgrounds: taught('backgrounds'),
    cameras: taught('cameras'),
    weathers: taught('weathers'),
  }
}

function megabytes(): number {
  return studio.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6
}

function keep(part: Partial<Measured>): void {
  Object.assign(measured, part)
  const report = {
    sitting,
    settings: { device: 'cpu', threads, steps, guidance },
    table: acceptance(measured),
    measured,
  }
  writeFileSync(join(values.out, 'evaluation.json'), `${JSON.stringify(report, null, 1)}\n`)
}

const { plain, heldOut, paraphrase, chinese } = exam.prompts
if (only.has('autoencoder')) keep({ autoencoder: await checks.checkAutoencoder(bench) })
if (only.has('text')) {
  const { score, videos } = await checks.askAll(bench, plain.slice(0, count), checks.short)
  keep({ text: { ...score, sharpness: mean(videos.map(sharpness)) } })
  const rows = videos.slice(0, 24).map((video, index) => ({ video, caption: plain[index]?.prompt }))
  await writeSheet(rows, { file: sheet('text-64') })
}
if (only.has('long')) {
  const { score, videos } = await checks.askAll(bench, plain.slice(0, few), checks.long)
  keep({ long: score })
  const rows = videos.slice(0, 24).map((video, index) => ({ video, caption: plain[index]?.prompt }))
  await writeSheet(rows, { file: sheet('text-96'), shown: 5 })
}
if (only.has('held-out'))
  keep({ heldOut: (await checks.askAll(bench, heldOut.slice(0, few), checks.short)).score })
if (only.has('words')) {
  keep({ paraphrase: (await checks.askAll(bench, paraphrase.slice(0, few), checks.short)).score })
  keep({ chinese: (await checks.askAll(bench, chinese.slice(0, few), checks.short)).score })
}
if (only.has('two')) keep({ two: await checks.checkTwo(bench, few) })
if (only.has('given')) {
  keep({ image: await checks.checkGiven(bench, 'image', few) })
  keep({ extend: await checks.checkGiven(bench, 'extend', few) })
  keep({ connect: await checks.checkGiven(bench, 'connect', few) })
  keep({ loop: await checks.checkGiven(bench, 'loop', few) })
  const rows = []
  for (const clip of bench.clips.slice(0, 8))
    rows.push({ video: await checks.extended(bench, clip), caption: `extended: ${clip.question.prompt}` })
  await writeSheet(rows, { file: sheet('extended'), shown: 7 })
}
if (only.has('change')) keep({ change: await checks.checkChange(bench, few) })
if (only.has('diversity')) keep({ diversity: await checks.checkDiversity(bench, 6) })
if (only.has('upscaler')) keep({ upscaler: await checkUpscaler(await readStills(), await studio.upscaler()) })
if (only.has('speed')) keep({ seconds: await checks.checkSpeed(bench) })
if (only.has('sheets')) {
  await writeSheet(await show(exam.examples), { file: sheet('samples-96'), shown: 5 })
  await writeSheet(await show(exam.sora), { file: sheet('samples-sora'), shown: 5, columns: 1 })
}
await studio.release()
await judge.release()

/** A clip of the default size for each prompt. */
async function show(prompts: readonly string[]): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = []
  for (const [index, prompt] of prompts.entries()) {
    const latent = await studio.generate({ prompt, size: checks.long, seed: 3 + index })
    rows.push({ video: await studio.decode(latent), caption: prompt })
    tick()
  }
  return rows
}

process.stderr.write('\n')
console.log(`${studio.manifest.id}, cpu, ${threads} thread(s), ${steps} steps, guidance ${guidance}`)
for (const { check, found, goal, passed } of acceptance(measured))
  console.log(`${passed ? '✓' : '✗'} ${check.padEnd(62)} ${found.padEnd(34)} ${goal}`)
