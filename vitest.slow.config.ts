/** The slow suite: whole editions over all weeks, whole command runs. `npm run test:slow`. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 300_000,
    maxWorkers: '100%',
  },
})
