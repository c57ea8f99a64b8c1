/**
 * `npm run bench:sampling [-- speed seams length vae] [--long]`: what the sampling core costs and how well its verbs join,
 * on the shipped model; `--long` takes eight scenes for the seams in place of three. A table; nothing is asserted.
 */
import { lengthRows } from './sampling/length-rows.ts'
import type { Row } from './sampling/row.ts'
import { seamRows } from './sampling/seam-rows.ts'
import { speedRows } from './sampling/speed-rows.ts'
import { vaeRows } from './sampling/vae-rows.ts'

const parts: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  speed: speedRows,
  seams: () => seamRows(process.argv.includes('--long')),
  vae: vaeRows,
  length: () => lengthRows(Number(process.env.BENCH_STEPS ?? '20')),
}

const wanted = process.argv.slice(2).filter((name) => name in parts)
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  for (const [what, figure, goal] of (await parts[name]?.()) ?? [])
    console.log(`${what.padEnd(58)} ${figure.padStart(30)}   ${goal}`)
}
process.exit(0)
