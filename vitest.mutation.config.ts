/** The quick suite with one mutant in the source: started by test/mutation/run.ts, once per mutant. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { type Mutant, mutated } from './test/mutation/mutants.ts'

const mutant = JSON.parse(process.env.MUTANT ?? 'null') as Mutant | null
const order = (JSON.parse(process.env.MUTANT_TESTS ?? '[]') as string[]).map((test) => resolve(test))

/** Runs the tests that are likeliest to notice the mutant first. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.sort((one, other) => order.indexOf(one.moduleId) - order.indexOf(other.moduleId))
  }
}

export default defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      // The cache of transformed modules goes by the file on disk, which knows nothing of the mutant.
      configureVitest({ defineCacheKeyGenerator }) {
        defineCacheKeyGenerator(({ id }) =>
          mutant !== null && id === resolve(mutant.file) ? false : undefined,
        )
      },
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
    sequence: { sequencer: NearestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    // A golden that differs is a failure, never a new golden.
    update: false,
  },
})
