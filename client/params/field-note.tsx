/** Why what was typed into a field was not taken. */
export function FieldNote({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <p className="field-note" role="alert">
      {text}
    </p>
  )
}
