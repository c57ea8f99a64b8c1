import { z } from 'zod'
import type { TextModelAccess } from '../../nodes/run-context.ts'
import { OperationalFailure, UserFailure } from '../../workflows/failure.ts'

/** Where a language model answers in OpenAI's protocol: Ollama, llama.cpp, vLLM, a hosted one. */
const settingsSchema = z.object({
  /** Up to `/v1`: `http://localhost:11434/v1` */
  REELGRAPH_TEXT_MODEL_URL: z.url().optional(),
  REELGRAPH_TEXT_MODEL: z.string().default('llama3.2'),
  REELGRAPH_TEXT_MODEL_KEY: z.string().optional(),
})

const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})

const patienceMs = 120_000

/** @param environment of the process; only names that begin with REELGRAPH_TEXT_MODEL are read. */
export function createTextModel(environment: Readonly<Record<string, string | undefined>>): TextModelAccess {
  return {
    async complete({ instruction, text, seed }) {
      const settings = settingsSchema.safeParse(environment).data
      const url = settings?.REELGRAPH_TEXT_MODEL_URL
      if (!settings || url === undefined) throw new UserFailure('text-model-not-set', {})
      const key = settings.REELGRAPH_TEXT_MODEL_KEY
      const messages = [
        { role: 'system', content: instruction },
        { role: 'user', content: text },
      ]
      const response = await ask(`${url.replace(/\/$/, '')}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({ model: settings.REELGRAPH_TEXT_MODEL, messages, seed, stream: false }),
        signal: AbortSignal.timeout(patienceMs),
      })
      return response.choices[0]?.message.content.trim() ?? ''
    },
  }
}

async function ask(url: string, request: RequestInit): Promise<z.infer<typeof answerSchema>> {
  try {
    const response = await fetch(url, request)
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
    return answerSchema.parse(await response.json())
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new OperationalFailure('text-model-failed', { url, detail }, { cause })
  }
}
