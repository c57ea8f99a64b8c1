import { Handle, type NodeProps, NodeResizer, Position } from '@xyflow/react'
import { Ban, ChevronDown, ChevronRight, EyeOff } from 'lucide-react'
import { memo, type ReactNode, useMemo } from 'react'
import type { GraphEdge } from '../../workflows/graph.ts'
import { useGraph } from '../document/document-store.ts'
import { renameGroup, resizeFrame, switchGroupMode, toggleFolded } from '../document/frame-commands.ts'
import { useSpeech } from '../language/language.ts'
import { sameCard } from './card-memo.ts'
import type { GroupNode } from './draw-graph.ts'
import { FoldedGroupResult } from './folded-group-result.tsx'

/** A frame around nodes; they move with it, and are folded, bypassed and muted together. */
export const GroupCard = memo(function GroupCard({ id, data, selected }: NodeProps<GroupNode>) {
  const { t } = useSpeech()
  const groupId = id.slice('group:'.length)
  const { title, collapsed, color } = data.group
  return (
    <div
      className={['group', selected && 'selected', collapsed && 'folded'].filter(Boolean).join(' ')}
      data-tint={color}
    >
      {!collapsed && (
        <NodeResizer
          isVisible={selected}
          {...{ minWidth: 160, minHeight: 96 }}
          onResizeEnd={(_, box) => resizeFrame('groups', groupId, box)}
        />
      )}
      <header className="group-header">
        <GroupButton
          label={t(collapsed ? 'canvas.unfold' : 'canvas.fold')}
          icon={collapsed ? <ChevronRight size={14} /> : <ChevronDown size={14} />}
          onClick={() => toggleFolded(groupId)}
        />
        <input
          className="group-title nodrag"
          value={title}
          size={Math.max(6, title.length)}
          aria-label={t('canvas.group-title')}
          placeholder={t('canvas.group-title')}
          onChange={(event) => renameGroup(groupId, event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
        <span className="group-actions">
          <GroupButton
            label={t('canvas.bypass-group')}
            icon={<Ban size={13} />}
            onClick={() => switchGroupMode(groupId, 'bypass')}
          />
          <GroupButton
            label={t('canvas.mute-group')}
            icon={<EyeOff size={13} />}
            onClick={() => switchGroupMode(groupId, 'mute')}
          />
        </span>
      </header>
      {collapsed && <FoldedEnds group={groupId} />}
      {collapsed && <FoldedGroupResult group={groupId} />}
    </div>
  )
}, sameCard)

interface GroupButtonProps {
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
}

function GroupButton({ label, icon, onClick }: GroupButtonProps) {
  return (
    <button className="icon-button nodrag" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </button>
  )
}

/** Where wires go into a folded frame and out of it. */
function FoldedEnds({ group }: { group: string }) {
  const edges = useGraph((graph) => graph.edges)
  const nodes = useGraph((graph) => graph.nodes)
  const { t } = useSpeech()
  const ends = useMemo(() => {
    const inside = new Set(Object.keys(nodes).filter((id) => nodes[id]?.parent === group))
    const name = ({ node, port }: GraphEdge['from']) => `${node}.${port}`
    const crossing = edges.filter(({ from, to }) => inside.has(from.node) !== inside.has(to.node))
    return {
      in: [...new Set(crossing.filter(({ to }) => inside.has(to.node)).map(({ to }) => name(to)))],
      out: [...new Set(crossing.filter(({ from }) => inside.has(from.node)).map(({ from }) => name(from)))],
      count: inside.size,
    }
  }, [edges, nodes, group])
  return (
    <>
      <p className="group-count">{t('canvas.group-count', { count: ends.count })}</p>
      {ends.in.map((id) => (
        <Handle
          key={id}
          type="target"
          position={Position.Left}
          id={id}
          className="port connected group-port"
        />
      ))}
      {ends.out.map((id) => (
        <Handle
          key={id}
          type="source"
          position={Position.Right}
          id={id}
          className="port connected group-port"
        />
      ))}
    </>
  )
}
