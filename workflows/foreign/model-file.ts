/** What a file's name says besides the model: how its numbers are stored, and that they are safe to read. */
const storage = /(fp|bf|int|nf|q)\d+(_?e\dm\d(fn)?)?|scaled|safetensors|gguf|ckpt|pth?|bin|comfy|model|onnx/g

const plain = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .toLowerCase()
    .replace(storage, '')
    .replace(/[^a-z0-9]/g, '')

/** Whether an installed model is the one of a checkpoint, e.g. `wan2.1_t2v_1.3B_fp16.safetensors` of `wan2.1-t2v-1.3b`. */
export function isModelFile(
  file: string,
  { id, name }: { readonly id: string; readonly name: string },
): boolean {
  const wanted = plain(file)
  return wanted !== '' && [id, name].some((own) => plain(own) === wanted)
}
