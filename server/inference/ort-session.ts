import { env, InferenceSession as OrtSession, Tensor as OrtTensor } from 'onnxruntime-node'
import type { InferenceSession } from '../../models/inference-session.ts'
import { type SessionTensor, tensor, type Tensor } from '../../models/tensor.ts'
import { OperationalFailure } from '../../workflows/failure.ts'
import { narrow, widen } from './half.ts'

// What goes wrong is thrown as well; the log would repeat it on the terminal, paths of its build machine included.
env.logLevel = 'fatal'

export interface OpenRequest {
  /** File path, or the bytes of a small graph. External data is found beside a file only. */
  readonly model: string | Uint8Array
  /** Part of the model, for messages. */
  readonly part: string
  readonly device: string
  /** Threads one run may use: more than there are free cores makes it slower (deps.md section 1). */
  readonly threads: number
}

export interface OpenSession extends InferenceSession {
  release(): Promise<void>
}

/**
 * An ONNX graph on a device. `run` blocks this process's event loop while it computes (onnxruntime#19611).
 * @throws OperationalFailure `model-file-damaged` | `model-run-failed`
 */
export async function openSession(request: OpenRequest): Promise<OpenSession> {
  const session = await create(request)
  const { part } = request
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    inputShapes: Object.fromEntries(
      session.inputMetadata.map((input) => [input.name, input.isTensor ? input.shape : []]),
    ),
    run: (feeds) => run(session, part, feeds),
    release: () => session.release(),
  }
}

async function create({ model, part, device, threads }: OpenRequest): Promise<OrtSession> {
  const options: OrtSession.SessionOptions = {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Planned memory is taken for each shape seen twice, on top of what the first run left: a long clip's chunks took 60 MB more.
    enableMemPattern: !part.startsWith('vae'),
    logSeverityLevel: 4,
  }
  try {
    return typeof model === 'string'
      ? await OrtSession.create(model, options)
      : await OrtSession.create(model, options)
  } catch (cause) {
    const detail = shortened(cause)
    if (/protobuf|parse|external data|initializer|checksum|invalid model/i.test(detail)) {
      const file = typeof model === 'string' ? model : part
      throw new OperationalFailure('model-file-damaged', { file, detail }, { cause })
    }
    throw new OperationalFailure('model-run-failed', { part, detail }, { cause })
  }
}

type Feeds = Readonly<Record<string, SessionTensor>>

async function run(session: OrtSession, part: string, feeds: Feeds): Promise<Record<string, Tensor>> {
  try {
    const types = new Map(
      session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : '']),
    )
    const entries = Object.entries(feeds).map(([name, value]) => [name, toOrt(value, types.get(name))])
    const outputs = await session.run(Object.fromEntries(entries) as Record<string, OrtTensor>)
    return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, fromOrt(value)]))
  } catch (cause) {
    throw new OperationalFailure('model-run-failed', { part, detail: shortened(cause) }, { cause })
  }
}

function toOrt({ dims, data }: SessionTensor, wanted: string | undefined): OrtTensor {
  if (data instanceof BigInt64Array) {
    return wanted === 'int32'
      ? new OrtTensor('int32', Int32Array.from(data, Number), dims)
      : new OrtTensor('int64', data, dims)
  }
  // Schedulers count timesteps in fractions; a graph that was traced with whole ones takes them cut off, as diffusers does.
  if (wanted === 'int64') return new OrtTensor('int64', BigInt64Array.from(data, truncated), dims)
  return wanted === 'float16'
    ? new OrtTensor('float16', narrow(data), dims)
    : new OrtTensor('float32', data, dims)
}

function truncated(value: number): bigint {
  return BigInt(Math.trunc(value))
}

function fromOrt({ dims, data }: OrtTensor): Tensor {
  if (data instanceof Float32Array) return tensor(dims, data)
  if (data instanceof Uint16Array) return tensor(dims, widen(data))
  return tensor(dims, Float32Array.from(data as ArrayLike<number | bigint>, Number))
}

/** Native messages begin with where in the runtime's source they arose; people need what comes after it. */
function shortened(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const sentence = message.replace(/\s+/g, ' ').replace(/^\/\S+\.(?:cc|h):\d+ .*? was false\. /, '')
  return sentence.slice(0, 300).replace(/[.\s]+$/, '')
}
