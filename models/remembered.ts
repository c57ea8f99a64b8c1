/**
 * A reader that reads each object once: configs are asked for at every step. The objects must not change afterwards.
 * What `read` throws is thrown again the next time.
 */
export function remembered<Source extends object, Value>(
  read: (source: Source) => Value,
): (source: Source) => Value {
  const known = new WeakMap<Source, { readonly value: Value }>()
  return (source) => {
    const found = known.get(source) ?? { value: read(source) }
    known.set(source, found)
    return found.value
  }
}
