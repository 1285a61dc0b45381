/** The suite in a real browser: `npm run test:browser`. It needs Chromium; where none is, it says so and is skipped. */
import { defineConfig } from 'vitest/config'
import { inMemory } from './test/support/inmemory.ts'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.spec.ts'],
    env: inMemory(),
    testTimeout: 300_000,
    hookTimeout: 60_000,
    // One browser and one server at a time are enough for two cores.
    fileParallelism: false,
  },
})
