import { reloadDocument, saveCopy } from '../document/document-file.ts'
import { useDocuments, useWorkflow } from '../document/document-store.ts'
import { useSpeech } from '../language/language.ts'
import { useShippedText } from '../library/shipped-texts.ts'
import { useView } from '../view/view-store.ts'
import { Dialog } from './dialog.tsx'

const close = () => useView.setState({ conflict: undefined })

/** Someone saved this workflow meanwhile: nobody's work is written over, the person chooses. */
export function ConflictDialog() {
  const { t } = useSpeech()
  const active = useDocuments((state) => state.active)
  const conflict = useView((state) => state.conflict)
  const shipped = useShippedText()
  const name = useWorkflow((workflow) => shipped(workflow.name))
  if (conflict !== active) return null
  const choose = (way: () => Promise<void>) => () => {
    close()
    void way()
  }
  return (
    <Dialog title={t('conflict.title', { name })} onClose={close}>
      <p>{t('conflict.text')}</p>
      <p className="row">
        <button className="button primary" onClick={choose(saveCopy)}>
          {t('conflict.copy')}
        </button>
        <button className="button" onClick={choose(reloadDocument)}>
          {t('conflict.reload')}
        </button>
        <button className="button" onClick={close}>
          {t('conflict.later')}
        </button>
      </p>
    </Dialog>
  )
}
