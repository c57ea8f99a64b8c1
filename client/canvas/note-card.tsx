import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, useState } from 'react'
import { resizeFrame, setNoteText } from '../document/frame-commands.ts'
import { useSpeech } from '../language/language.ts'
import { sameCard } from './card-memo.ts'
import type { NoteNode } from './draw-graph.ts'
import { MarkdownLight } from './markdown-light.tsx'

/** A sticky note: double-click to write. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteNode>) {
  const { t } = useSpeech()
  const noteId = id.slice('note:'.length)
  const [writing, setWriting] = useState(data.note.text === '')
  return (
    <div
      className={`note ${selected ? 'selected' : ''}`}
      data-tint={data.note.color}
      onDoubleClick={() => setWriting(true)}
    >
      <NodeResizer
        isVisible={selected}
        {...{ minWidth: 120, minHeight: 64 }}
        onResizeEnd={(_, box) => resizeFrame('notes', noteId, box)}
      />
      {writing ? (
        <textarea
          className="note-field nodrag nowheel"
          value={data.note.text}
          autoFocus
          aria-label={t('canvas.note')}
          placeholder={t('canvas.note-hint')}
          onChange={(event) => setNoteText(noteId, event.target.value)}
          onBlur={() => setWriting(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setWriting(false)
          }}
        />
      ) : (
        <div className="note-text">
          {data.note.text ? (
            <MarkdownLight text={data.note.text} />
          ) : (
            <p className="faint">{t('canvas.note-hint')}</p>
          )}
        </div>
      )}
    </div>
  )
}, sameCard)
