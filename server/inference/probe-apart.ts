import path from 'node:path'
import { OperationalFailure } from '../../workflows/failure.ts'
import { forkProcess, onceDead } from '../fork-process.ts'
import type { ProbeRequest, ProbeResult } from './device-probe.ts'

const extension = path.extname(import.meta.url)
const probeScript = new URL(`probe-main${extension}`, import.meta.url)

/** Compiling shaders takes seconds; a driver that hangs takes for ever. */
const patienceMs = 60_000

export type ProbeAnswer = { readonly result: ProbeResult } | { readonly detail: string }

/**
 * Runs the probe in a short-lived process of its own.
 * @throws OperationalFailure `probe-failed` when the provider cannot run it, crashes or hangs.
 */
export function probeApart(request: ProbeRequest, script = probeScript): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const child = forkProcess(script, request)
    const fail = (detail: string) => reject(new OperationalFailure('probe-failed', { detail }))
    const timer = setTimeout(() => {
      fail(`no answer in ${patienceMs / 1000} s`)
      child.kill('SIGKILL')
    }, patienceMs)
    child.on('message', (answer: ProbeAnswer) => {
      if ('result' in answer) resolve(answer.result)
      else fail(answer.detail)
      // Some drivers crash while their process ends; the answer is here.
      child.kill('SIGKILL')
    })
    onceDead(child, (detail) => {
      clearTimeout(timer)
      fail(`its driver crashed (${detail})`)
    })
  })
}
