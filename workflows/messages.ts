import { graphMessages } from './messages/graph.messages.ts'
import { logicMessages } from './messages/logic.messages.ts'
import { mediaMessages } from './messages/media.messages.ts'
import { modelMessages } from './messages/model.messages.ts'
import { samplingMessages } from './messages/sampling.messages.ts'
import { serverMessages } from './messages/server.messages.ts'
import { subgraphMessages } from './messages/subgraph.messages.ts'
import type { LocalText, Locale, MessageValues } from './text.ts'

/** Every failure, problem and reason the app can utter, by code; `{name}` stands for a value. */
export const messages = {
  ...graphMessages,
  ...logicMessages,
  ...mediaMessages,
  ...modelMessages,
  ...samplingMessages,
  ...serverMessages,
  ...subgraphMessages,
} as const

export type MessageCode = keyof typeof messages

/** Words a message in the reader's language; a code from a newer server is shown as it is. */
export function messageText(code: string, values: MessageValues, locale: Locale): string {
  const template = (messages as Readonly<Record<string, LocalText | undefined>>)[code]
  if (!template) return code
  // `detailZh` is the Chinese of `detail`; a detail that has none is shown as it is.
  const valueOf = (name: string) => values[name] ?? values[name.replace(/Zh$/, '')]
  return template[locale].replace(/\{(\w+)\}/g, (hole, name: string) => String(valueOf(name) ?? hole))
}
