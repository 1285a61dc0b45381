/** The slow suite: whole editions over all weeks, whole command runs, the store in threads. `npm run test:slow`. */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { inMemory } from './test/support/inmemory.ts'

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

/** Files of the quick suite that try some cases there and all of them here. */
const LONG_TABLES = [
  'test/bot/hostile.test.ts',
  'test/bot/answer/recap.test.ts',
  'test/briefing/numbers.test.ts',
  'test/charts/renderers.test.ts',
  'test/charts/truth/mondays.test.ts',
  'test/collector/{firstday,history}.test.ts',
  'test/collector/backfill/refused.test.ts',
  'test/commands/{commands,explain,short}.test.ts',
  'test/delivery/clockjumps.test.ts',
  'test/delivery/worker/notices.test.ts',
  'test/editions/make.test.ts',
  'test/golden/short.test.ts',
  'test/platforms/answers.test.ts',
  'test/platforms/discord/program.test.ts',
  'test/queue/dispatcher.test.ts',
  'test/services/{expected-derivatives,mondays-a}.test.ts',
  'test/sources/exchanges/contract.test.ts',
]

export default defineConfig({
  test: {
    include: [
      'test/slow/**/*.test.ts',
      'test/journeys/**/*.test.ts',
      // What is asked of each database, of the store in threads.
      'test/store/**/*.test.ts',
      ...LONG_TABLES,
      'test/{app,editions,schedules}/{completed,correct,lease,memory,readiness}.test.ts',
    ],
    env: { ...inMemory(), STORE_IN_THREADS: '1', HOSTILE_RUNS: '2000', EVERY_CASE: '1' },
    testTimeout: 900_000,
    hookTimeout: 300_000,
    // A poll gives up after a second otherwise.
    expect: { poll: { timeout: 300_000 } },
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
})
