import { type PointerEvent, useEffect, useState } from 'react'
import type { Point } from '../../workflows/graph-edits.ts'
import { useSpeech } from '../language/language.ts'
import { select, useView } from '../view/view-store.ts'
import { sizeOf, useCanvas } from './canvas-nodes.ts'
import { toCanvas } from './canvas-view.ts'
import { isWithin } from './within-line.ts'

/** While it is wanted, a drag draws a free line; what has its middle within it is selected. */
export function Lasso() {
  const wanted = useView((state) => state.lassoing)
  return wanted ? <LassoLayer /> : null
}

const end = () => useView.setState({ lassoing: false })

function LassoLayer() {
  const { t } = useSpeech()
  const [line, setLine] = useState<readonly Point[]>([])
  useEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key === 'Escape') end()
    }
    window.addEventListener('keydown', cancel)
    return () => window.removeEventListener('keydown', cancel)
  }, [])
  const add = (event: PointerEvent) => {
    const at = { x: event.clientX, y: event.clientY }
    setLine((before) => [...before, at])
  }
  const choose = (event: PointerEvent) => {
    const found = nodesWithin(line.map(toCanvas))
    const before = event.shiftKey ? useView.getState().selection : []
    if (line.length > 2) select([...new Set([...before, ...found])])
    end()
  }
  return (
    <div
      className="lasso"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        add(event)
      }}
      onPointerMove={(event) => line.length > 0 && add(event)}
      onPointerUp={choose}
      onPointerCancel={end}
    >
      <p>{t('canvas.lasso')}</p>
      <svg aria-hidden>
        <polygon points={line.map(({ x, y }) => `${x},${y}`).join(' ')} />
      </svg>
    </div>
  )
}

function nodesWithin(line: readonly Point[]): readonly string[] {
  const isCaught = ({ id, position }: { readonly id: string; readonly position: Point }) => {
    const { width, height } = sizeOf(id)
    return isWithin({ x: position.x + width / 2, y: position.y + height / 2 }, line)
  }
  const { nodes } = useCanvas.getState()
  return nodes.filter((node) => node.selectable !== false && isCaught(node)).map(({ id }) => id)
}
