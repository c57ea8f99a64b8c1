import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { modelSocket } from '../sockets/model.socket.ts'

export default defineNode({
  id: 'context-windows',
  version: 1,
  label: { en: 'Context windows', 'zh-CN': '上下文窗口' },
  category: 'sampling',
  help: {
    en: 'Lets a model make videos far longer than it was trained on: at every step it looks at overlapping windows, and what they say is mixed where they meet. Memory does not grow with the length. Fixed windows show the fewest seams with the model that ships, moving ones spread them where a model has stronger ones; looped ones close the video into a circle. Shuffled noise of the same window length helps the windows agree.',
    'zh-CN':
      '让模型生成远超训练长度的视频：每一步在重叠的窗口内求值，并在交界处混合。内存不随时长增长。对随附模型，固定窗口接缝最少；接缝明显的模型可用移动窗口将其分散；循环窗口会使视频首尾相接。配合相同窗口长度的“重排噪声”，各窗口的内容更一致。',
  },
  example: {
    en: '481 frames in windows of 17 with an overlap of 8: a minute of video at 8 frames per second.',
    'zh-CN': '481 帧，窗口 17 帧、重叠 8 帧：每秒 8 帧的一分钟视频。',
  },
  synonyms: [
    'WanContextWindows',
    'ContextWindowsManual',
    'WanVideoContextOptions',
    'long video',
    'FreeNoise',
    '长视频',
  ],
  inputs: { model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } } },
  params: {
    frames: param.integer({
      label: { en: 'Window', 'zh-CN': '窗口' },
      ...{ default: 17, min: 2, max: 1025, unit: 'frames', inline: true },
    }),
    overlap: param.integer({
      label: { en: 'Overlap', 'zh-CN': '重叠' },
      ...{ default: 8, min: 1, max: 1024, unit: 'frames', inline: true },
    }),
    cuts: param.choice({
      label: { en: 'Windows', 'zh-CN': '窗口方式' },
      default: 'uniform',
      choices: [
        { value: 'uniform', label: { en: 'Moving', 'zh-CN': '移动' } },
        { value: 'static', label: { en: 'Fixed', 'zh-CN': '固定' } },
        { value: 'looped', label: { en: 'Looped', 'zh-CN': '循环' } },
      ],
    }),
    weights: param.choice({
      label: { en: 'Mixing', 'zh-CN': '混合权重' },
      default: 'pyramid',
      choices: [
        { value: 'pyramid', label: { en: 'Pyramid', 'zh-CN': '金字塔' } },
        { value: 'linear', label: { en: 'Linear at the edges', 'zh-CN': '边缘线性' } },
        { value: 'flat', label: { en: 'Even', 'zh-CN': '均匀' } },
      ],
    }),
  },
  outputs: { model: { socket: modelSocket, label: { en: 'Model', 'zh-CN': '模型' } } },
  infer: ({ inputs }) => ({ outputs: { model: inputs.model } }),
  run: ({ inputs: { model }, params: { frames, overlap, cuts, weights } }) => ({
    outputs: { model: { ...model, windows: { frames, overlap, schedule: cuts, weights } } },
  }),
})
