/** A piece of text in a file, by the name it is filed under, e.g. `workflow`. */
export interface FileText {
  readonly key: string
  readonly text: string
}

/** JSON in letters every format takes: other characters as `\\uXXXX`, as Python writes them. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
