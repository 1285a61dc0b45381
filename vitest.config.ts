/** The quick suite: everything that needs neither a browser, a server of its own nor minutes. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/slow/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
