import { create } from 'zustand'
import { isNarrow, useNarrow } from './narrow.ts'

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

/** One end of a wire that waits for a node to fit it. */
export interface LooseEnd {
  readonly node: string
  readonly port: string
  readonly type: string
  /** The side of the port the wire starts from. */
  readonly side: 'in' | 'out'
}

export interface PaletteRequest {
  /** Where the new node goes, in canvas units; the middle of the view when left out. */
  readonly at?: ScreenPoint
  /** Where the palette opens on screen. */
  readonly screen?: ScreenPoint
  readonly fits?: LooseEnd
}

/** What a person has in view; never saved with the workflow and never undone. */
interface ViewState {
  readonly selection: readonly string[]
  readonly selectedWires: readonly string[]
  readonly palette?: PaletteRequest
  readonly menu?: { readonly at: ScreenPoint; readonly node?: string; readonly wire?: string }
  /** A locked canvas is looked at: nothing moves and no wire is drawn. */
  readonly locked: boolean
  /** The next drag over the canvas draws a line around what is chosen. */
  readonly lassoing: boolean
  readonly shortcutsShown: boolean
  /** The workflow is shown as a form; until somebody chooses, on a phone only. */
  readonly appShown?: boolean
  /** The inspector of a phone. */
  readonly sheetOpen: boolean
  /** Workflow id whose saving met a newer revision. */
  readonly conflict?: string
  readonly notices: readonly Notice[]
}

interface Notice {
  readonly id: number
  readonly level: 'info' | 'error'
  readonly text: string
  readonly cause?: NoticeCause | undefined
  /** What can be done about it with one click; done once, the notice goes. */
  readonly actions?: readonly NoticeAction[]
}

export interface NoticeAction {
  readonly label: string
  readonly act: () => void
}

/** What a notice stands or falls with: the way to the server, the problems of a refused run, the failure of a run. */
export type NoticeCause = 'unreachable' | 'refused' | 'failed'

export const useView = create<ViewState>(() => ({
  selection: [],
  selectedWires: [],
  lassoing: false,
  shortcutsShown: false,
  sheetOpen: false,
  locked: false,
  notices: [],
}))

export function useAppShown(): boolean {
  const narrow = useNarrow()
  return useView((state) => state.appShown) ?? narrow
}

export const isAppShown = (): boolean => useView.getState().appShown ?? isNarrow()

export const toggleApp = (): void =>
  useView.setState(({ appShown = isNarrow() }) => ({ appShown: !appShown }))

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, place) => value === b[place])

export function select(selection: readonly string[], selectedWires: readonly string[] = []): void {
  const now = useView.getState()
  if (sameList(now.selection, selection) && sameList(now.selectedWires, selectedWires)) return
  useView.setState({ selection, selectedWires })
}

export const openPalette = (palette: PaletteRequest = {}): void => useView.setState({ palette })
export const closePalette = (): void => useView.setState({ palette: undefined })

const noticeMs = { info: 4000, error: 12_000 } as const
let noticeCount = 0

/** A line with ways out: it stays until one is taken or it is closed. Returns what {@link dismiss} takes. */
export function offer(text: string, actions: readonly NoticeAction[]): number {
  noticeCount += 1
  const notice = { id: noticeCount, level: 'info' as const, text, actions }
  useView.setState(({ notices }) => ({
    notices: [...notices.filter((old) => old.text !== text).slice(-3), notice],
  }))
  return notice.id
}

/** A line at the foot of the screen that goes away by itself. */
export function notify(text: string, level: Notice['level'] = 'info', cause?: NoticeCause): void {
  noticeCount += 1
  const notice = { id: noticeCount, level, text, cause }
  useView.setState(({ notices }) => ({
    notices: [...notices.filter((old) => old.text !== text).slice(-3), notice],
  }))
  setTimeout(() => dismiss(notice.id), noticeMs[level])
}

export function dismiss(id: number): void {
  useView.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}

/** Takes away what was told of a cause that is no more. */
export function endCause(cause: NoticeCause): void {
  const { notices } = useView.getState()
  if (notices.some((notice) => notice.cause === cause))
    useView.setState({ notices: notices.filter((notice) => notice.cause !== cause) })
}
