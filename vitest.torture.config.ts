/** Deliveries under kills and limits, in processes of their own: `npm run test:torture`. Some minutes. */
import { defineConfig } from 'vitest/config'
import { inMemory } from './test/support/inmemory.ts'

export default defineConfig({
  test: {
    include: ['test/torture/**/*.test.ts'],
    env: inMemory(),
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // They measure time: one after the other.
    fileParallelism: false,
  },
})
