import { create } from 'zustand'
import { isAppShown, useAppShown } from '../view/view-store.ts'

interface EnteredState {
  /** Workflow id → the instances a person went into, from outside to inside. */
  readonly paths: Readonly<Record<string, readonly string[]>>
}

/** Which graph of each open workflow is in view; never saved and never undone. */
export const useEntered = create<EnteredState>(() => ({ paths: {} }))

const top: readonly string[] = []

/** The form is always that of the whole workflow. */
export const enteredPath = (workflowId: string): readonly string[] =>
  (isAppShown() ? undefined : useEntered.getState().paths[workflowId]) ?? top

/** {@link enteredPath}, kept up to date. */
export function useEnteredPath(workflowId: string): readonly string[] {
  const entered = useEntered((state) => state.paths[workflowId] ?? top)
  return useAppShown() ? top : entered
}

export function setEnteredPath(workflowId: string, path: readonly string[]): void {
  useEntered.setState(({ paths }) => ({ paths: { ...paths, [workflowId]: path } }))
}
