import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserFailure } from '../workflows/failure.ts'
import type { Config } from './config.ts'
import { type Core, type CoreOptions, createCore } from './core.ts'
import { makeApp } from './http/app.ts'
import { startPicturesAhead } from './pictures-ahead.ts'
import { openSockets } from './realtime/sockets.ts'

export interface ServerOptions extends Pick<CoreOptions, 'nodeFolders' | 'cancelGraceMs' | 'warn'> {
  readonly config: Config
}

export interface RunningServer {
  readonly core: Core
  readonly port: number
  /** What a person opens; with the token where one is needed. */
  readonly address: string
  close(): Promise<void>
}

/**
 * Starts everything and listens.
 * @throws UserFailure `port-in-use`; OperationalFailure for a data folder that cannot be used.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, warn } = options
  const core = await createCore({ ...options, ...config, now: Date.now })
  try {
    const http = createServer(makeApp({ core, config, warn }))
    const ahead = startPicturesAhead(core)
    const sockets = openSockets({ core, http, config })
    const port = await listen(http, config)
    return {
      core,
      port,
      address: addressOf(config, port),
      close: async () => {
        ahead.stop()
        await sockets.close()
        await core.close()
      },
    }
  } catch (thrown) {
    await core.close()
    throw thrown
  }
}

function listen(http: HttpServer, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new UserFailure('port-in-use', { port, next: port + 1 }, { cause: error }) : error)
    })
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port))
  })
}

function addressOf({ host, token }: Config, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host
  const address = `http://${name}:${port}`
  return token === undefined ? address : `${address}/?token=${encodeURIComponent(token)}`
}
