import { X } from 'lucide-react'
import { useSpeech } from '../language/language.ts'
import { dismiss, useView } from '../view/view-store.ts'

export function Notices() {
  const { t } = useSpeech()
  const notices = useView((state) => state.notices)
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map(({ id, level, text }) => (
        <div key={id} className="notice" data-level={level}>
          <span>{text}</span>
          <button className="icon-button" aria-label={t('shell.close')} onClick={() => dismiss(id)}>
            <X size={13} />
          </button>
        </div>
      ))}
    </div>
  )
}
