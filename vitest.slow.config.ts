/** The slow suite: whole editions over all weeks, whole command runs, the store in threads. `npm run test:slow`. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'test/slow/**/*.test.ts',
      // What is asked of each database, of the store in threads.
      'test/store/**/*.test.ts',
      'test/{app,editions,schedules}/{completed,correct,lease,memory,readiness}.test.ts',
    ],
    env: { STORE_IN_THREADS: '1' },
    testTimeout: 900_000,
    hookTimeout: 300_000,
    maxWorkers: '100%',
  },
})
