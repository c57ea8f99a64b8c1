import type { Page } from 'playwright-core'

/** What React tells a tool that watches it; in a production build, too. */
interface Fiber {
  readonly flags: number
  readonly alternate: Fiber | null
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly memoizedProps: Readonly<Record<string, unknown>> | null
}

/** Has to be there before React is: it counts how often the inside of each card is rendered anew. */
export async function countCardRenders(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const performedWork = 1
    const renders = new Map<string, number>()
    const isCard = ({ memoizedProps: props }: Fiber) =>
      props !== null && typeof props.id === 'string' && 'node' in props && 'selected' in props
    const visit = (first: Fiber | null) => {
      for (let fiber = first; fiber; fiber = fiber.sibling) {
        const before = fiber.alternate
        if (!before) continue
        const id = String(fiber.memoizedProps?.id)
        if (isCard(fiber) && fiber.flags & performedWork) renders.set(id, (renders.get(id) ?? 0) + 1)
        // What React did not go into has the children it had.
        if (fiber.child !== before.child) visit(fiber.child)
      }
    }
    Object.assign(window, {
      cardRenders: renders,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        ...{ supportsFiber: true, renderers: new Map(), inject: () => 1, checkDCE: () => undefined },
        onCommitFiberRoot: (_: number, { current }: { readonly current: Fiber }) => visit(current),
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
      },
    })
  })
}

/** Ids of the cards that were rendered anew since the last time this was asked. */
export function takeCardRenders(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const { cardRenders } = window as unknown as { cardRenders: Map<string, number> }
    const taken = Object.fromEntries(cardRenders)
    cardRenders.clear()
    return taken
  })
}
