import type { TextForm, TextParam } from '../../nodes/define-param.ts'
import type { FieldProps } from './field-props.ts'

/** The cards of a storyboard: where they are written, and which params and inputs they speak of. */
export interface CardsFieldProps extends FieldProps<string> {
  readonly node: string
  readonly param: TextParam & { readonly name: string }
  readonly form: Extract<TextForm, { kind: 'cards' }>
}
