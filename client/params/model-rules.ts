import { flatGraph } from '../../workflows/subgraphs/expand-subgraphs.ts'
import { useWorkflow } from '../document/document-store.ts'
import { useInstalled } from '../library/installed-store.ts'
import { valueText } from './value-text.ts'

/** What sizes and lengths the model of this workflow can make. */
interface ModelRules {
  readonly sizeGrid: number
  readonly frameStride: number
  /** Tokens the text encoder reads; unknown of some models. */
  readonly promptTokens?: number
}

const usual: ModelRules = { sizeGrid: 16, frameStride: 4 }

export function useModelRules(): ModelRules {
  const chosen = useWorkflow((workflow) => {
    const loader = Object.values(flatGraph(workflow).nodes).find(({ type }) => type === 'load-model')
    return valueText(loader?.params.model)
  })
  const model = useInstalled((state) => state.models.find(({ id }) => id === chosen))
  return {
    sizeGrid: model?.sizeGrid ?? usual.sizeGrid,
    frameStride: model?.frameStride ?? usual.frameStride,
    promptTokens: model?.promptTokens,
  }
}
