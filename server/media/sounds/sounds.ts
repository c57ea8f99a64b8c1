import type { SoundEdit } from './define-sound.ts'
import { fadeSound } from './fade.sound.ts'
import { gainSound } from './gain.sound.ts'
import { mixSound } from './mix.sound.ts'
import { silenceSound } from './silence.sound.ts'
import { toneSound } from './tone.sound.ts'
import { trimSound } from './trim.sound.ts'

const all = [
  ...[fadeSound, gainSound, mixSound, silenceSound, toneSound, trimSound],
] as readonly unknown[] as readonly SoundEdit[]

/** Every edit of sound, by its op. */
export const sounds: ReadonlyMap<string, SoundEdit> = new Map(all.map((edit) => [edit.op, edit]))
