import { existsSync } from 'node:fs'
import path from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'
import type { Core } from '../core.ts'
import { bearerToken, cookieValue, refusal, tokenCookie } from '../access-guard.ts'
import { projectFolder } from '../project-folder.ts'
import { errorHandler } from './api-error.ts'
import { assetRoutes } from './asset-routes.ts'
import { forkRoutes } from './fork-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { graphRoutes } from './graph-routes.ts'
import { insightRoutes } from './insight-routes.ts'
import { metricsRoute } from './metrics-route.ts'
import { queueRoutes } from './queue-routes.ts'
import { libraryRoutes } from './library-routes.ts'
import { runRoutes } from './run-routes.ts'
import { subgraphRoutes } from './subgraph-routes.ts'
import { systemRoutes } from './system-routes.ts'
import { uploadRoutes } from './upload-routes.ts'
import { workflowRoutes } from './workflow-routes.ts'
import { UserFailure } from '../../workflows/failure.ts'
import { isDeeperThan, mostLevels } from '../../workflows/json.ts'
import { tooDeep } from '../../workflows/schema-issue.ts'

export interface AppOptions {
  readonly core: Core
  readonly config: Pick<Config, 'host' | 'token' | 'uploadLimit' | 'pricePerHour'>
  readonly warn: (what: string, detail: string) => void
}

/** A workflow of thousands of nodes is about a megabyte. */
const jsonLimit = '32mb'

/** The whole HTTP side: guard, API, the built client. */
export function makeApp({ core, config, warn }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(helmet({ contentSecurityPolicy: { directives: contentPolicy }, strictTransportSecurity: false }))
  app.use(rememberToken(config), guard(config))
  app.use('/api', express.json({ limit: jsonLimit }), refuseDeepJson, noStore)
  app.use(
    '/api',
    graphRoutes(core),
    runRoutes(core),
    queueRoutes(core),
    forkRoutes(core),
    workflowRoutes(core),
    subgraphRoutes(core),
    systemRoutes(core),
    insightRoutes(core, config),
  )
  app.use(
    '/api',
    assetRoutes(core, config),
    libraryRoutes(core),
    uploadRoutes(core, config),
    fileRoutes(core, config),
  )
  app.use(metricsRoute(core))
  app.use('/api', (request) => {
    throw new UserFailure('not-found', { what: 'address', id: request.originalUrl })
  })
  app.use(clientFiles(path.join(projectFolder, '.build/client')))
  app.use(errorHandler({ uploadLimit: config.uploadLimit, warn }))
  return app
}

/** React Flow sets inline styles; results and previews are blobs; Vite inlines small images as data. */
const contentPolicy = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'", 'ws:', 'wss:', 'blob:'],
  workerSrc: ["'self'", 'blob:'],
  frameAncestors: ["'none'"],
  // Served over plain HTTP on this machine.
  upgradeInsecureRequests: null,
}

function guard(config: AppOptions['config']): RequestHandler {
  return ({ headers }, _response, next) => {
    const token = bearerToken(headers.authorization) ?? cookieValue(headers.cookie, tokenCookie)
    const refused = refusal({ host: headers.host, origin: headers.origin, token }, config)
    if (refused) throw refused
    next()
  }
}

/** The address printed at the start carries the token once; a cookie keeps it out of the address bar. */
function rememberToken({ token }: AppOptions['config']): RequestHandler {
  return (request, response, next) => {
    if (token === undefined || request.query.token !== token || request.method !== 'GET') {
      next()
      return
    }
    response.cookie(tokenCookie, token, { httpOnly: true, sameSite: 'strict' })
    response.redirect(request.path)
  }
}

const refuseDeepJson: RequestHandler = ({ body }, _response, next) => {
  if (isDeeperThan(mostLevels, body)) throw new UserFailure('request-invalid', tooDeep)
  next()
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

/** The built client; any other address gets its page, which finds its way by itself. */
function clientFiles(folder: string): RequestHandler {
  const router = express.Router()
  const hashed = { immutable: true, maxAge: '1y' }
  router.use('/assets', express.static(path.join(folder, 'assets'), hashed))
  router.use(express.static(folder))
  router.get('/{*page}', (_request, response) => {
    const page = path.join(folder, 'index.html')
    if (existsSync(page)) response.sendFile(page)
    else response.status(404).type('text').send('The client is not built yet: npm run build')
  })
  return router
}
