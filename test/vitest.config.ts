import { defineConfig } from 'vitest/config'

// Paths are seen from the project's root.
const root = new URL('..', import.meta.url).pathname

const project = (name: string, include: string[], testTimeout = 10_000) => ({
  root,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
})

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/unit/**/*.test.{ts,tsx}']),
      project('conformance', ['test/conformance/**/*.test.ts'], 30_000),
      project('golden', ['test/golden/**/*.test.ts'], 120_000),
      project('integration', ['test/integration/**/*.test.ts'], 120_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 180_000),
      project('long', ['test/long/**/*.test.ts'], 3 * 60 * 60_000),
    ],
    fileParallelism: false,
    passWithNoTests: false,
  },
})
