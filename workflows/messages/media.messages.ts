import type { LocalText } from '../text.ts'

/** What can be wrong with images, videos and ffmpeg. */
export const mediaMessages = {
  'media-empty': {
    en: '{name} is empty (0 bytes). Choose another file.',
    'zh-CN': '{name} 是空文件（0 字节）。请选择其他文件。',
  },
  'media-not-image': {
    en: '{name} is not an image that can be read ({detail}). Use PNG, JPEG, WebP, AVIF or GIF.',
    'zh-CN': '{name} 不是可读取的图像（{detail}）。请使用 PNG、JPEG、WebP、AVIF 或 GIF。',
  },
  'media-not-video': {
    en: '{name} is not a video that can be read ({detail}). Use MP4, MOV, WebM, MKV, GIF or animated WebP.',
    'zh-CN': '{name} 不是可读取的视频（{detail}）。请使用 MP4、MOV、WebM、MKV、GIF 或动态 WebP。',
  },
  'asset-missing': {
    en: 'The file {name} is not in the asset store any more. Choose it again.',
    'zh-CN': '文件 {name} 已不在素材库中。请重新选择。',
  },
  'asset-not-chosen': {
    en: 'No file is chosen. Drop one on the node or pick one.',
    'zh-CN': '尚未选择文件。请拖放或选取一个文件。',
  },
  'ffmpeg-missing': {
    en: 'ffmpeg was not found ({detail}). Install ffmpeg, or set FFMPEG_PATH to its binary.',
    'zh-CN': '未找到 ffmpeg（{detail}）。请安装 ffmpeg，或将 FFMPEG_PATH 设为其路径。',
  },
  'ffmpeg-failed': {
    en: 'ffmpeg stopped: {detail}.',
    'zh-CN': 'ffmpeg 已停止：{detail}。',
  },
  'frames-count-wrong': {
    en: '{given} frames came where {wanted} were announced.',
    'zh-CN': '应有 {wanted} 帧，实际收到 {given} 帧。',
  },
  'videos-none': {
    en: 'Connect at least one video.',
    'zh-CN': '请至少连接一个视频。',
  },
  'crossfade-too-long': {
    en: 'A crossfade of {given} frames is longer than the clip of {frames} frames. Shorten it to {nearest} or less.',
    'zh-CN': '{given} 帧的交叉淡化比 {frames} 帧的片段还长。请缩短到 {nearest} 帧或更少。',
  },
  'media-only-sound': {
    en: '{name} has sound but no picture. Choose a video file.',
    'zh-CN': '{name} 只有声音，没有画面。请选择视频文件。',
  },
  'media-still-picture': {
    en: '{name} is a still picture, not a video. Use a Load image node.',
    'zh-CN': '{name} 是静态图片，不是视频。请使用“加载图像”节点。',
  },
  'media-damaged': {
    en: '{name} is damaged: {given} of {wanted} frames can be read. Export it again or choose another file.',
    'zh-CN': '{name} 已损坏：{wanted} 帧中只能读取 {given} 帧。请重新导出或选择其他文件。',
  },
  'ffmpeg-command-too-long': {
    en: 'This chain of edits is too long for one ffmpeg command ({count} bytes). Save a part of it as a video first and load that.',
    'zh-CN':
      '该剪辑链过长，无法放入一条 ffmpeg 命令（{count} 字节）。请先将其中一部分保存为视频，再加载使用。',
  },
  'frame-size-wrong': {
    en: 'A frame of {given} came where {wanted} was announced.',
    'zh-CN': '应为 {wanted} 的帧，实际收到 {given}。',
  },
  'edit-unknown': {
    en: 'This Reelgraph does not know the video edit "{op}". Update Reelgraph.',
    'zh-CN': '当前 Reelgraph 不支持视频编辑“{op}”。请更新 Reelgraph。',
  },
} as const satisfies Record<string, LocalText>
