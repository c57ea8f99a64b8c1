import { existsSync, readdirSync } from 'node:fs'
import { basename, delimiter } from 'node:path'

const softwareDrivers = /swiftshader|lvp|lavapipe|llvmpipe/i

export interface GraphicsSurroundings {
  readonly platform: string
  /** Vulkan driver files named in the environment; empty when the system's own are used. */
  readonly namedDrivers: readonly string[]
  readonly hasGraphicsDevice: boolean
}

export function graphicsSurroundings(env: NodeJS.ProcessEnv = process.env): GraphicsSurroundings {
  const named = env.VK_DRIVER_FILES ?? env.VK_ICD_FILENAMES ?? ''
  return {
    platform: process.platform,
    namedDrivers: named
      .split(delimiter)
      .filter(Boolean)
      .map((file) => basename(file)),
    hasGraphicsDevice:
      ['/dev/nvidia0', '/dev/dxg', '/dev/kfd'].some((file) => existsSync(file)) || hasRenderNode(),
  }
}

/**
 * Why WebGPU here could only draw in software, which is right but far slower than the CPU provider; undefined
 * when a graphics device may be there. The runtime does not tell which adapter it got, so the drivers are asked.
 */
export function softwareOnly({
  platform,
  namedDrivers,
  hasGraphicsDevice,
}: GraphicsSurroundings): string | undefined {
  if (platform !== 'linux') return undefined
  if (namedDrivers.length > 0) {
    const isSoftware = namedDrivers.every((name) => softwareDrivers.test(name))
    return isSoftware ? `${namedDrivers.join(', ')} draws in software` : undefined
  }
  return hasGraphicsDevice ? undefined : 'there is no graphics device'
}

function hasRenderNode(): boolean {
  return existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('renderD'))
}
