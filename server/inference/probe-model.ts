/**
 * A graph of 619 bytes for the device probe: eight MatMul + Tanh layers, one attention, one convolution.
 * All its numbers are inputs, so it weighs nothing. `test/support/probe-graph.ts` describes it and a test compares.
 */
const base64 = [
  'CAg64AQKEgoBeAoBdxICbTAiBk1hdE11bAoOCgJtMBICaDEiBFRhbmgKEwoCaDEKAXcSAm0xIgZNYXRNdWwKDgoCbTESAmgyIgRU',
  'YW5oChMKAmgyCgF3EgJtMiIGTWF0TXVsCg4KAm0yEgJoMyIEVGFuaAoTCgJoMwoBdxICbTMiBk1hdE11bAoOCgJtMxICaDQiBFRh',
  'bmgKEwoCaDQKAXcSAm00IgZNYXRNdWwKDgoCbTQSAmg1IgRUYW5oChMKAmg1CgF3EgJtNSIGTWF0TXVsCg4KAm01EgJoNiIEVGFu',
  'aAoTCgJoNgoBdxICbTYiBk1hdE11bAoOCgJtNhICaDciBFRhbmgKEwoCaDcKAXcSAm03IgZNYXRNdWwKDgoCbTcSAmg4IgRUYW5o',
  'CiEKAmg4EgFrIglUcmFuc3Bvc2UqDQoEcGVybUABQACgAQcKEgoCaDgKAWsSAXMiBk1hdE11bAolCgFzEgFwIgdTb2Z0bWF4KhQK',
  'BGF4aXMY////////////AaABAgoSCgFwCgJoOBIBeSIGTWF0TXVsCiIKAWkKAWYSAWMiBENvbnYqEQoEcGFkc0ABQAFAAUABoAEH',
  'EgFnWhUKAXgSEAoOCAESCgoDEgFuCgMSAWRaFQoBdxIQCg4IARIKCgMSAWQKAxIBZFodCgFpEhgKFggBEhIKAggBCgIIEAoDEgFh',
  'CgMSAWJaGwoBZhIWChQIARIQCgIIEAoCCBAKAggDCgIIA2IVCgF5EhAKDggBEgoKAxIBbgoDEgFkYh0KAWMSGAoWCAESEgoCCAEK',
  'AggQCgMSAWEKAxIBYkIECgAQEQ==',
]

export function probeModel(): Uint8Array {
  return Buffer.from(base64.join(''), 'base64')
}
