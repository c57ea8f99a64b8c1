import { appTexts } from './app.texts.ts'
import { canvasTexts } from './canvas.texts.ts'
import { cardsTexts } from './cards.texts.ts'
import { commandTexts } from './command.texts.ts'
import { documentTexts } from './document.texts.ts'
import { libraryTexts } from './library.texts.ts'
import { outlookTexts } from './outlook.texts.ts'
import { paramsTexts } from './params.texts.ts'
import { runTexts } from './run.texts.ts'
import { shellTexts } from './shell.texts.ts'
import { singularTexts } from './singular.texts.ts'
import { subgraphTexts } from './subgraph.texts.ts'

/** Every text of the editor itself, in every language, by key; `{name}` stands for a value. */
export const texts = {
  ...appTexts,
  ...canvasTexts,
  ...cardsTexts,
  ...commandTexts,
  ...documentTexts,
  ...libraryTexts,
  ...outlookTexts,
  ...paramsTexts,
  ...runTexts,
  ...shellTexts,
  ...singularTexts,
  ...subgraphTexts,
} as const

export type TextKey = keyof typeof texts
