import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { NodeData } from '../../nodes/node-data.ts'
import { middleOfView } from '../canvas/canvas-view.ts'
import { roomInView } from '../canvas/room-in-view.ts'
import { addNodeAt } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { useKnownNodes } from '../library/installed-store.ts'
import { NodeIcon } from '../library/node-icon.tsx'
import { matchScore, searchNodes } from '../library/node-search.ts'
import { fittingPort } from '../library/ports.ts'
import { instanceType, subgraphIdOf } from '../../workflows/subgraphs/subgraph.ts'
import { refusesNesting } from '../subgraphs/nesting.ts'
import { insertShared, useOtherShared } from '../subgraphs/shared-store.ts'
import { useSettings } from '../view/settings-store.ts'
import {
  closePalette,
  type LooseEnd,
  type PaletteRequest,
  type ScreenPoint,
  useView,
} from '../view/view-store.ts'
import { type Command, shortcutText } from './command.ts'
import { commands, isEnabled } from './commands.ts'
import { shortcutsOf } from './shortcuts.ts'

type Entry =
  | { readonly kind: 'node'; readonly node: NodeData }
  | { readonly kind: 'shared'; readonly subgraph: ReturnType<typeof useOtherShared>[number] }
  | { readonly kind: 'command'; readonly command: Command }

/** The search for nodes and commands; keyboard only works through and through. */
export function Palette() {
  const request = useView((state) => state.palette)
  return request ? <PaletteDialog request={request} /> : null
}

function useEntries(query: string, { fits }: PaletteRequest): readonly Entry[] {
  const nodes = useKnownNodes()
  const shared = useOtherShared()
  const uses = useSettings((state) => state.uses)
  const { t } = useSpeech()
  return useMemo(() => {
    const candidates = [...nodes.values()].filter((node) => !fits || fittingPort(node, fits))
    const found = searchNodes(candidates, query, uses).map((node): Entry => ({ kind: 'node', node }))
    if (fits || !query.trim()) return found
    const library = shared
      .filter(({ name }) => matchScore(name, query) >= 0.3)
      .map((subgraph): Entry => ({ kind: 'shared', subgraph }))
    found.push(...library)
    const named = commands
      .map((command) => ({ command, score: matchScore(t(command.id), query) }))
      .filter(({ score, command }) => score >= 0.3 && isEnabled(command))
      .sort((a, b) => b.score - a.score)
    const entries = named.map(({ command }): Entry => ({ kind: 'command', command }))
    return (named[0]?.score ?? 0) >= 0.9 ? [...entries, ...found] : [...found, ...entries]
  }, [nodes, shared, uses, query, fits, t])
}

function PaletteDialog({ request }: { request: PaletteRequest }) {
  const { t } = useSpeech()
  const [query, setQuery] = useState('')
  const [picked, setPicked] = useState(0)
  const entries = useEntries(query, request)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[picked]?.scrollIntoView({ block: 'nearest' })
  }, [picked])
  const take = (entry: Entry | undefined) => {
    if (!entry) return
    closePalette()
    const { at, fits } = request
    if (entry.kind === 'node') addFromPalette(entry.node, at ?? roomInView(entry.node), fits)
    else if (entry.kind === 'shared') void insertShared(entry.subgraph.id, at ?? middleOfView())
    else entry.command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.nativeEvent.isComposing) return
    if (move !== undefined) setPicked((picked + move + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter') take(entries[picked])
    else if (event.key === 'Escape' || event.key === 'Tab') closePalette()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="palette-shade" onMouseDown={closePalette}>
      <div
        className="palette"
        role="dialog"
        aria-label={t('palette.name')}
        style={placeOf(request)}
        onMouseDown={(event) => event.stopPropagation()}
      >
        <div className="palette-field">
          <Search size={15} aria-hidden />
          <input
            autoFocus
            value={query}
            role="combobox"
            aria-expanded
            aria-controls="palette-list"
            aria-activedescendant={`palette-${picked}`}
            aria-label={t('palette.name')}
            placeholder={
              request.fits ? t('palette.hint-fits', { type: request.fits.type }) : t('palette.hint')
            }
            onChange={(event) => {
              setQuery(event.target.value)
              setPicked(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <ul id="palette-list" role="listbox" ref={list} aria-label={t('palette.results')}>
          {entries.map((entry, place) => (
            <EntryLine
              key={keyOf(entry)}
              {...{ entry, place }}
              picked={place === picked}
              onTake={() => take(entry)}
            />
          ))}
        </ul>
        {entries.length === 0 && <p className="palette-empty">{t('palette.empty', { query })}</p>}
      </div>
    </div>
  )
}

function keyOf(entry: Entry): string {
  if (entry.kind === 'node') return entry.node.id
  return entry.kind === 'shared' ? `library ${entry.subgraph.id}` : entry.command.id
}

function addFromPalette(node: NodeData, at: ScreenPoint, fits?: LooseEnd): void {
  const subgraph = subgraphIdOf(node.id)
  if (subgraph === undefined || !refusesNesting([subgraph])) addNodeAt(node, at, { loose: fits })
}

const paletteSize = { width: 420, height: 400 }

function placeOf({ screen }: PaletteRequest): React.CSSProperties {
  if (!screen || window.innerWidth < 600) return {}
  const left = Math.max(8, Math.min(screen.x, window.innerWidth - paletteSize.width - 8))
  const top = Math.max(8, Math.min(screen.y - 20, window.innerHeight - paletteSize.height - 8))
  return { position: 'fixed', left, top, margin: 0 }
}

interface EntryLineProps {
  readonly entry: Entry
  readonly place: number
  readonly picked: boolean
  readonly onTake: () => void
}

function EntryLine({ entry, place, picked, onTake }: EntryLineProps) {
  const { t, local } = useSpeech()
  return (
    <li id={`palette-${place}`} role="option" aria-selected={picked} onClick={onTake}>
      {entry.kind === 'node' ? (
        <>
          <NodeIcon type={entry.node.id} category={entry.node.category} />
          <span className="palette-label">{local(entry.node.label)}</span>
          <span className="palette-detail">{local(entry.node.help)}</span>
          <span className="palette-tag">
            {subgraphIdOf(entry.node.id) === undefined
              ? t(`category.${entry.node.category}`)
              : t('subgraph.own')}
          </span>
        </>
      ) : entry.kind === 'shared' ? (
        <>
          <NodeIcon type={instanceType(entry.subgraph.id)} category="logic" />
          <span className="palette-label">{entry.subgraph.name}</span>
          <span className="palette-detail">{t('subgraph.nodes', { count: entry.subgraph.nodes })}</span>
          <span className="palette-tag">{t('subgraph.from-library')}</span>
        </>
      ) : (
        <>
          <span className="palette-arrow" aria-hidden>
            ›
          </span>
          <span className="palette-label">{t(entry.command.id)}</span>
          <span className="palette-detail" />
          <CommandKey command={entry.command} />
        </>
      )}
    </li>
  )
}

function CommandKey({ command }: { command: Command }) {
  const [shortcut] = shortcutsOf(command)
  return shortcut === undefined ? null : <kbd>{shortcutText(shortcut)}</kbd>
}
