import type { TextParam } from '../../nodes/define-param.ts'
import type { FieldProps } from './field-props.ts'

interface TextFieldProps extends FieldProps<string> {
  readonly param: TextParam
}

export function TextField({ fieldId, param, value, onChange }: TextFieldProps) {
  const shared = {
    id: fieldId,
    value,
    className: 'text-field nodrag',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return param.multiline ? <textarea {...shared} rows={3} /> : <input {...shared} autoComplete="off" />
}
