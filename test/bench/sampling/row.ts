/** What was measured, the figure, and the goal. */
export type Row = readonly [what: string, figure: string, goal: string]
