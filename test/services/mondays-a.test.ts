/** Every Monday of the recorded history, in three zones: no figure is a number that cannot be. */
import { beforeAll, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Week, weekBefore, weekEnding } from '#src/market/week.ts'
import { readAssets } from '#src/services/assets.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { readMarketcap } from '#src/services/marketcap.ts'
import { readMovers } from '#src/services/movers.ts'
import { readSectors } from '#src/services/sectors.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared } from '../support/shared.ts'
import { someOf } from '../support/cases.ts'

const READ = { readAssets, readCorrelation, readMarketcap, readMovers, readSectors }
const WEEKS = 38

describeWithShared('every Monday of the recorded history', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  it.each(
    someOf(['UTC', 'Asia/Tokyo', 'America/New_York'], 3),
  )('has only figures that can be, in %s', (zone) => {
    const last = weekEnding('2025-11-17', zone)
    for (let weeks = 0; weeks < WEEKS; weeks++) expectPossible(weekBefore(last, weeks))
  })

  it('has nothing of a week that is not over, and no throw either', () => {
    const { figures, missing } = readMarketcap(history, weekEnding('2025-11-24'))
    expect(Object.keys(figures)).toEqual([
      'marketcap.total.start',
      'marketcap.bitcoinShareWeekAgo',
      'marketcap.ethereumShareWeekAgo',
    ])
    expect(missing.length).toBeGreaterThan(0)
    for (const read of Object.values(READ)) read(history, weekEnding('2025-11-24'))
  })

  it('names each figure of a topic once, as known or as missing', () => {
    for (const read of Object.values(READ)) {
      const { figures, missing } = read(history, weekEnding('2025-06-02'))
      const names = [...Object.keys(figures), ...missing.map((gap) => gap.figure)]
      expect(new Set(names).size).toBe(names.length)
    }
  })

  function expectPossible(week: Week): void {
    for (const [name, read] of Object.entries(READ)) {
      const reading: Reading<unknown> = read(history, week)
      for (const [key, { value, unit }] of Object.entries(reading.figures)) {
        const what = `${name} ${week.edition} ${key} = ${value}`
        if (typeof value === 'number') expect(Number.isFinite(value), what).toBe(true)
        if (/(weekReturn|weekChange|medianReturn)$/.test(key) && unit === 'fraction') {
          expect(value, what).toBeGreaterThan(-1)
        }
        if (unit === 'correlation') expect(Math.abs(value as number), what).toBeLessThanOrEqual(1)
        if (/(breadth|Share|Percentile|top100)$/.test(key)) expect(value, what).toSatisfy(isShare)
      }
      // What an edition freezes must come back the same.
      expect(JSON.parse(JSON.stringify(reading))).toEqual(reading)
    }
  }
})

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1
}
