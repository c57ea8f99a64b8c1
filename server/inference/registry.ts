import { readdir } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Family } from '../../models/define-family.ts'
import type { Guidance } from '../../models/define-guidance.ts'
import type { Scheduler } from '../../models/define-scheduler.ts'

/** What the folders of `models/` offer, by id. */
export interface ModelRegistry {
  readonly families: ReadonlyMap<string, Family>
  readonly schedulers: ReadonlyMap<string, Scheduler>
  readonly guidances: ReadonlyMap<string, Guidance>
}

let registry: Promise<ModelRegistry> | undefined

/** Reads the folders, once in a process' life; there is no list to keep. Loads no inference runtime. */
export function loadRegistry(): Promise<ModelRegistry> {
  registry ??= readRegistry()
  return registry
}

async function readRegistry(): Promise<ModelRegistry> {
  const [families, schedulers, guidances] = await Promise.all([
    loadFolder<Family>(new URL('../../models/families/', import.meta.url), '.family'),
    loadFolder<Scheduler>(new URL('../../models/schedulers/', import.meta.url), '.scheduler'),
    loadFolder<Guidance>(new URL('../../models/guidance/', import.meta.url), '.guidance'),
  ])
  return { families, schedulers, guidances }
}

/** The app runs compiled from `.build/` or from source; either way its neighbours end like this file. */
const extension = extname(import.meta.url)

async function loadFolder<T extends { readonly id: string }>(
  folder: URL,
  role: string,
): Promise<ReadonlyMap<string, T>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(role + extension)).sort()
  const items = await Promise.all(
    names.map(
      async (name) => ((await import(new URL(name, folder).href)) as { readonly default: T }).default,
    ),
  )
  return new Map(items.map((item) => [item.id, item]))
}
