/** The quick suite: everything that needs neither a browser, a server of its own nor minutes. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/claims/**', 'test/slow/**', 'test/torture/**', 'test/soak/**'],
    // Files share a worker's modules: no test changes what it imports, and half the time goes into loading them anew.
    isolate: false,
    // A worker for each core: by default one is left free for a watching editor, which on two cores doubles the time.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
