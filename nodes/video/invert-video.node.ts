import { defineVideoEdit } from './video-edit-node.ts'
import { editedVideo } from './video-edits.ts'

export default defineVideoEdit({
  id: 'invert-video',
  label: { en: 'Invert colours', 'zh-CN': '反色' },
  help: {
    en: 'Turns every colour into its opposite, as on a film negative.',
    'zh-CN': '将每种颜色变为其相反色，如同底片。',
  },
  example: { en: 'White on black becomes black on white.', 'zh-CN': '黑底白字变为白底黑字。' },
  synonyms: ['ImageInvert', 'InvertMask', 'negate', 'negative', '负片'],
  params: {},
  edit: (video) => editedVideo({ op: 'invert', inputs: [video], facts: video.facts }),
})
