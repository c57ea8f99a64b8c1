import type { LocalText } from '../../workflows/text.ts'

/** The cards of a storyboard on their track. */
export const cardsTexts = {
  'edit.card-source': { en: 'Put a file on a card', 'zh-CN': '为卡片添加文件' },
  'cards.track': { en: 'Cards on a track of {seconds} s', 'zh-CN': '{seconds} 秒轨道上的卡片' },
  'cards.track-help': {
    en: 'Drag a card in time; double-click adds one. Keys: arrows move it, with Shift by a second, Delete.',
    'zh-CN': '拖动卡片改变时间，双击添加。按键：方向键移动，按住 Shift 移动一秒，Delete 删除。',
  },
  'cards.card': { en: 'Card {place} at {at} s: {text}', 'zh-CN': '第 {place} 张卡片，{at} 秒：{text}' },
  'cards.card-cut': {
    en: 'Card {place} at {at} s, hard cut: {text}',
    'zh-CN': '第 {place} 张卡片，{at} 秒，硬切：{text}',
  },
  'cards.goes-on': { en: 'goes on as before', 'zh-CN': '延续前一张' },
  'cards.add': { en: 'Add a card', 'zh-CN': '添加卡片' },
  'cards.delete': { en: 'Delete the card', 'zh-CN': '删除卡片' },
  'cards.at': { en: 'At', 'zh-CN': '时间' },
  'cards.begins': { en: 'How it begins', 'zh-CN': '开始方式' },
  'cards.blend': { en: 'Blends in', 'zh-CN': '柔和过渡' },
  'cards.cut': { en: 'Hard cut', 'zh-CN': '硬切' },
  'cards.words': { en: 'What is seen', 'zh-CN': '画面内容' },
  'cards.image': { en: 'Picture', 'zh-CN': '图片' },
  'cards.clip': { en: 'Clip', 'zh-CN': '片段' },
  'cards.no-image': { en: 'No picture', 'zh-CN': '无图片' },
  'cards.no-clip': { en: 'No clip', 'zh-CN': '无片段' },
  'cards.loaded-elsewhere': {
    en: 'The file is in the library now. Another graph is in view, so no card was changed: go back and choose it there.',
    'zh-CN': '文件已存入素材库。当前显示的是另一个图，因此未更改任何卡片：请返回后在卡片上选择它。',
  },
  'cards.load-image': { en: 'Load a picture for this card', 'zh-CN': '为此卡片加载图片' },
  'cards.load-clip': { en: 'Load a clip for this card', 'zh-CN': '为此卡片加载片段' },
  'cards.as-text': { en: 'Edit as text', 'zh-CN': '以文本编辑' },
  'cards.as-cards': { en: 'Edit as cards', 'zh-CN': '以卡片编辑' },
} as const satisfies Record<string, LocalText>
