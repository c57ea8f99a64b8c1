import type { VideoSize } from '../../models/define-family.ts'
import { sliceFrames, videoDims } from '../../models/frame-axis.ts'
import type { Tensor } from '../../models/tensor.ts'
import type { Exam, Question, TrueClip } from './exam.ts'
import { half, type Judge, score, type Score, type Sight } from './judge.ts'
import { deviation, mean, psnr, seam, sharpness } from './measures.ts'
import { joinFrames, type Studio } from './pocket-studio.ts'

/** What every check works with. */
export interface Bench {
  readonly studio: Studio
  readonly judge: Judge
  readonly exam: Exam
  readonly clips: readonly TrueClip[]
  /** Told after each clip, so that a long check shows signs of life. */
  readonly tick: () => void
}

export const short: VideoSize = { frames: 9, width: 64, height: 64 }
export const long: VideoSize = { frames: 17, width: 96, height: 96 }

/** First seed of a check; clip i has the seed first + i. */
const firstSeed = 1000

/** One clip for every question, and what the judge says of them. */
export async function askAll(
  { studio, judge, tick }: Bench,
  questions: readonly Question[],
  size: VideoSize,
): Promise<{ readonly score: Score; readonly videos: readonly Tensor[] }> {
  const [videos, sights] = [[] as Tensor[], [] as Sight[]]
  for (const [index, { prompt }] of questions.entries()) {
    const video = await studio.decode(await studio.generate({ prompt, size, seed: firstSeed + index }))
    videos.push(video)
    sights.push(await judge.look(video))
    tick()
  }
  return { score: score(sights, questions), videos }
}

/** Autoencoder on held-out clips: decibels in all and inside the subject, and sharpness against the renders. */
export async function checkAutoencoder({ studio, clips, tick }: Bench) {
  const rows: { psnr: number; foreground: number; sharpness: number; rebuilt: number }[] = []
  for (const { video, coverage } of clips) {
    const rebuilt = await studio.decode(await studio.encode(video))
    const sharp = sharpness(rebuilt)
    rows.push({
      psnr: psnr(rebuilt, video),
      foreground: psnr(rebuilt, video, coverage),
      sharpness: sharp / sharpness(video),
      rebuilt: sharp,
    })
    tick()
  }
  const of = (key: keyof (typeof rows)[number]) => mean(rows.map((row) => row[key]))
  return {
    psnr: of('psnr'),
    foreground: of('foreground'),
    sharpness: of('sharpness'),
    rebuiltSharpness: of('rebuilt'),
  }
}

/** Prompts with two subjects: how often the judge finds each on its side. */
export async function checkTwo({ studio, judge, exam, tick }: Bench, count: number) {
  let [left, right, both] = [0, 0, 0]
  const questions = exam.prompts.two.slice(0, count)
  for (const [index, { prompt, subject, second }] of questions.entries()) {
    const video = await studio.decode(await studio.generate({ prompt, size: short, seed: firstSeed + index }))
    const isLeft = (await judge.look(half(video, 'left'))).subject === subject
    const isRight = (await judge.look(half(video, 'right'))).subject === second
    left += Number(isLeft)
    right += Number(isRight)
    both += Number(isLeft && isRight)
    tick()
  }
  const share = (found: number) => (100 * found) / questions.length
  return { count: questions.length, left: share(left), right: share(right), both: share(both) }
}

type Given = 'image' | 'extend' | 'connect' | 'loop'

/** How many frames each task makes in all; a loop's way back takes a second, as the node for it does by itself. */
const givenFrames: Readonly<Record<Given, number>> = { image: 9, extend: 9, connect: 9, loop: 13 }

/** Frames the sampler is given for each task, and the borders between given and new frames. */
async function given(task: Given, { studio }: Bench, video: Tensor) {
  const total = givenFrames[task]
  const cut = (start: number, count: number) => sliceFrames(video, start, count)
  const at = (frames: Tensor, place: number | 'end') => studio.known(frames, { at: place, total })
  switch (task) {
    case 'image':
      return { known: [await at(cut(0, 1), 0)], borders: [1] }
    case 'extend':
      return { known: [await at(cut(0, 5), 0)], borders: [5] }
    case 'connect':
      return { known: [await at(cut(0, 1), 0), await at(cut(5, 4), 'end')], borders: [1, 5] }
    case 'loop': // from the last frame of the true clip back to its first ones
      return { known: [await at(cut(8, 1), 0), await at(cut(0, 4), 'end')], borders: [1, 9] }
    default:
      return task satisfies never
  }
}

/** Given frames: seams, how exactly the first frame is kept, and whether the rest is what was asked for. */
export async function checkGiven(bench: Bench, task: Given, count: number) {
  const { studio, judge, clips, tick } = bench
  const chosen = clips.slice(0, count)
  const [seams, kept, seen] = [[] as number[], [] as number[], [] as Sight[]]
  for (const [index, { video, question }] of chosen.entries()) {
    const { known, borders } = await given(task, bench, video)
    const size = { ...short, frames: givenFrames[task] }
    // What a prompt says of the motion ("grows") speaks against a way back.
    const words = task === 'loop' ? { prompt: '', guidance: 1 } : { prompt: question.prompt }
    const wish = { ...words, size, seed: firstSeed + index, known }
    const made = await studio.decode(await studio.generate(wish))
    const own = await studio.decode(known[0]!.latent)
    kept.push(psnr(sliceFrames(made, 0, 1), sliceFrames(own, 0, 1)))
    seams.push(seam(made, borders))
    seen.push(await judge.look(made))
    tick()
  }
  const questions = chosen.map(({ question }) => question)
  return { ...score(seen, questions), seam: mean(seams), firstFrame: mean(kept) }
}

/** Guidance that takes a clip to another subject: the old one has a say already, in what is left of it. */
const changeGuidance = 5

/** Video to video at strength 0.7 with another subject in the prompt. */
export async function checkChange({ studio, judge, clips, tick }: Bench, count: number) {
  const chosen = clips.slice(0, count)
  const sights: Sight[] = []
  for (const [index, { video, changed }] of chosen.entries()) {
    const latent = await studio.encode(sliceFrames(video, 0, short.frames))
    const wish = {
      prompt: changed.prompt,
      size: short,
      seed: firstSeed + index,
      start: { latent, strength: 0.7 },
      guidance: changeGuidance,
    }
    sights.push(await judge.look(await studio.decode(await studio.generate(wish))))
    tick()
  }
  return score(
    sights,
    chosen.map(({ changed }) => changed),
  )
}

/** How far eight seeds of a prompt lie apart, over how far eight renders do; mean of the prompts. */
export async function checkDiversity({ studio, exam, tick }: Bench, prompts: number): Promise<number> {
  const ratios: number[] = []
  for (const { prompt, deviation: wanted } of exam.diversity.slice(0, prompts)) {
    const videos: Tensor[] = []
    for (let seed = 0; seed < 8; seed += 1) {
      videos.push(await studio.decode(await studio.generate({ prompt, size: short, seed: firstSeed + seed })))
      tick()
    }
    ratios.push(deviation(videos) / wanted)
  }
  return mean(ratios)
}

/** Seconds for a clip of the default size, model already open. */
export async function checkSpeed({ studio }: Bench): Promise<number> {
  const prompt = 'a mammoth walks through a snowy meadow'
  await studio.generate({ prompt, size: short, seed: 1 })
  const start = performance.now()
  await studio.decode(await studio.generate({ prompt, size: long, seed: 1 }))
  return (performance.now() - start) / 1000
}

/** Extends a clip and plays both as one, for the contact sheet. */
export async function extended({ studio }: Bench, clip: TrueClip): Promise<Tensor> {
  const begin = sliceFrames(clip.video, 0, short.frames)
  const known = [await studio.known(sliceFrames(begin, 4, 5), { at: 0, total: short.frames })]
  const more = await studio.decode(
    await studio.generate({ prompt: clip.question.prompt, size: short, seed: firstSeed, known }),
  )
  return joinFrames([begin, sliceFrames(more, 5, videoDims(more.dims).frames - 5)])
}
