/** The slow suite: whole editions over all weeks, whole command runs, the store in threads. `npm run test:slow`. */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest files, which begin first: one that began last would keep one core alone for minutes. */
const LONGEST = [
  'faults.services',
  'faults.exchanges',
  'collector',
  'discord',
  'firstmonday',
  'charts',
  'charts.cuts',
  'telegram',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/slow/${name}.test.ts`))
      return at === -1 ? LONGEST.length : at
    }
    return files.sort((one, other) => place(one) - place(other) || one.moduleId.localeCompare(other.moduleId))
  }
}

export default defineConfig({
  test: {
    include: [
      'test/slow/**/*.test.ts',
      'test/journeys/**/*.test.ts',
      // What is asked of each database, of the store in threads.
      'test/store/**/*.test.ts',
      'test/bot/hostile.test.ts',
      'test/{app,editions,schedules}/{completed,correct,lease,memory,readiness}.test.ts',
    ],
    env: { STORE_IN_THREADS: '1', HOSTILE_RUNS: '2000' },
    testTimeout: 900_000,
    hookTimeout: 300_000,
    // A poll gives up after a second otherwise.
    expect: { poll: { timeout: 300_000 } },
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
})
