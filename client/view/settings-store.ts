import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { isNarrow, useNarrow } from './narrow.ts'
import { useView } from './view-store.ts'

export const railPanels = ['nodes', 'workflows', 'assets', 'models', 'runs', 'outline'] as const
export type RailPanel = (typeof railPanels)[number]
export type Theme = 'dark' | 'light' | 'system'

/** How a person likes the screen; kept in this browser. */
interface Settings {
  readonly theme: Theme
  readonly panel?: RailPanel
  readonly panelWidth: number
  readonly inspectorOpen: boolean
  readonly inspectorWidth: number
  readonly drawerOpen: boolean
  readonly drawerHeight: number
  readonly minimap: boolean
  readonly snap: boolean
  /** Draw a new seed into the document before each queueing. */
  readonly randomSeed: boolean
  /** Shortcuts that a person chose, by command; what is not here has its own. */
  readonly shortcuts: Readonly<Record<string, readonly string[]>>
  /** How often each node was added: what is used most is found first. */
  readonly uses: Readonly<Record<string, number>>
}

export const useSettings = create<Settings>()(
  persist(
    (): Settings => ({
      theme: 'system',
      panelWidth: 264,
      inspectorOpen: true,
      inspectorWidth: 304,
      drawerOpen: false,
      drawerHeight: 300,
      minimap: true,
      snap: true,
      randomSeed: false,
      shortcuts: {},
      uses: {},
    }),
    { name: 'reelgraph.settings' },
  ),
)

export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change)
}

export function countUse(nodeType: string): void {
  const { uses } = useSettings.getState()
  changeSettings({ uses: { ...uses, [nodeType]: (uses[nodeType] ?? 0) + 1 } })
}

export function toggleInspector(): void {
  if (isNarrow()) useView.setState(({ sheetOpen }) => ({ sheetOpen: !sheetOpen }))
  else changeSettings({ inspectorOpen: !useSettings.getState().inspectorOpen })
}

/** On a phone the inspector is a sheet over the canvas, and each visit starts without it. */
export function useInspectorOpen(): boolean {
  const narrow = useNarrow()
  const sheetOpen = useView((state) => state.sheetOpen)
  const inspectorOpen = useSettings((state) => state.inspectorOpen)
  return narrow ? sheetOpen : inspectorOpen
}

export function togglePanel(panel: RailPanel): void {
  changeSettings({ panel: useSettings.getState().panel === panel ? undefined : panel })
}
