import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { smallHeapOptions } from './small-heap.ts'

/**
 * Forks a script with one JSON argument and binary messages.
 * @param script address of a file of this server, e.g. `new URL(`worker-main${extension}`, import.meta.url)`
 */
export function forkProcess(script: URL, argument: unknown): ChildProcess {
  const isSource = path.extname(script.pathname) === '.ts'
  return fork(fileURLToPath(script), [JSON.stringify(argument)], {
    serialization: 'advanced',
    execArgv: [...smallHeapOptions, ...(isSource ? ['--import', sourceLoader()] : [])],
    // Stdout belongs to the command line's --json; what libraries print goes to stderr.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
}

/** Found from here, not from the folder the command was started in. */
function sourceLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
}

/** Tells once that a process has ended, e.g. by `signal SIGKILL`. */
export function onceDead(child: ChildProcess, tell: (detail: string) => void): void {
  let told = false
  const once = (detail: string) => {
    if (!told) tell(detail)
    told = true
  }
  child.on('error', (error) => once(error.message))
  child.on('exit', (code, signal) => once(signal ? `signal ${signal}` : `exit code ${String(code)}`))
}
