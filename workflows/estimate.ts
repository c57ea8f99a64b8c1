import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** Where a figure comes from: measured at this size, scaled from another size, computed from the model, or nothing to do. */
export const estimateBasisSchema = z.enum(['measured', 'scaled', 'computed', 'reused'])
export type EstimateBasis = z.infer<typeof estimateBasisSchema>

const figures = {
  seconds: z.number(),
  /** Memory of the worker at its highest. */
  peakBytes: z.number(),
  /** What results and files add to the data folder. */
  diskBytes: z.number(),
}

/** What a run will take, said before it runs. */
export const runEstimateSchema = z.object({
  ...figures,
  /** In the unit of the price per hour in the settings; missing without one. */
  cost: z.number().optional(),
  /** The least certain of the nodes that matter. */
  basis: estimateBasisSchema,
})
export type RunEstimate = z.infer<typeof runEstimateSchema>

/** `POST /api/estimate` with the body of `POST /api/runs`. */
export const estimateAnswerSchema = runEstimateSchema.extend({
  /** Nodes of a sweep are summed up under the node of the graph. */
  nodes: z.record(z.string(), z.object({ ...figures, basis: estimateBasisSchema })),
  /** Too little memory or disk, with the ways out; problems of the graph itself keep it from being estimated. */
  problems: z.array(problemSchema),
})
export type EstimateAnswer = z.infer<typeof estimateAnswerSchema>
