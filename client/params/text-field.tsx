import type { TextParam } from '../../nodes/define-param.ts'
import type { FieldProps } from './field-props.ts'

interface TextFieldProps extends FieldProps<string> {
  readonly param: TextParam
}

const fewestRows = 3
const mostRows = 14

/** One line, or as many as were written and one more. */
export function TextField({ fieldId, param, value, onChange }: TextFieldProps) {
  const shared = {
    id: fieldId,
    value,
    className: 'text-field nodrag',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  const rows = Math.min(mostRows, Math.max(fewestRows, value.split('\n').length + 1))
  return param.multiline ? <textarea {...shared} rows={rows} /> : <input {...shared} autoComplete="off" />
}
