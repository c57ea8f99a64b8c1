import { openExample } from '../document/document-file.ts'
import { usePlace } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import type { WorkflowSummary } from '../../workflows/api.ts'
import { exampleTexts } from '../library/example-texts.ts'
import { useInstalled } from '../library/installed-store.ts'
import { TemplatePicture } from '../library/template-picture.tsx'
import { openPalette } from '../view/view-store.ts'

const templatesShown = 3

/** An empty canvas teaches: templates to start from, and how to begin by hand. */
export function EmptyCanvas() {
  const { t } = useSpeech()
  const isEmpty = usePlace(
    ({ graph, subgraph }) =>
      subgraph === undefined &&
      Object.keys(graph.nodes).length + Object.keys(graph.notes).length + Object.keys(graph.groups).length ===
        0,
  )
  const examples = useInstalled((state) => state.examples)
  const ready = useInstalled((state) => state.ready)
  if (!isEmpty || !ready) return null
  return (
    <div className="empty-canvas">
      <h1>{t('empty.title')}</h1>
      <div className="templates">
        {examples.slice(0, templatesShown).map((example) => (
          <Template key={example.id} example={example} />
        ))}
      </div>
      <p>
        {t('empty.by-hand')}{' '}
        <button className="link" onClick={() => openPalette()}>
          {t('empty.search')}
        </button>
      </p>
      <p className="faint">{t('empty.drop')}</p>
    </div>
  )
}

function Template({ example }: { example: WorkflowSummary }) {
  const { locale } = useSpeech()
  const { name, description } = exampleTexts(example, locale)
  return (
    <button className="template" onClick={() => void openExample(example.id)}>
      <TemplatePicture example={example.id} />
      <strong>{name}</strong>
      <span>{description}</span>
    </button>
  )
}
