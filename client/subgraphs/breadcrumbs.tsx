import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { usePlace, useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { nodeTitle } from '../library/node-title.ts'
import { goBack } from './go-inside.ts'

/** Inside a subgraph: where that is, and the way back. */
export function Breadcrumbs() {
  const speech = useSpeech()
  const { t } = speech
  const path = usePlace((place) => place.path.join('/'))
  const shipped = useShippedText()
  const name = useWorkflow((workflow) => shipped(workflow.name))
  // Titles may change while one is inside.
  useWorkflow((workflow) => workflow.subgraphs)
  if (path === '') return null
  const ids = path.split('/')
  const titles = ids.map((_, depth) => {
    const title = nodeTitle(ids.slice(0, depth + 1).join('/'), speech)
    return title.slice(title.lastIndexOf(' › ') + 1).replace(/^› /, '')
  })
  return (
    <nav className="breadcrumbs" aria-label={t('subgraph.path')}>
      {[name, ...titles].map((title, depth) => (
        <Fragment key={depth}>
          {depth > 0 && <ChevronRight size={12} aria-hidden />}
          {depth < ids.length ? (
            <button className="link" onClick={() => goBack(depth)}>
              {title}
            </button>
          ) : (
            <strong aria-current="location">{title}</strong>
          )}
        </Fragment>
      ))}
    </nav>
  )
}
