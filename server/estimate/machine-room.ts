import { readFile, statfs } from 'node:fs/promises'
import { freemem } from 'node:os'
import type { Room } from './shortage-problems.ts'

/** What the machine has left. @param folder on the disk in question */
export async function machineRoom(folder: string): Promise<Room> {
  const { bavail, bsize } = await statfs(folder)
  return { memoryBytes: await availableMemory(), diskBytes: bavail * bsize }
}

/** Linux counts what its file cache would give back as available; `freemem` does not. */
async function availableMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '')
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1]
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024
}
