import { X } from 'lucide-react'
import { useSpeech } from '../language/language.ts'
import { dismiss, useView } from '../view/view-store.ts'

export function Notices() {
  const { t } = useSpeech()
  const notices = useView((state) => state.notices)
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map(({ id, level, text, actions = [] }) => (
        <div key={id} className="notice" data-level={level}>
          <span>{text}</span>
          {actions.map(({ label, act }) => (
            <button
              key={label}
              className="button"
              onClick={() => {
                act()
                dismiss(id)
              }}
            >
              {label}
            </button>
          ))}
          <button className="icon-button" aria-label={t('shell.close')} onClick={() => dismiss(id)}>
            <X size={13} />
          </button>
        </div>
      ))}
    </div>
  )
}
