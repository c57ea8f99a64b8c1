import { create } from 'zustand'

interface EnteredState {
  /** Workflow id → the instances a person went into, from outside to inside. */
  readonly paths: Readonly<Record<string, readonly string[]>>
}

/** Which graph of each open workflow is in view; never saved and never undone. */
export const useEntered = create<EnteredState>(() => ({ paths: {} }))

const top: readonly string[] = []

export const enteredPath = (workflowId: string): readonly string[] =>
  useEntered.getState().paths[workflowId] ?? top

export function useEnteredPath(workflowId: string): readonly string[] {
  return useEntered((state) => state.paths[workflowId] ?? top)
}

export function setEnteredPath(workflowId: string, path: readonly string[]): void {
  useEntered.setState(({ paths }) => ({ paths: { ...paths, [workflowId]: path } }))
}
