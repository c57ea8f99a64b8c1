import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const prefix = '.unfinished-'

/**
 * Gives `work` an empty folder beside the finished files, so that a rename out of it is atomic, and removes it with
 * all that is left in it, whatever happens. Those of processes that were killed are removed on the way.
 */
export async function withTemporaryFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true })
  await removeAbandoned(parent)
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Lets `write` make a file aside and moves it to its place when it is whole; answers with the place. */
export async function finishedFile(target: string, write: (file: string) => Promise<void>): Promise<string> {
  return withTemporaryFolder(dirname(target), async (folder) => {
    const file = join(folder, basename(target))
    await write(file)
    await rename(file, target)
    return target
  })
}

async function removeAbandoned(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix))
  const abandoned = names.filter((name) => !isRunning(Number(name.slice(prefix.length).split('-')[0])))
  await Promise.all(abandoned.map((name) => rm(join(parent, name), { recursive: true, force: true })))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Someone else's process runs, but may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
