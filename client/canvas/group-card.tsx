import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { renameGroup, resizeFrame } from '../document/frame-commands.ts'
import { useSpeech } from '../language/language.ts'
import type { GroupNode } from './canvas-nodes.ts'

/** A frame around nodes; they move with it. */
export const GroupCard = memo(function GroupCard({ id, data, selected }: NodeProps<GroupNode>) {
  const { t } = useSpeech()
  const groupId = id.slice('group:'.length)
  return (
    <div className={`group ${selected ? 'selected' : ''}`}>
      <NodeResizer
        isVisible={selected}
        {...{ minWidth: 160, minHeight: 96 }}
        onResizeEnd={(_, box) => resizeFrame('groups', groupId, box)}
      />
      <input
        className="group-title"
        value={data.group.title}
        size={Math.max(6, data.group.title.length)}
        aria-label={t('canvas.group-title')}
        placeholder={t('canvas.group-title')}
        onChange={(event) => renameGroup(groupId, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
    </div>
  )
})
