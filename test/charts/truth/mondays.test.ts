/** Pictures of some Mondays, read back: what they say is what they draw. All Mondays: test/slow/charts*.test.ts. */
import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { TOPICS } from '#src/market/topic.ts'
import { weekEnding } from '#src/market/week.ts'
import { topics } from '#src/briefing/topics.ts'
import { readHistory, sampleFolder } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'
import { cutTable } from '../../support/truth/cut.ts'
import { gathered, sceneFaults, specFaults } from '../../support/truth/faults.ts'
import { type Picture, picturesOf, readingsOf } from '../../support/truth/pictures.ts'
import { someOf } from '../../support/cases.ts'

describe('pictures of the sample', () => suite(sampleFolder, ['2025-11-24']))

describeWithShared('pictures of the recorded history', ['dataset'], (dataset) =>
  suite(dataset, someOf(['2025-10-13', '2025-11-17'], 2)),
)

function suite(folder: string, mondays: readonly string[]): void {
  it.each(mondays)('say what they draw, and stand where they can be read (%s)', async (monday) => {
    const history = await readHistory(folder)
    const pictures = picturesOf(history, monday, readingsOf(history, weekEnding(monday as never)), {
      lookups: true,
    })
    expect(pictures.length).toBeGreaterThan(40)
    expect(faultsOf(pictures)).toBe('')
  })

  it('show nothing as of this week where its source has stopped', async () => {
    const history = await readHistory(folder)
    const monday = mondays.at(-1) as string
    for (const table of ['total_market_cap', 'open_interest', 'funding', 'prices_hourly'] as const) {
      expect(faultsOf(withoutNewest(history, monday, table, 10)), table).toBe('')
    }
  })
}

function withoutNewest(
  history: History,
  monday: string,
  table: Parameters<typeof cutTable>[1],
  days: number,
): Picture[] {
  const week = weekEnding(monday as never)
  const cut = cutTable(history, table, week.end - days * DAY)
  const anew = TOPICS.filter((topic) => topics[topic].tables.includes(table))
  const readings = readingsOf(cut, week, readingsOf(history, week), anew)
  return picturesOf(cut, monday, readings, { topics: anew, locales: ['en'] })
}

function faultsOf(pictures: readonly Picture[]): string {
  return gathered(pictures.flatMap((picture) => [...specFaults(picture), ...sceneFaults(picture)]))
}
