import type { FieldProps } from './field-props.ts'

export function ToggleField({ fieldId, value, onChange }: FieldProps<boolean>) {
  return (
    <button
      id={fieldId}
      className="toggle nodrag"
      role="switch"
      aria-checked={value}
      onClick={() => onChange(!value)}
    />
  )
}
