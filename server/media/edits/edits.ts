import { adjustColorsEdit } from './adjust-colors.edit.ts'
import { attachAudioEdit } from './attach-audio.edit.ts'
import { blurEdit } from './blur.edit.ts'
import { chromaKeyEdit } from './chroma-key.edit.ts'
import { concatEdit } from './concat.edit.ts'
import { cropEdit } from './crop.edit.ts'
import type { Edit } from './define-edit.ts'
import { denoiseEdit } from './denoise.edit.ts'
import { drawTextEdit } from './draw-text.edit.ts'
import { everyEdit } from './every.edit.ts'
import { fadeEdit } from './fade.edit.ts'
import { flipEdit } from './flip.edit.ts'
import { fpsEdit } from './fps.edit.ts'
import { gridEdit } from './grid.edit.ts'
import { invertEdit } from './invert.edit.ts'
import { loopEdit } from './loop.edit.ts'
import { lutEdit } from './lut.edit.ts'
import { overlayEdit } from './overlay.edit.ts'
import { padEdit } from './pad.edit.ts'
import { reverseEdit } from './reverse.edit.ts'
import { rotateEdit } from './rotate.edit.ts'
import { scaleColorsEdit } from './scale-colors.edit.ts'
import { scaleEdit } from './scale.edit.ts'
import { sharpenEdit } from './sharpen.edit.ts'
import { solidEdit } from './solid.edit.ts'
import { speedEdit } from './speed.edit.ts'
import { stabilizeEdit } from './stabilize.edit.ts'
import { trimEdit } from './trim.edit.ts'

const all = [
  ...[adjustColorsEdit, attachAudioEdit, blurEdit, chromaKeyEdit, concatEdit, cropEdit, denoiseEdit],
  ...[
    drawTextEdit,
    everyEdit,
    fadeEdit,
    flipEdit,
    fpsEdit,
    gridEdit,
    invertEdit,
    loopEdit,
    lutEdit,
    overlayEdit,
  ],
  ...[padEdit, reverseEdit, rotateEdit, scaleColorsEdit, scaleEdit, sharpenEdit, solidEdit, speedEdit],
  ...[stabilizeEdit, trimEdit],
] as readonly unknown[] as readonly Edit[]

/** Every edit, by its op. Static, unlike the nodes: a wrong op in here must not compile. */
export const edits: ReadonlyMap<string, Edit> = new Map(all.map((edit) => [edit.op, edit]))
