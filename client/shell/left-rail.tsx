import { Box, History, Images, LayoutTemplate, ListTree, type LucideIcon, Shapes } from 'lucide-react'
import { useEffect } from 'react'
import { shortcutText } from '../commands/command.ts'
import { useDocuments } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { AssetsPanel } from '../library/assets-panel.tsx'
import { ModelsPanel } from '../library/models-panel.tsx'
import { OutlinePanel } from '../library/outline-panel.tsx'
import { NodesPanel } from '../library/nodes-panel.tsx'
import { WorkflowsPanel } from '../library/workflows-panel.tsx'
import { RunsPanel } from '../run/runs-panel.tsx'
import { isNarrow } from '../view/narrow.ts'
import {
  changeSettings,
  type RailPanel,
  railPanels,
  togglePanel,
  useSettings,
} from '../view/settings-store.ts'
import { ResizeEdge } from './resize-edge.tsx'

const icons: Readonly<Record<RailPanel, LucideIcon>> = {
  nodes: Shapes,
  workflows: LayoutTemplate,
  assets: Images,
  models: Box,
  runs: History,
  outline: ListTree,
}
const keys: Readonly<Record<RailPanel, string>> = {
  nodes: 'n',
  workflows: 'w',
  assets: 'a',
  models: 'm',
  runs: 'q',
  outline: 'o',
}

/** One panel at a time beside the canvas. */
export function LeftRail() {
  const { t } = useSpeech()
  const open = useSettings((state) => state.panel)
  const width = useSettings((state) => state.panelWidth)
  useEffect(closeWhenOpened, [])
  return (
    <>
      <nav className="rail" aria-label={t('shell.rail')}>
        {railPanels.map((panel) => {
          const Icon = icons[panel]
          const label = t(`shell.panel-${panel}`)
          return (
            <button
              key={panel}
              aria-pressed={open === panel}
              aria-label={label}
              title={`${label} (${shortcutText(keys[panel])})`}
              onClick={() => togglePanel(panel)}
            >
              <Icon size={18} />
            </button>
          )
        })}
      </nav>
      {open && (
        <aside className="panel left-panel" style={{ width }} aria-label={t(`shell.panel-${open}`)}>
          <h2>{t(`shell.panel-${open}`)}</h2>
          <div key={open} className="panel-body">
            <PanelBody panel={open} />
          </div>
          <ResizeEdge
            name={t('shell.resize')}
            side="right"
            size={width}
            range={[200, 480]}
            onResize={(panelWidth) => changeSettings({ panelWidth })}
          />
        </aside>
      )}
    </>
  )
}

/** On a phone a panel lies over the workflow: it makes room for one that was opened from it. */
function closeWhenOpened(): () => void {
  return useDocuments.subscribe(({ active }, before) => {
    if (active !== before.active && isNarrow()) changeSettings({ panel: undefined })
  })
}

function PanelBody({ panel }: { panel: RailPanel }) {
  switch (panel) {
    case 'nodes':
      return <NodesPanel />
    case 'workflows':
      return <WorkflowsPanel />
    case 'assets':
      return <AssetsPanel />
    case 'models':
      return <ModelsPanel />
    case 'runs':
      return <RunsPanel />
    case 'outline':
      return <OutlinePanel />
    default:
      return panel satisfies never
  }
}
