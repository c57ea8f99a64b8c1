import { describe, expect, it } from 'vitest'
import { refusal } from '../../../server/access-guard.ts'
import { byteLengthText } from '../../../server/byte-length.ts'
import { parseGenerateArguments } from '../../../server/command-line/arguments.ts'
import { parseConfig } from '../../../server/config.ts'

describe('the server’s settings', () => {
  it('have defaults for everything', () => {
    expect(parseConfig([], {})).toMatchObject({
      ...{
        port: 8199,
        host: '127.0.0.1',
        data: './data',
        device: ['auto'],
        uploadLimit: 2 * 1024 ** 3,
        assetBudget: 50 * 1024 ** 3,
        open: true,
      },
    })
  })

  it('come from the arguments before the environment', () => {
    const environment = {
      REELGRAPH_PORT: '1',
      REELGRAPH_DATA: '/x',
      REELGRAPH_UPLOAD_LIMIT: '5mb',
      REELGRAPH_OPEN: '0',
    }
    expect(parseConfig(['--port', '2'], environment)).toMatchObject({
      ...{ port: 2, data: '/x', uploadLimit: 5 * 1024 ** 2, open: false },
    })
  })

  it.each([
    [['--port', 'abc'], '--port'],
    [['--upload-limit', 'much'], '--upload-limit'],
    [['--device', 'toaster'], '--device'],
    [['--what'], '--what'],
  ])('name the argument that is wrong: %s', (argv, name) => {
    expect(() => parseConfig(argv, {})).toThrow(name)
  })

  it('ask for a token before others are let in', () => {
    expect(() => parseConfig(['--host', '0.0.0.0'], {})).toThrow('--token')
    expect(parseConfig(['--host', '0.0.0.0', '--token', 'very-secret'], {}).host).toBe('0.0.0.0')
  })
})

describe('the arguments of generate', () => {
  it('read every --set as node.param=value', () => {
    const given = ['a.json', '--set', 'prompt.text=a = b', '--set', 'noise.seed=4', '--seed', '7', '--json']
    expect(parseGenerateArguments(given)).toMatchObject({
      ...{ file: 'a.json', set: { 'prompt.text': 'a = b', 'noise.seed': '4' }, seed: 7, json: true },
    })
  })

  it.each([[['a.json', '--set', 'novalue']], [['a.json', '--seed', '-1']], [[]]])('refuse %j', (argv) => {
    expect(() => parseGenerateArguments(argv)).toThrow(/--set|--seed|missing/)
  })
})

describe('who is let in', () => {
  const local = { host: '127.0.0.1' }
  const codeOf = (caller: { host?: string; origin?: string; token?: string }, options = local) =>
    refusal({ host: undefined, origin: undefined, token: undefined, ...caller }, options)?.code

  it('is this machine under any of its names', () => {
    const hosts = ['127.0.0.1:8199', 'localhost:8199', '[::1]:8199', '127.0.0.5:1']
    expect(hosts.map((host) => codeOf({ host }))).toEqual(hosts.map(() => undefined))
  })

  it('is not a page that gave its own name this machine’s address', () => {
    expect(['evil.example', undefined, '127.0.0.1.evil.example'].map((host) => codeOf({ host }))).toEqual(
      Array(3).fill('origin-refused'),
    )
  })

  it('is not a page of another origin, not even on this machine', () => {
    const host = 'localhost:8199'
    expect(codeOf({ host, origin: 'http://localhost:8199' })).toBeUndefined()
    expect(codeOf({ host, origin: 'http://localhost:3000' })).toBe('origin-refused')
    expect(codeOf({ host, origin: 'null' })).toBe('origin-refused')
  })

  it('is who has the token, where one is asked for', () => {
    const options = { host: '0.0.0.0', token: 'very-secret' }
    expect(codeOf({ host: 'box:1', token: 'very-secret' }, options)).toBeUndefined()
    expect([codeOf({ host: 'box:1' }, options), codeOf({ token: 'very-secre' }, options)]).toEqual([
      'token-needed',
      'token-needed',
    ])
  })
})

describe('sizes', () => {
  it('are said in the largest unit that fits', () => {
    expect([512, 1536, 2 * 1024 ** 3].map(byteLengthText)).toEqual(['512 B', '1.5 KB', '2 GB'])
  })
})
