/**
 * `npm run bench:engine`: what the engine itself costs, beside the figures of ComfyUI 0.3.64 on a machine like CI's.
 * Needs a build. Prints a table; nothing is asserted, machines are noisy. `npm run bench:engine -- reuse` runs one part.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkpointRows } from './engine/checkpoint-rows.ts'
import { durabilityRows } from './engine/durability-rows.ts'
import { estimateRows } from './engine/estimate-rows.ts'
import { floorRows } from './engine/floor-rows.ts'
import { planningRows } from './engine/planning-rows.ts'
import { reuseRows } from './engine/reuse-rows.ts'
import type { BenchRow } from './engine/bench-row.ts'
import { throughputRows } from './engine/throughput-rows.ts'
import { workerRows } from './engine/worker-rows.ts'

const parts: Readonly<Record<string, (data: string) => Promise<readonly BenchRow[]>>> = {
  planning: planningRows,
  reuse: reuseRows,
  floor: floorRows,
  throughput: throughputRows,
  durability: durabilityRows,
  checkpoints: checkpointRows,
  estimates: estimateRows,
  workers: workerRows,
}

const wanted = process.argv.slice(2)
console.log(`${'work'.padEnd(64)} ${'ComfyUI'.padStart(20)} ${'goal'.padStart(18)}   Reelgraph`)
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const data = mkdtempSync(join(tmpdir(), 'reelgraph-bench-'))
  try {
    for (const { work, comfy = '', goal = '', ours } of await measure(data))
      console.log(`${work.padEnd(64)} ${comfy.padStart(20)} ${goal.padStart(18)}   ${ours}`)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
