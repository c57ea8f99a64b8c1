import { OperationalFailure, toFailure } from '../../workflows/failure.ts'
import { probeDevice, type ProbeRequest } from './device-probe.ts'
import type { ProbeAnswer } from './probe-apart.ts'

/** The process that tries one device and ends. */
const request = JSON.parse(process.argv[2] ?? '{}') as ProbeRequest
process.send?.(await answer())

async function answer(): Promise<ProbeAnswer> {
  try {
    return { result: await probeDevice(request) }
  } catch (thrown) {
    const failure = toFailure(thrown)
    const { detail } = failure.values
    return {
      detail:
        failure instanceof OperationalFailure && detail !== undefined ? String(detail) : failure.message,
    }
  }
}
