import { existsSync } from 'node:fs'
import { aptInstall } from './chromium.mjs'

const loaders = [
  '/usr/lib/x86_64-linux-gnu/libvulkan.so.1',
  '/usr/lib64/libvulkan.so.1',
  '/usr/lib/aarch64-linux-gnu/libvulkan.so.1',
]

/** The WebGPU test runs on Chromium's SwiftShader through the Vulkan loader; tried only where it needs no question. */
export function ensureSoftwareVulkan() {
  if (process.platform !== 'linux' || loaders.some((path) => existsSync(path))) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) aptInstall('libvulkan1')
}
