import { create } from 'zustand'
import type { Asset } from '../../workflows/asset.ts'
import { changeSettings } from '../view/settings-store.ts'

/** How two clips are looked at together. */
export const compareWays = ['side', 'wipe', 'difference'] as const
export type CompareWay = (typeof compareWays)[number]

interface PlayerState {
  /** The clip that was put into the player by hand; the newest result plays when there is none. */
  readonly chosen?: Asset
  /** A second clip, played in step with the first. */
  readonly against?: Asset
  readonly way: CompareWay
}

export const usePlayer = create<PlayerState>(() => ({ way: 'side' }))

export function playInDrawer(asset: Asset): void {
  usePlayer.setState({ chosen: asset })
  changeSettings({ drawerOpen: true })
}

export const closePlayer = (): void => changeSettings({ drawerOpen: false })

export const compareWith = (against: Asset | undefined): void => usePlayer.setState({ against })
