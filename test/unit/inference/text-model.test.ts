import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createTextModel } from '../../../server/inference/text-model.ts'

interface Asked {
  readonly url: string
  readonly authorization: string | undefined
  readonly body: {
    readonly model: string
    readonly seed: number
    readonly messages: readonly { role: string; content: string }[]
  }
}

let server: Server | undefined
afterEach(() => server?.close())

/** A server that speaks OpenAI's protocol, as Ollama and llama.cpp do. */
async function answering(status: number, content: string): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      const body = JSON.parse(text) as Asked['body']
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization, body })
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
    })
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`, asked }
}

const request = { instruction: 'Rewrite it.', text: 'a cat', seed: 7 }

describe('a language model that is set', () => {
  it('is asked in OpenAI’s protocol and its words come back', async () => {
    const { url, asked } = await answering(200, ' A small cat walks. \n')
    const settings = {
      REELGRAPH_TEXT_MODEL_URL: url,
      REELGRAPH_TEXT_MODEL: 'tiny',
      REELGRAPH_TEXT_MODEL_KEY: 'secret',
    }
    expect(await createTextModel(settings).complete(request)).toBe('A small cat walks.')
    expect(asked).toEqual([
      {
        url: '/v1/chat/completions',
        authorization: 'Bearer secret',
        body: {
          ...{ model: 'tiny', seed: 7, stream: false },
          messages: [
            { role: 'system', content: 'Rewrite it.' },
            { role: 'user', content: 'a cat' },
          ],
        },
      },
    ])
  })

  it('that answers with an error is told by its address', async () => {
    const { url } = await answering(500, '')
    const complete = createTextModel({ REELGRAPH_TEXT_MODEL_URL: url }).complete(request)
    await expect(complete).rejects.toMatchObject({ code: 'text-model-failed', kind: 'operational' })
  })
})

it('without a language model the person is told how to set one', async () => {
  await expect(createTextModel({}).complete(request)).rejects.toMatchObject({
    code: 'text-model-not-set',
    kind: 'user',
  })
})
