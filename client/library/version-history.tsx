import { useEffect, useState } from 'react'
import type { WorkflowRevision } from '../../workflows/api.ts'
import { diffWorkflows, type WorkflowChange } from '../../workflows/workflow-diff.ts'
import { changeText } from '../document/change-text.ts'
import { restoreRevision, tellError } from '../document/document-file.ts'
import { activeDocument, useDocuments } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { fetchRevision, fetchRevisions } from '../server-link/server-calls.ts'

const shownAtFirst = 20

/** Every state that was saved; each tells what was done in it, and can be brought back. */
export function VersionHistory() {
  const { t } = useSpeech()
  const [open, setOpen] = useState(false)
  return (
    <details className="versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('versions.title')}</summary>
      {open && <Versions />}
    </details>
  )
}

function Versions() {
  const { t } = useSpeech()
  const id = useDocuments((state) => activeDocument(state).workflow.id)
  const revision = useDocuments((state) => activeDocument(state).revision)
  const [versions, setVersions] = useState<readonly WorkflowRevision[]>([])
  const [shown, setShown] = useState(shownAtFirst)
  useEffect(() => {
    fetchRevisions(id).then(setVersions, tellError)
  }, [id, revision])
  if (versions.length === 0) return <p className="faint">{t('versions.none')}</p>
  return (
    <ol className="version-list">
      {versions.slice(0, shown).map((version) => (
        <Version key={version.revision} id={id} version={version} isNewest={version === versions[0]} />
      ))}
      {versions.length > shown && (
        <button className="link" onClick={() => setShown(shown + shownAtFirst)}>
          {t('versions.more')}
        </button>
      )}
    </ol>
  )
}

interface VersionProps {
  readonly id: string
  readonly version: WorkflowRevision
  readonly isNewest: boolean
}

function Version({ id, version: { revision, savedAt }, isNewest }: VersionProps) {
  const speech = useSpeech()
  const [changes, setChanges] = useState<readonly WorkflowChange[]>()
  const when = new Date(savedAt).toLocaleString(speech.locale, { dateStyle: 'short', timeStyle: 'medium' })
  const toggle = () => {
    if (changes) setChanges(undefined)
    else changesIn(id, revision).then(setChanges, tellError)
  }
  return (
    <li>
      <button className="library-line" aria-expanded={changes !== undefined} onClick={toggle}>
        <strong>{speech.t('versions.version', { revision })}</strong>
        <span>{when}</span>
      </button>
      {changes && (
        <>
          <ul className="changes">
            {changes.length === 0 && <li>{speech.t('versions.first')}</li>}
            {changes.map((change, place) => (
              <li key={place}>{changeText(change, speech)}</li>
            ))}
          </ul>
          {!isNewest && (
            <button className="button" onClick={() => void restoreRevision(id, revision)}>
              {speech.t('versions.restore')}
            </button>
          )}
        </>
      )}
    </li>
  )
}

/** What was done from the version before to this one; nothing in the first. */
async function changesIn(id: string, revision: number): Promise<readonly WorkflowChange[]> {
  if (revision <= 1) return []
  const [before, after] = await Promise.all([fetchRevision(id, revision - 1), fetchRevision(id, revision)])
  return diffWorkflows(before.workflow, after.workflow)
}
