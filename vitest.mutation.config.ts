/** The quick suite with one mutant in the source: started by test/mutation/run.ts, once per mutant. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { type Mutant, mutated } from './test/mutation/mutants.ts'

const mutant = JSON.parse(process.env.MUTANT ?? 'null') as Mutant | null

export default defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      load(id) {
        if (mutant === null || id !== resolve(mutant.file)) return
        return mutated(readFileSync(id, 'utf8'), mutant)
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    isolate: false,
    bail: 1,
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['dot'],
    // A golden that differs is a failure, never a new golden.
    update: false,
  },
})
