import guidance from '../../models/guidance/dual-cfg.guidance.ts'
import { guiderNode } from './define-guider.ts'

export default guiderNode({
  guidance,
  scale: 4,
  help: {
    en: 'Guides text and image apart: one scale for how closely the given frames are followed, one for the prompt. Needs known frames; the model is asked three times a step.',
    'zh-CN':
      '将文本与图像分开引导：一个强度控制对已知帧的遵循程度，另一个控制提示词。需要已知帧；每步求值三次。',
  },
  example: {
    en: 'Image 1.5 and text 5: the picture stays, the prompt moves it.',
    'zh-CN': '图像 1.5、文本 5：画面保持，动作听从提示词。',
  },
  synonyms: ['DualCFGGuider', 'InstructPix2Pix'],
})
