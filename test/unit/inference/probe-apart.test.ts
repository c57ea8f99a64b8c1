import { describe, expect, it } from 'vitest'
import { smallProbe } from '../../../server/inference/device-probe.ts'
import { probeApart } from '../../../server/inference/probe-apart.ts'

const request = { device: 'cpu', threads: 1, size: smallProbe }

describe('a probe in a process of its own', () => {
  it('answers with time and numbers', async () => {
    const { runMs, outputs } = await probeApart(request)
    expect(runMs).toBeGreaterThan(0)
    expect(outputs.map(({ data }) => data.every(Number.isFinite))).toEqual([true, true])
  })

  it('survives a driver that crashes', async () => {
    const script = new URL('../../support/crashing-probe.ts', import.meta.url)
    await expect(probeApart(request, script)).rejects.toThrow('its driver crashed (signal SIGSEGV)')
  })
})
