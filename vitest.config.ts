/** The quick suite: everything that needs neither a browser, a server of its own nor minutes. */
import { defineConfig } from 'vitest/config'
import { inMemory } from './test/support/inmemory.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    env: inMemory(),
    exclude: ['test/claims/**', 'test/journeys/**', 'test/slow/**', 'test/torture/**', 'test/soak/**'],
    // Files share a worker's modules: no test changes what it imports, and half the time goes into loading them anew.
    isolate: false,
    // A worker for each core: by default one is left free for a watching editor, which on two cores doubles the time.
    maxWorkers: '100%',
    // For what hangs, not for what is slow: beside eight busy programs on two cores a test of five seconds takes eighty.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A poll gives up after a second otherwise.
    expect: { poll: { timeout: 300_000 } },
  },
})
