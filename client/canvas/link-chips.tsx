interface LinkChipsProps {
  readonly name: string
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

const height = 18
const letterWidth = 6.4
const gap = 12

/** A wireless link: its name at both ends. Selecting it draws the wire. */
export function LinkChips({ name, sourceX, sourceY, targetX, targetY }: LinkChipsProps) {
  const width = name.length * letterWidth + 16
  return (
    <>
      <Chip name={name} x={sourceX + gap} y={sourceY} width={width} line={[sourceX, sourceX + gap]} />
      <Chip name={name} x={targetX - gap - width} y={targetY} width={width} line={[targetX - gap, targetX]} />
    </>
  )
}

interface ChipProps {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly line: readonly [number, number]
}

function Chip({ name, x, y, width, line: [from, to] }: ChipProps) {
  return (
    <g className="link-chip">
      <line x1={from} x2={to} y1={y} y2={y} className="react-flow__edge-path" />
      <rect x={x} y={y - height / 2} width={width} height={height} rx={height / 2} />
      <text x={x + width / 2} y={y + 4} textAnchor="middle">
        {name}
      </text>
    </g>
  )
}
