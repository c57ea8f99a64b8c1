import { AppView } from '../app/app-view.tsx'
import { Canvas } from '../canvas/canvas.tsx'
import { ProblemBar } from '../check/problem-bar.tsx'
import { Palette } from '../commands/palette.tsx'
import { useInspectorOpen, useSettings } from '../view/settings-store.ts'
import { useAppShown } from '../view/view-store.ts'
import { CanvasMenu } from './canvas-menu.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EmptyCanvas } from './empty-canvas.tsx'
import { Inspector } from './inspector.tsx'
import { LeftRail } from './left-rail.tsx'
import { Notices } from './notices.tsx'
import { PlayerDrawer } from '../player/player-drawer.tsx'
import { OtherRunBar } from '../run/other-run.tsx'
import { Breadcrumbs } from '../subgraphs/breadcrumbs.tsx'
import { RunAnnouncer } from './run-announcer.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { TopBar } from './top-bar.tsx'

export function App() {
  const inspectorOpen = useInspectorOpen()
  const appShown = useAppShown()
  const drawerOpen = useSettings((state) => state.drawerOpen)
  return (
    <div className="app">
      <TopBar />
      <LeftRail />
      <main className="stage">
        <Canvas />
        <EmptyCanvas />
        <Breadcrumbs />
        <ProblemBar />
        {appShown && <AppView />}
        <OtherRunBar />
      </main>
      {inspectorOpen && !appShown && <Inspector />}
      {drawerOpen && <PlayerDrawer />}
      <Palette />
      <CanvasMenu />
      <ConflictDialog />
      <ShortcutList />
      <Notices />
      <RunAnnouncer />
    </div>
  )
}
