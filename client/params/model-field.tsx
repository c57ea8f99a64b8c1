import { useShallow } from 'zustand/react/shallow'
import type { ModelParam } from '../../nodes/define-param.ts'
import { useSpeech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import type { FieldProps } from './field-props.ts'

interface ModelFieldProps extends FieldProps<string> {
  readonly param: ModelParam
}

export function ModelField({ fieldId, param, value, onChange }: ModelFieldProps) {
  const { t } = useSpeech()
  const models = useInstalled(
    useShallow((state) => state.models.filter(({ kind }) => kind === param.modelKind)),
  )
  const known = models.some(({ id }) => id === value)
  return (
    <select
      id={fieldId}
      className="select nodrag"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {param.optional && <option value="">{t('params.no-model')}</option>}
      {!known && value !== '' && <option value={value}>{t('params.missing-model', { name: value })}</option>}
      {models.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
