import { defineNode } from '../define-node.ts'
import { param } from '../define-param.ts'
import { problem } from '../problem.ts'
import { samplingInputs } from '../sampling/sampling-inputs.ts'
import { videoSocket } from '../sockets/video.socket.ts'
import { concatFacts, portFactsOf, videoFactsOf } from '../video/video-facts.ts'
import { makeBridge } from './bridge.ts'
import { bridgeFrames, clipSizeProblems } from './bridge-facts.ts'
import { joinBridge } from './join-bridge.ts'
import { framesIn, verbParams } from './verb-params.ts'

export default defineNode({
  id: 'connect-videos',
  // 2: the way dissolves into a clip the model did not get to. 3: slowly at both ends. 4: over the whole gap, however short the clip.
  version: 4,
  upgrade: { 1: (params) => params, 2: (params) => params, 3: (params) => params },
  label: { en: 'Connect videos', 'zh-CN': '连接视频' },
  category: 'frames',
  help: {
    en: 'Makes the way from the end of one clip to the beginning of another, even between subjects and scenes that have nothing in common. Where the model does not get to the second clip in time, its way dissolves into it without a jump. The second clip takes the size and the pace of the first.',
    'zh-CN':
      '生成从一个片段结尾到另一个片段开头的过渡，即使主体与场景毫无关联。若模型未能及时到达后一片段，则平滑溶入，不会跳变。第二个片段采用第一个片段的尺寸与帧率。',
  },
  example: {
    en: 'A cat in a forest, then a penguin on a beach, with 1 second between: the forest becomes the beach.',
    'zh-CN': '森林中的猫与海滩上的企鹅，中间 1 秒：森林渐变为海滩。',
  },
  synonyms: ['connect', 'interpolate', 'transition', 'FLF2V', 'WanFirstLastFrameToVideo', '过渡', '衔接'],
  inputs: {
    ...samplingInputs,
    first: { socket: videoSocket, label: { en: 'First clip', 'zh-CN': '前一片段' } },
    second: { socket: videoSocket, label: { en: 'Second clip', 'zh-CN': '后一片段' } },
  },
  params: {
    ...verbParams,
    freedom: param.number({
      label: { en: 'Freedom', 'zh-CN': '自由度' },
      help: {
        en: '1 lets the model invent the way; lower values keep it nearer to a crossfade of both ends in the model’s own space, which unlike scenes need.',
        'zh-CN': '为 1 时由模型自由生成过渡；较低时更接近两端在潜空间中的渐变，适合差异很大的场景。',
      },
      ...{ default: 0.7, min: 0.1, max: 1, step: 0.05, slider: true },
    }),
  },
  outputs: { video: { socket: videoSocket, label: { en: 'Video', 'zh-CN': '视频' } } },
  infer({ inputs: { model, first, second }, params: { seconds, seen }, world }) {
    const [before, after] = [videoFactsOf(first), videoFactsOf(second)]
    if (!before || !after || seconds === undefined || seen === undefined) return {}
    const frames = framesIn(seconds, before)
    const more = bridgeFrames({ model, left: first, right: second, frames, seen, world })
    const sizes = { first: `${before.width}×${before.height}`, second: `${after.width}×${after.height}` }
    const onGrid = clipSizeProblems({ first }, { model, world })
    const problems =
      sizes.first === sizes.second
        ? onGrid
        : [...onGrid, problem('clips-differ-in-size', sizes, { port: 'second', level: 'warning' })]
    if (more === undefined) return { problems }
    const joined = concatFacts([before, after], { join: 'cut', frames: 1 })
    return { outputs: { video: portFactsOf({ ...joined, frames: joined.frames + more }) }, problems }
  },
  async run({
    inputs: { first, second, ...given },
    params: { seconds, freedom: strength, ...rest },
    context,
  }) {
    const frames = framesIn(seconds, first.facts)
    const made = await makeBridge({ given, left: first, right: second, frames, strength, ...rest, context })
    return { outputs: { video: await joinBridge({ left: first, right: second, made, context }) } }
  },
})
