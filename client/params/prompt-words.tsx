import { currentGraph } from '../document/document-store.ts'
import { setParamValue } from '../document/graph-commands.ts'
import { useSpeech } from '../language/language.ts'
import { nodeData } from '../library/installed-store.ts'
import { useVocabulary } from './vocabulary.ts'

/** Every word the model was trained on; a click adds one to the prompt. */
export function PromptWords({ id }: { id: string }) {
  const { t } = useSpeech()
  const kinds = Object.entries(useVocabulary()).filter(([, words]) => words.length > 0)
  if (kinds.length === 0) return null
  return (
    <details className="prompt-words" open>
      <summary>{t('params.known-words')}</summary>
      {kinds.map(([kind, words]) => (
        <div key={kind}>
          <h4>{kind}</h4>
          <p>
            {words.map((word) => (
              <button key={word} className="chip" onClick={() => addWord(id, word)}>
                {word}
              </button>
            ))}
          </p>
        </div>
      ))}
    </details>
  )
}

function addWord(id: string, word: string): void {
  const node = currentGraph().nodes[id]
  const param = nodeData(node?.type ?? '')?.params.find(
    (candidate) => candidate.kind === 'text' && candidate.prompt,
  )
  if (!node || !param) return
  const text = String(node.params[param.name] ?? '')
  setParamValue(id, param.name, `${text.trimEnd()}${text.trim() ? ' ' : ''}${word}`)
}
