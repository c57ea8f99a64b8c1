import { FilePlus2, FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { WorkflowSummary } from '../../workflows/api.ts'
import { openBlank, openExample, openPickedFile, openStored, tellError } from '../document/document-file.ts'
import { activeDocument, useDocuments } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { fetchWorkflows } from '../server-link/server-calls.ts'
import { exampleTexts } from './example-texts.ts'
import { useInstalled } from './installed-store.ts'
import { useShippedText } from './shipped-texts.ts'
import { TemplatePicture } from './template-picture.tsx'

/** What was saved, and templates to start from. */
export function WorkflowsPanel() {
  const { t, locale } = useSpeech()
  const shipped = useShippedText()
  const [saved, setSaved] = useState<readonly WorkflowSummary[]>([])
  const revision = useDocuments((state) => activeDocument(state).revision)
  const examples = useInstalled((state) => state.examples)
  useEffect(() => {
    fetchWorkflows().then(setSaved, tellError)
  }, [revision])
  const when = (at: number) => new Date(at).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' })
  return (
    <>
      <p className="row">
        <button className="button" onClick={openBlank}>
          <FilePlus2 size={13} aria-hidden />
          {t('command.new')}
        </button>
        <button className="button" onClick={() => void openPickedFile()}>
          <FolderOpen size={13} aria-hidden />
          {t('command.open')}
        </button>
      </p>
      <h3>{t('library.templates')}</h3>
      <div className="template-tiles">
        {examples.map((example) => (
          <TemplateTile key={example.id} example={example} />
        ))}
      </div>
      <h3>{t('library.saved')}</h3>
      {saved.length === 0 && <p className="faint">{t('library.nothing-saved')}</p>}
      {saved.map((workflow) => (
        <Line
          key={workflow.id}
          name={shipped(workflow.name)}
          detail={t('library.revision', { revision: workflow.revision, when: when(workflow.savedAt) })}
          onOpen={() => void openStored(workflow.id)}
        />
      ))}
    </>
  )
}

function TemplateTile({ example }: { readonly example: WorkflowSummary }) {
  const { locale } = useSpeech()
  const { name, description } = exampleTexts(example, locale)
  return (
    <button className="template-tile" title={description} onClick={() => void openExample(example.id)}>
      <TemplatePicture example={example.id} />
      <strong>{name}</strong>
    </button>
  )
}

function Line({ name, detail, onOpen }: { name: string; detail: string; onOpen: () => void }) {
  return (
    <button className="library-line" onClick={onOpen}>
      <strong>{name}</strong>
      <span>{detail}</span>
    </button>
  )
}
