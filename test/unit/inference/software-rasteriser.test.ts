import { expect, it } from 'vitest'
import { softwareOnly } from '../../../server/inference/software-rasteriser.ts'

const linux = { platform: 'linux', namedDrivers: [], hasGraphicsDevice: true }

it('a machine with a graphics device may use WebGPU', () => expect(softwareOnly(linux)).toBeUndefined())

it('a machine without one would draw in software', () => {
  expect(softwareOnly({ ...linux, hasGraphicsDevice: false })).toContain('no graphics device')
})

it('drivers named in the environment are judged by their names', () => {
  expect(softwareOnly({ ...linux, namedDrivers: ['vk_swiftshader_icd.json'] })).toContain('software')
  expect(softwareOnly({ ...linux, namedDrivers: ['lvp_icd.x86_64.json', 'nvidia_icd.json'] })).toBeUndefined()
})

it('other systems bring their own drivers', () => {
  expect(softwareOnly({ platform: 'darwin', namedDrivers: [], hasGraphicsDevice: false })).toBeUndefined()
})
