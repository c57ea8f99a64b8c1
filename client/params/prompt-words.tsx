import { currentGraph } from '../document/document-store.ts'
import { setParamValue } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { type TextKey, texts } from '../language/texts.ts'
import { nodeData } from '../library/installed-store.ts'
import { valueText } from './value-text.ts'
import { useVocabulary } from './vocabulary.ts'

/** What the model can draw; a click on a word adds it to the prompt, one on an example takes its place. */
export function PromptWords({ id }: { id: string }) {
  const { t, local, kindName } = useKindNames()
  const { kinds, examples } = useVocabulary()
  if (kinds.length === 0) return null
  return (
    <details className="prompt-words" open>
      <summary>{t('params.known-words')}</summary>
      {examples.map((example) => (
        <button
          key={example.en}
          className="link example"
          onClick={() => changePrompt(id, () => local(example))}
        >
          {local(example)}
        </button>
      ))}
      {kinds.map(({ kind, terms }) => (
        <div key={kind}>
          <h4>{kindName(kind)}</h4>
          <p>
            {terms.map((term) => (
              <button key={term.en} className="chip" onClick={() => changePrompt(id, addWord(local(term)))}>
                {local(term)}
              </button>
            ))}
          </p>
        </div>
      ))}
    </details>
  )
}

export function useKindNames() {
  const speech = useSpeech()
  const kindName = (kind: string) => {
    const key = `params.words-${kind}`
    return key in texts ? speech.t(key as TextKey) : kind
  }
  return { ...speech, kindName }
}

const addWord = (word: string) => (text: string) => `${text.trimEnd()}${text.trim() ? ' ' : ''}${word}`

function changePrompt(id: string, change: (text: string) => string): void {
  const node = currentGraph().nodes[id]
  const param = nodeData(node?.type ?? '')?.params.find(
    (candidate) => candidate.kind === 'text' && candidate.prompt,
  )
  if (node && param) setParamValue(id, param.name, change(valueText(node.params[param.name])))
}
