import { readdirSync } from 'node:fs'
import type { Scheduler } from '../../models/define-scheduler.ts'

const folder = new URL('../../models/schedulers/', import.meta.url)

/** Every scheduler of the folder, by file name. */
export async function loadSchedulers(): Promise<ReadonlyMap<string, Scheduler>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.scheduler.ts'))
  const loaded = await Promise.all(
    files.map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { default: Scheduler }
      return [file, module.default] as const
    }),
  )
  return new Map(loaded)
}

/** Every scheduler by its class name in diffusers. */
export async function schedulersByClass(): Promise<ReadonlyMap<string, Scheduler>> {
  const schedulers = await loadSchedulers()
  return new Map([...schedulers.values()].map((scheduler) => [scheduler.className, scheduler]))
}
