import { createRoot } from 'react-dom/client'
import { watchDocument } from './canvas/canvas-nodes.ts'
import { watchRoutes } from './canvas/wire-routes.ts'
import { watchProblems } from './check/check-store.ts'
import { listenToKeys } from './commands/keyboard.ts'
import { openExample, tellError } from './document/document-file.ts'
import { currentDocument, useDocuments } from './document/document-store.ts'
import { restoreDrafts } from './document/draft-keeper.ts'
import { startAutoSave } from './document/store-document.ts'
import { startLanguage } from './language/language.ts'
import { loadInstalled, useInstalled, watchHealth } from './library/installed-store.ts'
import { watchOutlook } from './run/outlook-store.ts'
import { openAtWork } from './run/open-at-work.ts'
import { startListening } from './run/follow-runs.ts'
import { loadShared } from './subgraphs/shared-store.ts'
import { takeTokenFromAddress } from './server-link/token.ts'
import { App } from './shell/app.tsx'
import { watchTheme } from './view/theme.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/player.css'
import './styles/library.css'
import './styles/run.css'
import './styles/check.css'
import './styles/assets.css'
import './styles/narrow.css'
import './styles/canvas.css'
import './styles/card.css'
import './styles/card-ports.css'
import './styles/card-results.css'
import './styles/card-messages.css'
import './styles/far-card.css'
import './styles/fields.css'
import './styles/value-fields.css'
import './styles/prompt-field.css'
import './styles/asset-field.css'
import './styles/curve-field.css'
import './styles/storyboard.css'
import './styles/overlays.css'
import './styles/app-view.css'
import './styles/subgraphs.css'
import './styles/templates.css'

const firstExample = 'text-to-video'
const retryMs = 3000

async function start(): Promise<void> {
  takeTokenFromAddress()
  watchTheme()
  // Asked for before anything is drawn: the answers come while the page is set up.
  const installed = loadWithPatience()
  await startLanguage()
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<App />)
  const restored = await restoreDrafts()
  watchRoutes()
  watchDocument()
  watchProblems()
  listenToKeys()
  startListening()
  watchOutlook()
  startAutoSave()
  watchHealth()
  await installed
  loadShared().catch(tellError)
  if (!restored) await openFirst()
}

/** The server may still be starting: the editor waits for it rather than failing. */
async function loadWithPatience(): Promise<void> {
  for (;;) {
    try {
      await loadInstalled()
      return
    } catch (error) {
      tellError(error)
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }
}

/** What another window has at work; else something to begin with, unless a person was faster. */
async function openFirst(): Promise<void> {
  const { active } = useDocuments.getState()
  const isWanted = () => useDocuments.getState().active === active && currentDocument().changes === 0
  if (await openAtWork(isWanted)) return
  const { examples } = useInstalled.getState()
  const first = examples.find(({ id }) => id === firstExample) ?? examples[0]
  if (first) await openExample(first.id, isWanted)
}

void start()
