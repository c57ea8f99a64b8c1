/** What a file's name says besides the model: how its numbers are stored, and that they are safe to read. */
const storage = new RegExp(
  [
    // As gguf files have it: `Q4_K_M`, `Q8_0`, `IQ4_XS`.
    ...[/i?q\d(_k)?(_(x?xs|nl|[sml01]))?(?![a-z])/, /(fp|bf|int|nf|q)\d+(_?e\dm\d(fn)?)?/],
    /scaled|safetensors|gguf|ckpt|pth?|bin|comfy|model|onnx/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** Between the files of a graph that has several. */
const between = ' + '

/** The files of models' main parts as one text, which {@link isModelFile} takes. */
export const joinedFiles = (files: readonly string[]): string => files.join(between)

const plain = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .toLowerCase()
    .replace(storage, '')
    .replace(/[^a-z0-9]/g, '')

/**
 * Whether an installed model is the one of a checkpoint, e.g. `wan2.1_t2v_1.3B_fp16.safetensors` of `wan2.1-t2v-1.3b`.
 * @param file one, or several of {@link joinedFiles} of which one is enough
 */
export function isModelFile(
  file: string,
  { id, name }: { readonly id: string; readonly name: string },
): boolean {
  const owned = [id, name].map(plain)
  return file
    .split(between)
    .map(plain)
    .some((wanted) => wanted !== '' && owned.includes(wanted))
}
