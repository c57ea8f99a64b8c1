import type { DenoiseRequest, ModelSessions } from '../define-family.ts'
import { joinChannels } from '../frame-axis.ts'
import { runPart } from '../run-part.ts'
import { tensor, type Tensor } from '../tensor.ts'
import type { DiffusersModel } from './diffusers-config.ts'
import { oneByOne } from './one-by-one.ts'
import { tokenTimesteps } from './token-timesteps.ts'

const trainSteps = 1000

/** Every wanted answer [1, C, T, H, W], one run after another. */
export async function wanDenoise(
  request: DenoiseRequest,
  sessions: ModelSessions,
  model: DiffusersModel,
): Promise<readonly Tensor[]> {
  const part = expertFor(request.timestep, sessions)
  const { inputShapes = {} } = await sessions.open(part)
  const perToken = inputShapes.timestep?.length === 2
  const { sample, timestep, beside } = request
  return oneByOne(request, ({ embeddings }) =>
    runPart(sessions, part, {
      hidden_states: beside ? joinChannels(sample, beside.channels) : sample,
      timestep: perToken ? tokenTimesteps(request, model.patch) : tensor([1], Float32Array.of(timestep)),
      encoder_hidden_states: embeddings,
      ...(beside?.imageTokens ? { encoder_hidden_states_image: beside.imageTokens } : {}),
    }),
  )
}

/** Wan 2.2 A14B has one transformer for much noise and one for little; the pool keeps what memory allows. */
function expertFor(timestep: number, sessions: ModelSessions): string {
  const share = sessions.configs.model_index?.boundary_ratio
  if (typeof share !== 'number' || !sessions.has('transformer_2')) return 'transformer'
  return timestep >= share * trainSteps ? 'transformer' : 'transformer_2'
}
