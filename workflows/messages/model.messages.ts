import type { LocalText } from '../text.ts'

/** What can be wrong with models, sizes, frames and sampling. */
export const modelMessages = {
  'model-missing': {
    en: 'The model "{model}" is not installed. Installed: {installed}.',
    'zh-CN': '模型“{model}”未安装。已安装：{installed}。',
  },
  'model-wrong-kind': {
    en: '"{model}" is a {given} model; this node needs a {wanted} model. Choose another.',
    'zh-CN': '“{model}”是 {given} 模型，此节点需要 {wanted} 模型。请另选。',
  },
  'model-file-missing': {
    en: 'The model file {file} is missing. Put it back or install the model again.',
    'zh-CN': '模型文件 {file} 缺失。请恢复该文件或重新安装模型。',
  },
  'model-file-damaged': {
    en: 'The model file {file} is damaged ({detail}). Install the model again.',
    'zh-CN': '模型文件 {file} 已损坏（{detail}）。请重新安装模型。',
  },
  'model-manifest-missing': {
    en: 'The model folder "{folder}" has no manifest.json. Write one with: npm run add-model -- <data>/models/{folder} --family wan (or ltx, cogvideox).',
    'zh-CN':
      '模型文件夹“{folder}”没有 manifest.json。可用以下命令生成：npm run add-model -- <data>/models/{folder} --family wan（或 ltx、cogvideox）。',
  },
  'model-manifest-damaged': {
    en: 'The manifest {file} cannot be read: {detail}.',
    'zh-CN': '无法读取清单 {file}：{detail}。',
  },
  'model-part-mismatch': {
    en: 'The file {file} is not the {part} of this model: {detail}.',
    'zh-CN': '文件 {file} 不是该模型的 {part}：{detail}。',
  },
  'model-part-missing': {
    en: 'The model "{model}" has no {part} for the device {device}. Install the model again or choose another device.',
    'zh-CN': '模型“{model}”没有适用于设备 {device} 的 {part}。请重新安装模型或选择其他设备。',
  },
  'family-unknown': {
    en: 'The model "{model}" belongs to the family "{family}", which this Reelgraph does not know.',
    'zh-CN': '模型“{model}”属于当前 Reelgraph 不支持的系列“{family}”。',
  },
  'model-id-taken': {
    en: 'The model folder "{folder}" has the id "{model}", which another model has. Give it one of its own in its manifest.json.',
    'zh-CN': '模型文件夹“{folder}”的 id“{model}”已被另一个模型占用。请在其 manifest.json 中改用不同的 id。',
  },
  'frames-not-on-grid': {
    en: '{count} frames do not fit: after the first this model packs {stride} into one, so it makes {rule}. Nearest: {nearest}.',
    'zh-CN':
      '{count} 帧不符合：首帧之后，此模型每 {stride} 帧合为一帧，因此总数为 {rule}。最接近：{nearest}。',
  },
  'size-not-on-grid': {
    en: 'Width and height must be multiples of {grid}; {width}×{height} is not. Try {nearest}.',
    'zh-CN': '宽和高必须是 {grid} 的倍数；{width}×{height} 不符合。可改为 {nearest}。',
  },
  'size-far-from-training': {
    en: '{size} with {frames} frames is far from what {model} was trained at ({trained}, up to {longest} frames): it would draw texture. Try {nearest}.',
    'zh-CN':
      '{size}、{frames} 帧与 {model} 的训练尺寸（{trained}，最多 {longest} 帧）相差太远，只会生成杂乱纹理。可改为 {nearest}。',
  },
  'size-far-from-usual': {
    en: '{size} with {frames} frames is far from what {model} usually makes ({trained}, {longest} frames): it may draw texture. Try {nearest}.',
    'zh-CN':
      '{size}、{frames} 帧与 {model} 的常用尺寸（{trained}，{longest} 帧）相差很远，可能只会生成杂乱纹理。可改为 {nearest}。',
  },
  'model-stands-in': {
    en: '“{file}” is not installed, so {model} stands in for it and draws only what it knows. To install the real one, put its ONNX export into <data>/models and run: npm run add-model -- <folder> --family {family}.',
    'zh-CN':
      '未安装“{file}”，由 {model} 代替，只能画出它所认识的内容。要安装原模型，请将其 ONNX 导出放入 <data>/models，然后运行：npm run add-model -- <文件夹> --family {family}。',
  },
  'model-stands-in-alone': {
    en: '“{file}” is not installed, so {model} stands in for it and draws only what it knows. No model of its kind runs here; install one of Wan, LTX or CogVideoX as ONNX (npm run add-model) and choose it here.',
    'zh-CN':
      '未安装“{file}”，由 {model} 代替，只能画出它所认识的内容。这类模型无法在此运行；可安装 ONNX 格式的 Wan、LTX 或 CogVideoX（npm run add-model），然后在此选择。',
  },
  'prompt-too-long': {
    en: 'The prompt has {count} tokens; the encoder reads {max}. Everything after “{cut}” is left out.',
    'zh-CN': '提示词有 {count} 个标记，编码器最多读取 {max} 个。“{cut}”之后的内容将被忽略。',
  },
  'prompt-unknown-words': {
    en: 'This model does not know: {words}. What it draws for them is chance.',
    'zh-CN': '此模型不认识：{words}。相应画面将是随机的。',
  },
  'prompt-all-unknown': {
    en: 'This model knows none of these words ({words}). Use words it knows, for example: {examples}.',
    'zh-CN': '此模型不认识这些词（{words}）。请使用它认识的词，例如：{examples}。',
  },
  'sample-not-finite': {
    en: 'The model answered with NaN or infinity at step {step}. Lower the guidance, try another precision or device, or another seed.',
    'zh-CN': '模型在第 {step} 步返回了 NaN 或无穷大。请降低引导强度，换用其他精度、设备或种子。',
  },
  'frames-not-finite': {
    en: 'The VAE decoded frame {frame} to NaN or infinity, which would be black. Use a 32-bit decoder or another device, or make the latent anew with less guidance.',
    'zh-CN':
      'VAE 将第 {frame} 帧解码成了 NaN 或无穷大，画面会是黑色。请使用 32 位解码器或其他设备，或降低引导强度重新生成潜空间。',
  },
  'latent-other-model': {
    en: 'The latent is of the family {given}, the model of {wanted}. Make the latent with the same model.',
    'zh-CN': '潜空间属于 {given} 系列，而模型属于 {wanted}。请用同一模型创建潜空间。',
  },
  'latent-wrong-shape': {
    en: 'The latent has the shape {given}; {wanted} is needed.',
    'zh-CN': '潜空间形状为 {given}，需要 {wanted}。',
  },
  'known-past-end': {
    en: 'Known frames at {at} do not fit into {frames} frames. Ask for more frames or move them.',
    'zh-CN': '位于 {at} 的已知帧超出了 {frames} 帧。请增加帧数或移动它们。',
  },
  'known-overlap': {
    en: 'Two known frames claim the same place ({at}). Move one of them.',
    'zh-CN': '两组已知帧占用同一位置（{at}）。请移动其中之一。',
  },
  'known-not-supported': {
    en: 'This model cannot start from given frames.',
    'zh-CN': '此模型不支持给定帧。',
  },
  'interpolator-not-chosen': {
    en: 'No interpolation model is chosen. Choose one, or set the method to motion or blend.',
    'zh-CN': '尚未选择插帧模型。请选择一个，或将方式改为“运动补偿”或“混合”。',
  },
  'upscaler-not-chosen': {
    en: 'No upscaler model is chosen. Choose one, or set the method to Lanczos.',
    'zh-CN': '尚未选择放大模型。请选择一个，或将方法改为 Lanczos。',
  },
  'scheduler-unknown': {
    en: 'There is no scheduler "{scheduler}". Choose one of: {choices}.',
    'zh-CN': '没有调度器“{scheduler}”。请选择：{choices}。',
  },
  'device-missing': {
    en: 'The device "{device}" cannot be used here: {detail}. Use --device auto or cpu.',
    'zh-CN': '此处无法使用设备“{device}”：{detail}。请使用 --device auto 或 cpu。',
  },
  'model-run-failed': {
    en: 'The model part {part} failed: {detail}.',
    'zh-CN': '模型部件 {part} 运行失败：{detail}。',
  },
} as const satisfies Record<string, LocalText>
