import { z } from 'zod'
import type { ModelConfigs } from './define-family.ts'
import { mersenneTwister } from './mersenne-twister.ts'

const entry = z.object({
  word: z.string(),
  zh: z.string().default(''),
  synonyms: z.array(z.string()).default([]),
  synonymsZh: z.array(z.string()).default([]),
  trained: z.boolean().default(true),
})

/** What a small model was trained to show, from its `vocabulary.json`. */
const worldSchema = z.object({
  subjects: z.array(entry).min(1),
  motions: z.array(entry).default([]),
  backgrounds: z.array(entry).default([]),
})
export type PromptWorld = z.infer<typeof worldSchema>
type Entry = z.infer<typeof entry>

/** Undefined for models that understand whatever is said. */
export function promptWorldOf(configs: ModelConfigs): PromptWorld | undefined {
  return worldSchema.safeParse(configs.vocabulary).data
}

/**
 * A short prompt told at length, as the captions of the training were (Sora's re-captioning): a subject, what it does and
 * where, each added in words the model knows, and only where the prompt says nothing of the kind.
 */
export function expandPrompt(text: string, world: PromptWorld, seed: number): string {
  const bits = mersenneTwister(seed)
  const isChinese = /\p{Script=Han}/u.test(text)
  const one = (entries: readonly Entry[]): Entry | undefined => {
    const trained = entries.filter((each) => each.trained)
    return trained[bits() % Math.max(1, trained.length)]
  }
  const subject = names(text, world.subjects) ? undefined : one(world.subjects)
  const motion = names(text, world.motions) ? undefined : one(world.motions)
  const place = names(text, world.backgrounds) ? undefined : one(world.backgrounds)
  const parts = isChinese
    ? inChinese(text, { subject, motion, place })
    : inEnglish(text, { subject, motion, place })
  return parts.filter((part) => part !== '').join(isChinese ? '' : ' ')
}

interface Missing {
  readonly subject: Entry | undefined
  readonly motion: Entry | undefined
  readonly place: Entry | undefined
}

function inEnglish(text: string, { subject, motion, place }: Missing): readonly string[] {
  return [
    text.trim(),
    subject ? `a ${subject.word}` : '',
    // The first synonym is the verb as captions have it: “is jumping” for “jump”.
    motion ? (motion.synonyms[0] ?? motion.word) : '',
    place ? `in a ${place.word}` : '',
  ]
}

function inChinese(text: string, { subject, motion, place }: Missing): readonly string[] {
  return [
    place ? `在${place.zh}里` : '',
    text.trim(),
    subject ? `一只${subject.zh}` : '',
    motion ? (motion.synonymsZh[0] ?? motion.zh) : '',
  ]
}

function names(text: string, entries: readonly Entry[]): boolean {
  const said = text.toLowerCase()
  return entries.some(({ word, zh, synonyms, synonymsZh }) =>
    [word, zh, ...synonyms, ...synonymsZh].some((each) => each !== '' && says(said, each.toLowerCase())),
  )
}

/** Whole words in languages that have spaces: “car” is not in “cartoon”. */
function says(text: string, phrase: string): boolean {
  if (/\p{Script=Han}/u.test(phrase)) return text.includes(phrase)
  return ` ${text.replace(/[^\p{L}\p{N}'-]+/gu, ' ')} `.includes(` ${phrase} `)
}
