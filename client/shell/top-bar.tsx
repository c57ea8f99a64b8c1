import {
  AppWindow,
  Languages,
  Monitor,
  Moon,
  PanelRight,
  Plus,
  Redo2,
  Save,
  Search,
  Sun,
  Undo2,
  X,
} from 'lucide-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import { shortcutText } from '../commands/command.ts'
import { commandById } from '../commands/commands.ts'
import { openBlank, saveDocument } from '../document/document-file.ts'
import {
  activeDocument,
  applyEdit,
  closeTab,
  redo,
  showTab,
  undo,
  useDocuments,
} from '../document/document-store.ts'
import { type EditLabel, isDirty, type OpenDocument } from '../document/open-document.ts'
import { editText } from '../language/edit-text.ts'
import { useSpeech } from '../language/language.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { useSettings } from '../view/settings-store.ts'
import { openPalette } from '../view/view-store.ts'
import { DeviceStatus } from './device-status.tsx'
import { MoreMenu } from './more-menu.tsx'
import { QueueButton } from './queue-button.tsx'

export function TopBar() {
  const { t } = useSpeech()
  return (
    <header className="top-bar">
      <span className="logo">
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden>
          <rect x="2" y="4" width="20" height="16" rx="4" fill="currentColor" />
          <circle cx="8" cy="12" r="2.4" className="logo-hole" />
          <circle cx="16" cy="12" r="2.4" className="logo-hole" />
          <path d="M10 12h4" className="logo-wire" />
        </svg>
        <span className="logo-name">Reelgraph</span>
      </span>
      <Tabs />
      <button className="search-button wide-only" onClick={() => openPalette()}>
        <Search size={14} aria-hidden />
        <span>{t('shell.search')}</span>
        <kbd>{shortcutText('mod+k')}</kbd>
      </button>
      <UndoButtons />
      <button
        className="icon-button wide-only"
        title={t('command.save')}
        aria-label={t('command.save')}
        onClick={() => void saveDocument()}
      >
        <Save size={16} />
      </button>
      <span className="divider" />
      <LookButtons />
      <MoreMenu />
      <DeviceStatus />
      <QueueButton />
    </header>
  )
}

function Tabs() {
  const { t } = useSpeech()
  const { tabs, active } = useDocuments()
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    // Also when what stands beside the tabs takes more room.
    const observer = new ResizeObserver(() => {
      row.current?.querySelector('.tab.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    if (row.current) observer.observe(row.current)
    return () => observer.disconnect()
  }, [active, tabs.length])
  return (
    <nav ref={row} className="tabs" aria-label={t('shell.tabs')}>
      {tabs.map((tab) => (
        <Tab
          key={tab.workflow.id}
          {...{ tab, number: tabNumber(tabs, tab) }}
          isActive={tab.workflow.id === active}
        />
      ))}
      <button
        className="icon-button wide-only"
        title={t('command.new')}
        aria-label={t('command.new')}
        onClick={openBlank}
      >
        <Plus size={15} />
      </button>
    </nav>
  )
}

/** 2 for the second tab of one name, and so on; undefined for the first. */
function tabNumber(tabs: readonly OpenDocument[], tab: OpenDocument): number | undefined {
  const namesakes = tabs.filter(({ workflow }) => workflow.name === tab.workflow.name)
  const place = namesakes.indexOf(tab)
  return place > 0 ? place + 1 : undefined
}

interface TabProps {
  readonly tab: OpenDocument
  readonly number: number | undefined
  readonly isActive: boolean
}

function Tab({ tab, number, isActive }: TabProps) {
  const { t } = useSpeech()
  const { id } = tab.workflow
  const name = useShippedText()(tab.workflow.name)
  const dirty = isDirty(tab)
  const rename = () => {
    const wanted = window.prompt(t('shell.rename-workflow'), name)?.trim()
    if (!wanted || wanted === name) return
    applyEdit({ key: 'edit.rename' }, (workflow) => {
      workflow.name = wanted.slice(0, 200)
    })
  }
  const close = (event: MouseEvent) => {
    event.stopPropagation()
    if (!dirty || window.confirm(t('shell.close-unsaved', { name }))) closeTab(id, t('document.untitled'))
  }
  return (
    <span className={`tab ${isActive ? 'active' : ''}`}>
      <button
        className="tab-name"
        aria-current={isActive ? 'page' : undefined}
        title={t('shell.rename-hint')}
        onClick={() => showTab(id)}
        onDoubleClick={rename}
      >
        <span className="tab-words">{name}</span>
        {number !== undefined && <span className="tab-number">({number})</span>}
        {dirty && <span className="dirty" role="img" aria-label={t('shell.unsaved')} />}
      </button>
      <button className="tab-close" aria-label={t('shell.close-tab', { name })} onClick={close}>
        <X size={12} />
      </button>
    </span>
  )
}

function UndoButtons() {
  const speech = useSpeech()
  const { t } = speech
  const undoes = useDocuments((state) => activeDocument(state).past.at(-1)?.label)
  const redoes = useDocuments((state) => activeDocument(state).future[0]?.label)
  const name = (label: EditLabel | undefined) => (label ? editText(label, speech) : '')
  const undoText = t('shell.undo', { edit: name(undoes) })
  const redoText = t('shell.redo', { edit: name(redoes) })
  return (
    <>
      <button
        className="icon-button wide-only"
        disabled={!undoes}
        title={undoText}
        aria-label={undoText}
        onClick={undo}
      >
        <Undo2 size={16} />
      </button>
      <button
        className="icon-button wide-only"
        disabled={!redoes}
        title={redoText}
        aria-label={redoText}
        onClick={redo}
      >
        <Redo2 size={16} />
      </button>
    </>
  )
}

/** What a phone's narrow bar has room for. */
const onPhone: ReadonlySet<string> = new Set(['command.inspector', 'command.app'])

function LookButtons() {
  const { t } = useSpeech()
  const theme = useSettings((state) => state.theme)
  const ThemeIcon = { dark: Moon, light: Sun, system: Monitor }[theme]
  const buttons = [
    {
      id: 'command.app' as const,
      icon: <AppWindow size={16} />,
      label: `${t('command.app')} (${shortcutText('mod+shift+a')})`,
    },
    { id: 'command.theme' as const, icon: <ThemeIcon size={16} />, label: t(`shell.theme-${theme}`) },
    { id: 'command.language' as const, icon: <Languages size={16} />, label: t('shell.language') },
    { id: 'command.inspector' as const, icon: <PanelRight size={16} />, label: t('command.inspector') },
  ]
  return buttons.map(({ id, icon, label }) => (
    <button
      key={id}
      className={`icon-button look ${onPhone.has(id) ? 'on-phone' : ''}`}
      title={label}
      aria-label={label}
      onClick={() => commandById(id)?.run()}
    >
      {icon}
    </button>
  ))
}
