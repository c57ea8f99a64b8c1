import { defineGuidance } from '../define-guidance.ts'
import { beyond, combine } from '../tensor-math.ts'
import { numberOption } from './guided.ts'

const startImageScale = 1.5

/**
 * Text and image guided apart (Brooks et al. 2023, equation 3): from nothing to the image by its own scale, and from the
 * image to image and prompt by the prompt's.
 */
export default defineGuidance({
  id: 'dual-cfg',
  label: { en: 'Dual CFG (text and image)', 'zh-CN': '双重 CFG（文本与图像）' },
  options: [
    {
      name: 'imageScale',
      label: { en: 'Image guidance', 'zh-CN': '图像引导强度' },
      default: startImageScale,
      min: 0,
      max: 20,
    },
  ],
  extraAnswers: ['imageOnly'],
  needsNegative: () => true,
  guide: ({ positive, negative, scale, extra, options }) => {
    // Without an image there is nothing between the two answers.
    const image = extra?.imageOnly
    if (!image) return beyond(negative, positive, scale)
    const toImage = beyond(negative, image, numberOption(options, 'imageScale', startImageScale))
    const toText = combine(positive, image, (both, only) => scale * (both - only))
    return combine(toImage, toText, (a, b) => a + b)
  },
})
