import type { Viewport } from '@xyflow/react'
import { hold } from './hold.ts'

/**
 * While a graph is panned it is one picture that is shifted. React Flow moves and scales the graph with one
 * transform; Chromium paints what such a layer shows anew for every frame, unless it is drawn at full size, which
 * of a thousand cards is far too large. So the scaled graph rests and the pane around it, which is a layer at the
 * size of the screen, is moved instead; when the hand lets go, the graph gets its real place and the pane goes back.
 */
let resting: Viewport | undefined

const canvasElement = () => document.querySelector('.canvas')
const paneElement = () => document.querySelector<HTMLElement>('.canvas .react-flow__pane')
const graphElement = () => document.querySelector<HTMLElement>('.canvas .react-flow__viewport')

/** React Flow tells of the end of a move only when it led somewhere: one that has come to rest is over, too. */
const restMs = 200
let ending: ReturnType<typeof setTimeout> | undefined
let release: (() => void) | undefined

export function pan(viewport: Viewport, event: MouseEvent | TouchEvent): void {
  clearTimeout(ending)
  ending = setTimeout(endPan, restMs)
  if (!resting) {
    canvasElement()?.classList.add('panning')
    if (event.type !== 'wheel') release = hold(endPan)
  }
  if (viewport.zoom === resting?.zoom) shiftPane(viewport.x - resting.x, viewport.y - resting.y)
  else restAt(viewport)
}

export function endPan(): void {
  clearTimeout(ending)
  release?.()
  release = undefined
  resting = undefined
  canvasElement()?.classList.remove('panning')
  paneElement()?.style.removeProperty('transform')
}

function restAt(viewport: Viewport): void {
  resting = viewport
  const { x, y, zoom } = viewport
  graphElement()?.style.setProperty('--resting', `translate(${x}px, ${y}px) scale(${zoom})`)
  shiftPane(0, 0)
}

function shiftPane(dx: number, dy: number): void {
  const pane = paneElement()
  if (pane) pane.style.transform = `translate(${dx}px, ${dy}px)`
}
