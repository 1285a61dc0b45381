/** The claims checker: every edition of every history at hand, recomputed from its CSV files. `npm run test:claims`. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/claims/**/*.test.ts'],
    // Files share the editions that one of them has made.
    isolate: false,
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
