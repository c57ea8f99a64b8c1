import { MoreVertical } from 'lucide-react'
import { useRef } from 'react'
import type { ParamData } from '../../nodes/node-data.ts'
import type { JsonValue } from '../../workflows/json.ts'
import { toggleAppParam } from '../app/app-params.ts'
import { setParamValue } from '../document/graph-commands.ts'
import { driveByNode } from '../document/param-commands.ts'
import { useSpeech } from '../language/language.ts'
import { notify } from '../view/view-store.ts'
import { currentGraph } from '../document/document-store.ts'
import { currentDefinition } from '../subgraphs/level-wires.ts'
import { definitionIdOf, resetToDefinition, shownPort, toggleShown } from '../subgraphs/subgraph-commands.ts'
import { isSweep, startSweep } from './sweep-text.ts'
import { valueText } from './value-text.ts'

interface ParamMenuProps {
  readonly id: string
  readonly param: ParamData
  readonly value: JsonValue
}

/** What else can be done with a param: back to its default, its value copied, a sweep, a node of its own. */
export function ParamMenu({ id, param, value }: ParamMenuProps) {
  const { t } = useSpeech()
  const menu = useRef<HTMLDivElement>(null)
  const inside = currentDefinition()
  const shown = shownPort(inside, { node: id, port: param.name }, 'inputs')
  const isOfInstance = definitionIdOf(id) !== undefined
  const hasOwn = currentGraph().nodes[id]?.params[param.name] !== undefined
  const set = (next: JsonValue) => setParamValue(id, param.name, next)
  const actions = [
    {
      key: 'params.reset-default',
      isShown: isOfInstance ? hasOwn : value !== param.default,
      run: () => (isOfInstance ? resetToDefinition(id, param.name) : set(param.default)),
    },
    { key: 'params.copy-value', isShown: true, run: () => void copy(valueText(value)) },
    {
      key: 'params.make-sweep',
      isShown: !isSweep(value) && param.kind !== 'asset' && param.kind !== 'model',
      run: () => set(startSweep(value, param)),
    },
    {
      key: 'app.show',
      isShown: inside === undefined,
      run: () => toggleAppParam({ node: id, param: param.name }),
    },
    {
      key: shown === undefined ? 'subgraph.show' : 'subgraph.hide',
      isShown: inside !== undefined,
      run: () => toggleShown({ node: id, port: param.name }, 'inputs'),
    },
    { key: 'params.make-node', isShown: true, run: () => driveByNode(id, param, value) },
  ] as const
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    notify(t('params.copied'))
  }
  return (
    <span className="param-menu">
      <button
        className="icon-button"
        popoverTarget={`menu-${id}-${param.name}`}
        aria-label={t('params.menu')}
        title={t('params.menu')}
      >
        <MoreVertical size={13} />
      </button>
      <div
        ref={menu}
        id={`menu-${id}-${param.name}`}
        popover="auto"
        className="menu param-actions"
        role="menu"
      >
        {actions
          .filter(({ isShown }) => isShown)
          .map(({ key, run }) => (
            <button
              key={key}
              role="menuitem"
              onClick={() => {
                menu.current?.hidePopover()
                run()
              }}
            >
              {t(key)}
            </button>
          ))}
      </div>
    </span>
  )
}
