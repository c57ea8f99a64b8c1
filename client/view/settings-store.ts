import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const railPanels = ['nodes', 'workflows', 'models', 'runs'] as const
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
  /** How often each node was added: what is used most is found first. */
  readonly uses: Readonly<Record<string, number>>
}

export const useSettings = create<Settings>()(
  persist(
    (): Settings => ({
      theme: 'dark',
      panelWidth: 264,
      // A phone's screen is for the canvas first.
      inspectorOpen: window.innerWidth >= 700,
      inspectorWidth: 304,
      drawerOpen: false,
      drawerHeight: 220,
      minimap: true,
      snap: true,
      randomSeed: false,
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

export function togglePanel(panel: RailPanel): void {
  changeSettings({ panel: useSettings.getState().panel === panel ? undefined : panel })
}
