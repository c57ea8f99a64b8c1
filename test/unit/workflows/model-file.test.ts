import { expect, it } from 'vitest'
import { ghostProblem } from '../../../workflows/foreign/ghost-problem.ts'
import { isModelFile } from '../../../workflows/foreign/model-file.ts'
import { tintOf } from '../../../workflows/foreign/tint-of.ts'

it.each([
  ['wan2.1_t2v_1.3B_fp16.safetensors', 'wan2.1-t2v-1.3b', true],
  ['Wan/wan2.1_t2v_1.3B_fp8_e4m3fn_scaled.safetensors', 'wan2.1-t2v-1.3b', true],
  ['wan2.1_t2v_14B_fp16.safetensors', 'wan2.1-t2v-1.3b', false],
  ['model.safetensors', 'pocket-v1', false],
  ['CogVideoX_5b_Q4_K_M.gguf', 'cogvideox-5b', true],
  ['wan2.1-t2v-14b-Q4_0.gguf', 'wan2.1-t2v-14b', true],
  ['wan2.1-t2v-14b-IQ4_XS.gguf', 'wan2.1-t2v-14b', true],
  ['wan2.1-t2v-14b_Q8_scaled.gguf', 'wan2.1-t2v-14b', true],
  ['other.safetensors + wan2.1_t2v_14B_fp16.safetensors', 'wan2.1-t2v-14b', true],
])('%s as %s: %s', (file, id, isSame) => {
  expect(isModelFile(file, { id, name: id })).toBe(isSame)
})

it.each([
  ['#3f789e', 'blue'],
  ['#A88', 'red'],
  ['#b06634', 'orange'],
  ['#8A8', 'green'],
  ['#8AA', 'cyan'],
  ['#a1309b', 'purple'],
  ['#444', undefined],
  ['pink', undefined],
])('ComfyUI’s %s is our %s', (color, tint) => {
  expect(tintOf(color)).toBe(tint)
})

it.each([
  ['LoraLoaderModelOnly', {}, 'foreign-lora'],
  ['ControlNetApplyAdvanced', {}, 'foreign-control'],
  ['FreeU_V2', {}, 'foreign-patch'],
  ['Power Lora Loader (rgthree)', {}, 'foreign-lora'],
  ['easy loraStack', {}, 'foreign-lora'],
  ['WanVideoLoraSelect', {}, 'foreign-lora'],
  ['ApplyLoRAStack', {}, 'foreign-lora'],
  ['IPAdapterApply', {}, 'foreign-control'],
  ['T2IAdapterLoader', {}, 'foreign-control'],
  ['ColorAdjust', {}, 'unknown-node-type'],
  ['LayerColor: ColorAdapter', {}, 'unknown-node-type'],
  ['COLORADJUST', {}, 'unknown-node-type'],
  ['CR Text2Image', {}, 'unknown-node-type'],
  ['WanVideoT2ISampler', {}, 'unknown-node-type'],
  ['lora-stack', {}, 'unknown-node-type'],
  ['lora-stack', { properties: { cnr_id: 'lora-pack' } }, 'foreign-lora'],
  ['PainterFlow', { properties: { cnr_id: 'painter-pack' } }, 'foreign-pack'],
  ['Painter', { properties: { cnr_id: 'comfy-core' } }, 'unknown-node-type'],
])('%s says what it is', (type, params, code) => {
  expect(ghostProblem({ type, params }).code).toBe(code)
})
