import type { ModelSummary } from '../../workflows/api.ts'
import { useSpeech } from '../language/language.ts'
import { useKindNames } from '../params/prompt-words.tsx'
import { readVocabulary } from '../params/vocabulary.ts'
import { useInstalled } from './installed-store.ts'

export function ModelsPanel() {
  const { t } = useSpeech()
  const models = useInstalled((state) => state.models)
  if (models.length === 0) return <p className="faint">{t('library.no-models')}</p>
  return models.map((model) => <ModelLine key={model.id} model={model} />)
}

function ModelLine({ model }: { model: ModelSummary }) {
  const { t, local, message, kindName } = useKindNames()
  const { kinds } = readVocabulary(model.vocabulary)
  return (
    <article className="model-line">
      <h3>{model.name}</h3>
      <p>{local(model.summary)}</p>
      <p className="faint">
        {t(`library.kind-${model.kind}`)} · {model.family} · {model.licence}
      </p>
      {model.problem && <p className="card-failure">{message(model.problem)}</p>}
      {kinds.map(({ kind, terms }) => (
        <p key={kind} className="words">
          <span>{kindName(kind)}</span> {terms.map(local).join(', ')}
        </p>
      ))}
    </article>
  )
}
