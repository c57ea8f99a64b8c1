import type { LocalText } from '../text.ts'

/** What can be wrong with prompts, sigmas, steps, storyboards and the nodes that go on with a clip. */
export const samplingMessages = {
  'guidance-unknown': {
    en: 'There is no guidance "{guidance}". Choose one of: {choices}.',
    'zh-CN': '没有引导方式“{guidance}”。请选择：{choices}。',
  },
  'scheduler-not-for-model': {
    en: '{scheduler} cannot solve this model, which predicts {prediction}. Choose one of: {choices}.',
    'zh-CN': '{scheduler} 无法用于预测 {prediction} 的此模型。请选择：{choices}。',
  },
  'sigmas-not-falling': {
    en: 'Sigmas must fall from step to step; {after} follows {before}. Sort them from high to low.',
    'zh-CN': 'sigma 必须逐步下降；{before} 之后是 {after}。请从高到低排列。',
  },
  'sigmas-rise': {
    en: 'These sigmas rise, which leads a clip to noise. Take out “Flip sigmas”, or use the advanced sampler without adding noise.',
    'zh-CN': '这些 sigma 是上升的，会把片段还原为噪声。请移除“反转 Sigma”，或使用不加噪的高级采样器。',
  },
  'prompt-empty': {
    en: 'The prompt is empty: the model shows whatever it likes. Write what should be seen.',
    'zh-CN': '提示词为空，模型会生成任意内容。请写出想看到的画面。',
  },
  'known-cut': {
    en: '{count} of the {length} known frames at {at} lie past the end and are left out. Ask for more frames or give fewer.',
    'zh-CN': '位于 {at} 的 {length} 个已知帧中有 {count} 个超出结尾，将被忽略。请增加帧数或减少已知帧。',
  },
  'clip-not-on-grid': {
    en: 'The clip is {size}; this model works in multiples of {grid} and makes the new part at {nearest}.',
    'zh-CN': '片段为 {size}；此模型只支持 {grid} 的倍数，新增部分将以 {nearest} 生成。',
  },
  'sigmas-not-numbers': {
    en: '"{text}" is not a list of numbers. Write them with commas between, such as 1, 0.9, 0.6, 0.',
    'zh-CN': '“{text}”不是数字列表。请用逗号分隔，例如 1, 0.9, 0.6, 0。',
  },
  'curve-not-heights': {
    en: '"{text}" is no curve. Write heights from 0 to 1 with commas between, such as 0, 0.2, 0.8, 1.',
    'zh-CN': '“{text}”不是曲线。请写 0 到 1 之间的数值并以逗号分隔，例如 0, 0.2, 0.8, 1。',
  },
  'sigmas-none': {
    en: 'The list of sigmas is empty. Write at least one number above 0.',
    'zh-CN': 'sigma 列表为空。请至少写一个大于 0 的数。',
  },
  'steps-out-of-order': {
    en: 'The first step ({first}) must lie before the last ({last}), and the last within {steps} steps.',
    'zh-CN': '起始步（{first}）必须在结束步（{last}）之前，且结束步不超过 {steps} 步。',
  },
  'strength-zero': {
    en: 'With strength 0 nothing is made: the latent comes out as it went in. Raise the strength.',
    'zh-CN': '强度为 0 时不会生成任何内容，输出与输入相同。请提高强度。',
  },
  'known-strength-zero': {
    en: 'With strength 0 these frames are let go before the first step and change nothing. Raise the strength, or take the node out.',
    'zh-CN': '强度为 0 时，这些帧在第一步之前就被放开，不起任何作用。请提高强度，或移除此节点。',
  },
  'latent-empty-kept': {
    en: 'With strength below 1 an empty latent is kept in part, which gives a grey veil. Use strength 1, or give a video.',
    'zh-CN': '强度小于 1 时会保留部分空潜空间，画面会发灰。请将强度设为 1，或输入一段视频。',
  },
  'clips-differ-in-size': {
    en: 'The first clip is {first}, the second {second}: the second is scaled to cover the first, its edges are cut off.',
    'zh-CN': '前一片段为 {first}，后一片段为 {second}：后者会被缩放以覆盖前者的画面，边缘会被裁掉。',
  },
  'ranges-not-readable': {
    en: '"{text}" is not a list of ranges. Write first and last frame, such as 0-16, 24-40.',
    'zh-CN': '“{text}”不是有效的范围列表。请写出起止帧，例如 0-16, 24-40。',
  },
  'range-past-end': {
    en: 'The range {range} does not lie within the {frames} frames of the clip (0 to {last}).',
    'zh-CN': '范围 {range} 超出了片段的 {frames} 帧（0 至 {last}）。',
  },
  'storyboard-not-readable': {
    en: 'The card “{line}” cannot be read. Write a time, a colon and what is seen, such as 2: a cat jumps.',
    'zh-CN': '无法读取卡片“{line}”。请写“时间: 画面”，例如 2: a cat jumps。',
  },
  'storyboard-empty': {
    en: 'The storyboard has no cards. Write one a line, such as 0: a cat walks.',
    'zh-CN': '故事板没有卡片。请每行写一张，例如 0: a cat walks。',
  },
  'storyboard-not-rising': {
    en: 'The card at {at} s does not come after the one at {before} s. Put the cards in order.',
    'zh-CN': '{at} 秒的卡片不在 {before} 秒之后。请按时间顺序排列。',
  },
  'storyboard-past-end': {
    en: 'A card lies at {at} s, the video ends at {seconds} s. Make it longer or move the card.',
    'zh-CN': '有卡片位于 {at} 秒，而视频在 {seconds} 秒结束。请延长视频或移动卡片。',
  },
  'storyboard-not-wired': {
    en: '{card} is not wired in; {count} are. Connect it or take it out of the cards.',
    'zh-CN': '{card} 未连接，目前只有 {count} 个。请连接它或从卡片中移除。',
  },
  'text-model-not-set': {
    en: 'No language model is set. Start Reelgraph with REELGRAPH_TEXT_MODEL_URL, such as http://localhost:11434/v1 for Ollama, or choose “Words of the model”.',
    'zh-CN':
      '尚未设置语言模型。请在启动 Reelgraph 时设置 REELGRAPH_TEXT_MODEL_URL（如 Ollama 的 http://localhost:11434/v1），或选择“模型词汇”。',
  },
  'text-model-failed': {
    en: 'The language model at {url} did not answer: {detail}. Is it running?',
    'zh-CN': '位于 {url} 的语言模型没有响应：{detail}。它在运行吗？',
  },
  'wildcard-unknown': {
    en: 'There is no list for {names}. Did you mean {near}? Write it below or put a file {file} into the folder wildcards of your data folder.',
    'zh-CN':
      '没有名为 {names} 的列表。是否想用 {near}？请在下方填写，或将文件 {file} 放入数据文件夹的 wildcards 中。',
  },
  'wildcard-endless': {
    en: 'The lists {names} name each other without end. Take the name out of one of them.',
    'zh-CN': '列表 {names} 相互引用，没有终点。请从其中一个列表中删去引用。',
  },
  'template-without-prompt': {
    en: 'The template does not contain the word prompt in braces: what is wired in is left out. Write it where it belongs.',
    'zh-CN': '模板中没有花括号内的 prompt，所连接的文本会被忽略。请写在合适的位置。',
  },
} as const satisfies Record<string, LocalText>
