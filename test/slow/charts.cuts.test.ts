/** Every Monday, with each source stopped 3, 10 and 40 days before the boundary: no picture shows as current what is not. */
import { beforeAll, describe, expect, it } from 'vitest'
import { topics } from '#src/briefing/topics.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { TOPICS } from '#src/market/topic.ts'
import { weekEnding } from '#src/market/week.ts'
import type { Readings } from '#src/services/index.ts'
import { mondays, readHistory, sampleFolder } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'
import { CUT_TABLES, type CutTable, cutTable } from '../support/truth/cut.ts'
import { gathered, sceneFaults, specFaults } from '../support/truth/faults.ts'
import { picturesOf, readingsOf } from '../support/truth/pictures.ts'

const AGES = [3, 10, 40]
/** Coins by rank are found anew for each cut, which takes most of the time: every so many Mondays. */
const STRIDES: Readonly<Partial<Record<CutTable, number>>> = {
  prices_daily: 4,
  market_caps: 4,
  prices_hourly: 2,
}

describe('pictures of the sample without the newest rows', () => suite(sampleFolder, '2024-11-04'))

describeWithShared('pictures of the recorded history without the newest rows', ['dataset'], (dataset) =>
  suite(dataset, '2025-01-13'),
)

function suite(folder: string, first: string): void {
  let history: History
  const whole = new Map<string, Readings>()

  beforeAll(async () => {
    history = await readHistory(folder)
  })

  it.each(CUT_TABLES)('of %s', (table) => {
    const anew = TOPICS.filter((topic) => topics[topic].tables.includes(table))
    const faults = mondays(first, history, STRIDES[table] ?? 1).flatMap((monday, index) => {
      const week = weekEnding(monday as never)
      const base = whole.get(monday) ?? readingsOf(history, week)
      whole.set(monday, base)
      return AGES.flatMap((days, turn) => {
        const cut = cutTable(history, table, week.end - days * DAY)
        const readings = readingsOf(cut, week, base, anew)
        // Languages and layouts in turn: all of them are read for whole histories.
        const locale = LOCALES[(index + turn) % 2] as (typeof LOCALES)[number]
        const layout = (index >> 1) % 2 === 0 ? 'wide' : 'phone'
        const pictures = picturesOf(cut, monday, readings, {
          topics: anew,
          locales: [locale],
          layouts: [layout],
        })
        return pictures
          .flatMap((picture) => [...specFaults(picture), ...sceneFaults(picture)])
          .map((fault) => `${days} days: ${fault}`)
      })
    })
    expect(gathered(faults)).toBe('')
  })
}
