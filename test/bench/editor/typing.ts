import type { Page } from 'playwright-core'

const text = 'a cat walks through a quiet forest'

/** 95th percentile of the time from a key to the frame that shows it, in milliseconds. */
export async function typingTimes(page: Page, prompt: string): Promise<number> {
  const field = page.locator(`.card[data-node="${prompt}"] textarea`)
  await field.click()
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { typingTimes: times })
    document.addEventListener(
      'keydown',
      (event) => {
        // The frame after the next one has begun when the key's frame is on the screen.
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - event.timeStamp)))
      },
      { capture: true },
    )
  })
  await field.pressSequentially(text, { delay: 60 })
  const times = await page.evaluate(() => (window as unknown as { typingTimes: number[] }).typingTimes)
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
}
