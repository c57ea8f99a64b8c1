import { defineNode, type ParamValues } from '../define-node.ts'
import { param } from '../define-param.ts'
import { type AudioValue, audioSocket } from '../sockets/audio.socket.ts'
import { type VideoValue, videoSocket } from '../sockets/video.socket.ts'
import { ahead, isComplete } from '../video/video-edit-node.ts'
import { editedVideo, trimVideo } from '../video/video-edits.ts'
import { portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { audioAhead, audioFactsOf } from './audio-edits.ts'

const params = {
  mode: param.choice({
    label: { en: 'Own sound', 'zh-CN': '原声' },
    default: 'replace',
    choices: [
      { value: 'replace', label: { en: 'Replace it', 'zh-CN': '替换' } },
      { value: 'mix', label: { en: 'Mix with it', 'zh-CN': '混合' } },
    ],
    inline: true,
  }),
  fit: param.choice({
    label: { en: 'Length', 'zh-CN': '长度' },
    help: {
      en: 'A sound that is too long is cut at the end of the picture; one that is too short is followed by silence or starts again. The picture can also be cut where the sound ends.',
      'zh-CN': '声音过长时在画面结束处截断；过短时补静音或从头循环。也可以在声音结束处截断画面。',
    },
    default: 'once',
    choices: [
      { value: 'once', label: { en: 'Play once', 'zh-CN': '播放一次' } },
      { value: 'loop', label: { en: 'Repeat the sound', 'zh-CN': '循环声音' } },
      { value: 'trim-video', label: { en: 'Cut the picture', 'zh-CN': '截断画面' } },
    ],
    inline: true,
  }),
  offset: param.number({
    label: { en: 'Starts at', 'zh-CN': '开始于' },
    ...{ default: 0, min: 0, max: 360_000, step: 0.01, unit: 's' },
  }),
}

export default defineNode({
  id: 'attach-audio',
  // 2: a pause before a sound is silent with every ffmpeg.
  version: 2,
  upgrade: { 1: (params) => params },
  label: { en: 'Add audio to video', 'zh-CN': '为视频配音' },
  category: 'audio',
  help: {
    en: 'Puts a sound to a picture: in the place of its own, or mixed with it. The clip keeps its length unless the picture is to be cut where the sound ends.',
    'zh-CN': '为画面配上声音：替换原声或与之混合。除非选择在声音结束处截断画面，片段长度保持不变。',
  },
  example: { en: 'Music that repeats under a clip of two minutes.', 'zh-CN': '两分钟的片段配上循环的音乐。' },
  synonyms: [
    'CreateVideo',
    'VHS_VideoCombine',
    'mux',
    'add sound',
    'soundtrack',
    'voice over',
    '配乐',
    '合成音频',
  ],
  inputs: {
    video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } },
    audio: { socket: audioSocket, label: { en: 'Audio', 'zh-CN': '音频' } },
  },
  params,
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs, params: given }) {
    const video = videoFactsOf(inputs.video)
    const audio = audioFactsOf(inputs.audio)
    if (!video || !audio || !isComplete(params, given)) return {}
    return { outputs: { video: portFactsOf(attached(ahead(video), audioAhead(audio), given).facts) } }
  },
  run: ({ inputs, params: given }) => ({ outputs: { video: attached(inputs.video, inputs.audio, given) } }),
})

function attached(video: VideoValue, audio: AudioValue, given: ParamValues<typeof params>): VideoValue {
  const { mode, fit, offset } = given
  const { samples } = audio.facts
  const picture = fit === 'trim-video' ? cutAt(video, samples / 48_000 + offset) : video
  return editedVideo({
    op: 'attach-audio',
    inputs: [picture],
    audio: [audio],
    params: {
      offset,
      samples,
      mode: video.facts.hasAudio ? mode : 'replace',
      fit: fit === 'loop' ? 'loop' : 'once',
    },
    facts: { ...picture.facts, hasAudio: true },
  })
}

function cutAt(video: VideoValue, seconds: number): VideoValue {
  const { frames, fps } = video.facts
  const count = Math.max(1, Math.min(frames, Math.round((seconds * fps.num) / fps.den)))
  return trimVideo(video, { start: 0, count })
}
