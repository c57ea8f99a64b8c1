import { request } from 'node:http'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ data: temporaryFolder() })
})
afterAll(() => server.close())

/** A request with headers `fetch` does not let through. */
function rawStatus(headers: Record<string, string>, at = server): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port: at.port, host: '127.0.0.1', path: '/api/health', headers }
    request(options, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

describe('other web pages', () => {
  it('are kept out by Host and Origin', async () => {
    expect(await rawStatus({ host: `127.0.0.1:${server.port}` })).toBe(200)
    expect(
      await rawStatus({ host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` }),
    ).toBe(200)
    expect(await rawStatus({ host: 'evil.example' })).toBe(403)
    expect(await rawStatus({ host: `127.0.0.1:${server.port}`, origin: 'http://evil.example' })).toBe(403)
    expect(await rawStatus({ host: `127.0.0.1:${server.port}`, origin: 'null' })).toBe(403)
  })

  it('are kept off the socket too', async () => {
    const socket = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { origin: 'http://evil.example' },
      reconnection: false,
    })
    await new Promise<void>((resolve) => socket.on('connect_error', () => resolve()))
    expect(socket.connected).toBe(false)
    socket.disconnect()
  })
})

describe('a server with a token', () => {
  it('answers only those who have it, on HTTP and on the socket', async () => {
    const guarded = await startTestServer({ data: temporaryFolder(), token: 'very-secret' })
    const host = `127.0.0.1:${guarded.port}`
    expect(await rawStatus({ host }, guarded)).toBe(401)
    expect(await rawStatus({ host, authorization: 'Bearer wrong-secret' }, guarded)).toBe(401)
    expect(await rawStatus({ host, authorization: 'Bearer very-secret' }, guarded)).toBe(200)
    const opened = await fetch(guarded.address, { redirect: 'manual' })
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
    expect(await rawStatus({ host, cookie }, guarded)).toBe(200)
    const refused = io(guarded.url, { transports: ['websocket'], reconnection: false })
    await new Promise<void>((resolve) => refused.on('connect_error', () => resolve()))
    const letIn = io(guarded.url, { transports: ['websocket'], extraHeaders: { cookie } })
    await new Promise<void>((resolve) => letIn.on('connect', () => resolve()))
    refused.disconnect()
    letIn.disconnect()
    await guarded.close()
  })
})

describe('starting', () => {
  it('says which port is in use and which to try', async () => {
    const second = startTestServer({ data: temporaryFolder(), port: server.port })
    await expect(second).rejects.toThrow(
      `Port ${server.port} is in use. Stop the other program or start with --port ${server.port + 1}.`,
    )
  })
})
