import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { largestGap, sampleOnDevice } from '../support/run-on-device.ts'

/** Chromium's software Vulkan driver, where Debian, Ubuntu and Playwright's system packages put it. */
const driver = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
].find((file) => existsSync(file))

const hasLoader = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'].some(
  (folder) => existsSync(`${folder}/libvulkan.so.1`),
)

const obstacle = !driver
  ? 'Chromium with its SwiftShader driver (vk_swiftshader_icd.json) is not installed'
  : !hasLoader && 'the Vulkan loader libvulkan1 is not installed'
if (obstacle) console.log(`skipped: sampling on WebGPU – ${obstacle}`)

const clip = { threads: 1, width: 64, height: 64, frames: 5, steps: 4 }

it.skipIf(obstacle)(
  'a clip sampled on WebGPU equals the CPU’s within 4e-3',
  { timeout: 900_000 },
  async () => {
    const cpu = await sampleOnDevice({ ...clip, device: 'cpu' })
    const webgpu = await sampleOnDevice({ ...clip, device: 'webgpu' }, { VK_ICD_FILENAMES: driver })
    expect(webgpu.variant).toBe(cpu.variant)
    // SwiftShader's sine is off by 2e-4, which guidance enlarges; latents reach 4, so their range counts.
    const range = Math.max(...cpu.latents.map(Math.abs))
    expect(largestGap(webgpu.latents, cpu.latents) / range).toBeLessThan(4e-3)
    expect(largestGap(webgpu.frames, cpu.frames)).toBeLessThan(4e-3)
  },
)
