import type { ChoiceParam } from '../../nodes/define-param.ts'
import { useSpeech } from '../language/language.ts'
import type { FieldProps } from './field-props.ts'

interface ChoiceFieldProps extends FieldProps<string> {
  readonly param: ChoiceParam
}

export function ChoiceField({ fieldId, param, value, onChange }: ChoiceFieldProps) {
  const { local } = useSpeech()
  const chosen = param.choices.find((choice) => choice.value === value)
  return (
    <select
      id={fieldId}
      className="select nodrag"
      title={chosen && local(chosen.label)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {/* A value from elsewhere stays visible until another is chosen. */}
      {!chosen && <option value={value}>{value}</option>}
      {param.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {local(choice.label)}
        </option>
      ))}
    </select>
  )
}
