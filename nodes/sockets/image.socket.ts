import type { ImageFacts } from '../../workflows/asset.ts'
import { defineSocket } from '../define-socket.ts'

/** A picture in the asset store. */
export interface ImageValue {
  readonly assetId: string
  readonly facts: ImageFacts
}

export const imageSocket = defineSocket<ImageValue>({
  type: 'IMAGE',
  label: { en: 'Image', 'zh-CN': '图像' },
  color: '#64b5f6',
  facts: ({ facts }) => ({ ...facts }),
})

export default imageSocket
