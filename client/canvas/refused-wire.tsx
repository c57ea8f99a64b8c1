import { CircleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { conversionFor, conversionName, insertConversion, wireInTheWay } from '../document/convert-wire.ts'
import { currentGraph } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { titleOf } from '../library/node-title.ts'
import { nodeData } from '../library/installed-store.ts'
import { sizeOf } from './canvas-nodes.ts'
import { showRefusal, useCanvasView } from './canvas-view.ts'
import { refusalText } from './refusal-text.ts'

const close = () => showRefusal(undefined)
const room = { width: 320, height: 96 }

/** Why the wire that was just let go is not there, beside the port, with the way out. */
export function RefusedWire() {
  const speech = useSpeech()
  const refused = useCanvasView((view) => view.refused)
  useEffect(() => {
    if (!refused) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // It is this that the key lets go of, nothing else.
      event.stopPropagation()
      close()
    }
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Element && target.closest('.refused-wire'))) close()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    window.addEventListener('pointerdown', onPointer, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('pointerdown', onPointer, { capture: true })
    }
  }, [refused])
  if (!refused) return null
  const { at, edge, why } = refused
  const conversion = why.why === 'type' ? conversionFor(why.given, why.wanted) : undefined
  const insert = () => {
    close()
    if (conversion) insertConversion(edge, conversion, sizeOf)
  }
  const held = conversion && wireInTheWay(edge)
  const old = held && currentGraph().nodes[held.from.node]
  const definition = nodeData(old?.type ?? '')
  const from = old && titleOf(old, speech, definition)
  const node = conversion ? conversionName(conversion, speech) : ''
  const insertText = from
    ? speech.t('canvas.insert-instead', { node, from })
    : speech.t('canvas.insert-node', { node })
  return (
    <div
      className="refused-wire"
      role="alert"
      style={{
        left: Math.max(8, Math.min(at.x + 14, window.innerWidth - room.width)),
        top: Math.max(8, Math.min(at.y + 10, window.innerHeight - room.height)),
      }}
    >
      <CircleAlert size={14} aria-hidden />
      <span>{refusalText(why, speech)}</span>
      {conversion && (
        <button className="fix" onClick={insert}>
          {insertText}
        </button>
      )}
      <button className="icon-button" aria-label={speech.t('shell.close')} onClick={close}>
        <X size={13} />
      </button>
    </div>
  )
}
