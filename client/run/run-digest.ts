import { type RefObject, useEffect, useState } from 'react'
import { create } from 'zustand'
import type { RunDigest } from '../../workflows/api.ts'
import { fetchRunDigest } from '../server-link/server-calls.ts'

/** Of runs that are over; it never changes again. */
const known = new Map<string, RunDigest>()

/** How often a waiting run was given other values. */
const useEdits = create<Readonly<Record<string, number>>>(() => ({}))

export const noteRunEdited = (runId: string): void =>
  useEdits.setState(({ [runId]: times = 0 }) => ({ [runId]: times + 1 }))

/** What tells a run from others; asked for when its line comes into view, and again when the run is over or was edited. */
export function useRunDigest(line: RefObject<Element | null>, runId: string, isOver: boolean) {
  const [digest, setDigest] = useState(known.get(runId))
  const edits = useEdits((times) => times[runId])
  useEffect(() => {
    if (!line.current || known.has(runId)) return
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      observer.disconnect()
      fetchRunDigest(runId).then((found) => {
        if (isOver) known.set(runId, found)
        setDigest(found)
      }, ignored)
    })
    observer.observe(line.current)
    return () => observer.disconnect()
  }, [line, runId, isOver, edits])
  return digest
}

/** A line without its picture still tells the rest. */
const ignored = () => undefined
