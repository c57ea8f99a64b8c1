import { Fragment } from 'react'

/** Headings, list points, **strong**, *stressed* and `code`: what a note on a canvas needs. */
export function MarkdownLight({ text }: { text: string }) {
  return text.split('\n').map((line, place) => <Line key={place} line={line} />)
}

function Line({ line }: { line: string }) {
  const heading = /^(#{1,3})\s+(.*)$/.exec(line)
  if (heading?.[2]) return <h4 data-level={heading[1]?.length}>{inline(heading[2])}</h4>
  const point = /^\s*[-*]\s+(.*)$/.exec(line)
  if (point?.[1]) return <p className="note-point">{inline(point[1])}</p>
  return <p>{line ? inline(line) : '\u00a0'}</p>
}

function inline(text: string) {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/)
    .map((part, place) => <Fragment key={place}>{styled(part)}</Fragment>)
}

function styled(part: string) {
  if (part.startsWith('**') && part.endsWith('**') && part.length > 4)
    return <strong>{part.slice(2, -2)}</strong>
  if (part.startsWith('`') && part.endsWith('`') && part.length > 2) return <code>{part.slice(1, -1)}</code>
  if (part.startsWith('*') && part.endsWith('*') && part.length > 2) return <em>{part.slice(1, -1)}</em>
  return part
}
