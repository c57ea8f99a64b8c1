import { create } from 'zustand'
import type { Asset } from '../../workflows/asset.ts'
import { changeSettings } from '../view/settings-store.ts'

/** The clip that was put into the player by hand; the newest result plays when there is none. */
export const usePlayer = create<{ readonly chosen?: Asset }>(() => ({}))

export function playInDrawer(asset: Asset): void {
  usePlayer.setState({ chosen: asset })
  changeSettings({ drawerOpen: true })
}
