import { useState } from 'react'
import type { Asset } from '../../workflows/asset.ts'
import type { WorkflowChange } from '../../workflows/workflow-diff.ts'
import { changeText } from '../document/change-text.ts'
import { tellError } from '../document/document-file.ts'
import { useSpeech } from '../language/language.ts'
import { resultChanges } from '../run/result-changes.ts'
import { fetchRunWorkflow } from '../server-link/server-calls.ts'
import { Dialog } from '../shell/dialog.tsx'
import { useRunVideos } from './result-videos.ts'

/** What was different in the making of two clips: params, seeds, models, nodes. */
export function WhatDiffers({ a, b }: { a: Asset; b: Asset }) {
  const speech = useSpeech()
  const videos = useRunVideos()
  const [changes, setChanges] = useState<readonly WorkflowChange[]>()
  const runOf = (asset: Asset) => videos.find((video) => video.asset.id === asset.id)?.runId
  const [runA, runB] = [runOf(a), runOf(b)]
  if (!runA || !runB) return null
  const look = () => {
    Promise.all([fetchRunWorkflow(runB), fetchRunWorkflow(runA)])
      .then(([before, after]) => setChanges(resultChanges(before, after)))
      .catch(tellError)
  }
  return (
    <>
      <button className="button" onClick={look}>
        {speech.t('player.differs')}
      </button>
      {changes && (
        <Dialog title={speech.t('player.differs')} onClose={() => setChanges(undefined)}>
          <ul className="changes">
            {changes.length === 0 && <li>{speech.t('player.differs-nothing')}</li>}
            {changes.map((change, place) => (
              <li key={place}>{changeText(change, speech)}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  )
}
