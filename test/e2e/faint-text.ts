import type { Page } from 'playwright-core'

/**
 * Texts and icons of the page as it is drawn that stand out too little from what lies behind them: 4.5 : 1, large
 * texts and icons 3 : 1 (WCAG 2.2 AA; what is disabled is free). Each with its ratio.
 */
export function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Color = readonly [number, number, number, number]
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const known = new Map<string, Color>()
    const parse = (css: string): Color => {
      const found = known.get(css)
      if (found || !context) return found ?? [0, 0, 0, 0]
      context.clearRect(0, 0, 1, 1)
      context.fillStyle = css
      context.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
      const color: Color = [red, green, blue, alpha / 255]
      known.set(css, color)
      return color
    }
    const over = (front: Color, back: Color, alpha = front[3]): Color => {
      const mix = (at: 0 | 1 | 2) => front[at] * alpha + back[at] * (1 - alpha)
      return [mix(0), mix(1), mix(2), 1]
    }
    const luminance = ([red, green, blue]: Color) => {
      const linear = (value: number) =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    const ratio = (a: Color, b: Color) => {
      const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
      return (light + 0.05) / (dark + 0.05)
    }
    const around = (element: Element): Element[] =>
      element.parentElement ? [element, ...around(element.parentElement)] : [element]
    /** Of an element with this colour, as it comes out through the opacity of all that is around it. */
    const drawn = (element: Element, color: string) => {
      const chain = around(element)
      let back: Color = [255, 255, 255, 1]
      for (const one of [...chain].reverse()) back = over(parse(getComputedStyle(one).backgroundColor), back)
      const opacity = chain.reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1)
      const front = parse(color)
      return { opacity, ratio: ratio(over(front, back, front[3] * opacity), back) }
    }
    const isFree = (element: Element) =>
      element.closest(':disabled, [aria-disabled="true"], [inert], option, .card[data-mode]') !== null
    const ownText = (element: Element) =>
      [...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent?.trim() ?? '')
        .join(' ')
        .trim()
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const isIcon = element instanceof SVGSVGElement && element.classList.contains('lucide')
      const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
      const text = isField ? element.value : element instanceof SVGElement ? '' : ownText(element)
      const isHidden = style.visibility === 'hidden' || box.width < 2 || box.height < 2
      if (isHidden || isFree(element) || (!text && !isIcon)) return []
      const { opacity, ratio: found } = drawn(element, style.color)
      // What is shown while it is pointed at is not there yet; a text without colour only gives its place.
      if (opacity < 0.05 || parse(style.color)[3] < 0.05) return []
      const size = Number.parseFloat(style.fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      const least = isIcon || isLarge ? 3 : 4.5
      const name = isIcon
        ? `icon of ${element.parentElement?.className}`
        : `“${text.slice(0, 40)}” .${element.className}`
      return found < least ? [`${found.toFixed(2)} ${name}`] : []
    })
  })
}
