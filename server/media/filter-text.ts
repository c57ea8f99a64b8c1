/** A value as it stands inside a filter graph: escaped for the filter's options, then for the graph. */
export function filterText(value: string): string {
  return value.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&')
}
