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
  'asset-in-use': {
    en: '{name} is used by {workflows}. Deleting it for good would break that; keep it in the trash, or delete it all the same.',
    'zh-CN': '{name} 正被 {workflows} 使用，彻底删除会使其无法运行。请保留在回收站，或确认仍要删除。',
  },
  'asset-without-picture': {
    en: 'There is no picture of {name}.',
    'zh-CN': '{name} 没有可显示的画面。',
  },
  'upload-offset-wrong': {
    en: 'The upload goes on at byte {wanted}, not at {given}.',
    'zh-CN': '上传应从第 {wanted} 字节继续，而不是 {given}。',
  },
  'upload-too-long': {
    en: 'More came than the {wanted} bytes that were announced. Upload the file again.',
    'zh-CN': '收到的数据超过声明的 {wanted} 字节。请重新上传。',
  },
  'bundle-unreadable': {
    en: 'This is not a Reelgraph bundle that can be read ({detail}).',
    'zh-CN': '这不是可读取的 Reelgraph 打包文件（{detail}）。',
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
  'images-none': {
    en: 'Connect at least one picture.',
    'zh-CN': '请至少连接一张图片。',
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
  'transition-needs-newer-ffmpeg': {
    en: 'This ffmpeg cannot make the transition "{kind}": it needs 4.3 or newer. Install ffmpeg on the system (or set FFMPEG_PATH), or choose crossfade, a fade, a wipe or a circle.',
    'zh-CN':
      '当前 ffmpeg 不支持转场“{kind}”，需要 4.3 或更新版本。请在系统中安装 ffmpeg（或设置 FFMPEG_PATH），或改用交叉淡化、淡入淡出、擦除或圆形转场。',
  },
  'ffmpeg-lacks-filter': {
    en: 'This ffmpeg was built without its “{filter}” filter. Install a full ffmpeg on the system, or set FFMPEG_PATH to one.',
    'zh-CN':
      '当前 ffmpeg 的构建不含“{filter}”滤镜。请在系统中安装完整的 ffmpeg，或将 FFMPEG_PATH 设为完整版本。',
  },
  'format-needs-newer-ffmpeg': {
    en: 'This ffmpeg cannot write {format}. Install a full ffmpeg of 5.1 or newer on the system (or set FFMPEG_PATH), or choose MP4 or WebM.',
    'zh-CN':
      '当前 ffmpeg 无法写入 {format}。请在系统中安装完整的 ffmpeg 5.1 或更新版本（或设置 FFMPEG_PATH），或改用 MP4 或 WebM。',
  },
  'workflow-not-in-file': {
    en: '{name} carries no workflow.',
    'zh-CN': '{name} 中没有工作流。',
  },
  'file-unreadable': {
    en: '{file} cannot be read. Check the path.',
    'zh-CN': '无法读取 {file}。请检查路径。',
  },
  'font-missing': {
    en: 'No font was found on this machine. Install one, e.g. fonts-dejavu or Noto.',
    'zh-CN': '此计算机上未找到字体。请安装字体，例如 fonts-dejavu 或 Noto。',
  },
  'font-missing-chinese': {
    en: 'No font on this machine has Chinese, Japanese or Korean letters, so some labels cannot be drawn. Install one, e.g. fonts-noto-cjk.',
    'zh-CN': '此计算机上没有包含中日韩文字的字体，部分标签无法绘制。请安装一种，例如 fonts-noto-cjk。',
  },
  'media-not-sound': {
    en: '{name} has no sound that can be read ({detail}). Use WAV, MP3, FLAC, OGG, M4A or a video with sound.',
    'zh-CN': '{name} 中没有可读取的声音（{detail}）。请使用 WAV、MP3、FLAC、OGG、M4A 或带声音的视频。',
  },
  'video-silent': {
    en: 'This video has no sound.',
    'zh-CN': '该视频没有声音。',
  },
  'start-past-end': {
    en: 'The start lies behind the end: the clip has {count} frames. Start at {nearest} or earlier.',
    'zh-CN': '起点超出末尾：片段共 {count} 帧。请从第 {nearest} 帧或更早开始。',
  },
  'crop-outside': {
    en: 'The part of {given} does not lie inside the picture of {wanted}. Choose a smaller one.',
    'zh-CN': '{given} 的裁剪区域超出了 {wanted} 的画面。请缩小区域。',
  },
  'size-too-large': {
    en: 'The picture would be {given}: more than 16384 pixels on a side. Make it smaller.',
    'zh-CN': '画面将达到 {given}，单边超过 16384 像素。请缩小尺寸。',
  },
  'color-not-hex': {
    en: '“{value}” is not a colour. Write it like #ff8800.',
    'zh-CN': '“{value}”不是颜色。请写成 #ff8800 的形式。',
  },
  'fades-too-long': {
    en: 'Both fades together take {given} frames of {count}. Shorten them.',
    'zh-CN': '两段淡化共 {given} 帧，而片段只有 {count} 帧。请缩短。',
  },
  'numbers-unreadable': {
    en: '“{value}” is not a list of numbers. Write it like 8, 0, 12.',
    'zh-CN': '“{value}”不是数字列表。请写成 8, 0, 12 的形式。',
  },
  'sound-start-past-end': {
    en: 'The start lies behind the end of the sound, which lasts {seconds} s. Start earlier.',
    'zh-CN': '起点超出声音末尾（共 {seconds} 秒）。请提前。',
  },
  'sound-fades-too-long': {
    en: 'Both fades together take {given} s of {seconds} s. Shorten them.',
    'zh-CN': '两段淡化共 {given} 秒，而声音只有 {seconds} 秒。请缩短。',
  },
  'shot-missing': {
    en: 'There is no shot {shot}: the film has {count}. Choose another, or lower the threshold.',
    'zh-CN': '没有第 {shot} 个镜头：影片共 {count} 个。请选择其他编号，或降低阈值。',
  },
  'sounds-none': {
    en: 'Connect at least one sound.',
    'zh-CN': '请至少连接一个音频。',
  },
  'edit-unknown': {
    en: 'This Reelgraph does not know the video edit "{op}". Update Reelgraph.',
    'zh-CN': '当前 Reelgraph 不支持视频编辑“{op}”。请更新 Reelgraph。',
  },
} as const satisfies Record<string, LocalText>
