/** The daily of every day of a history, recomputed from the CSV files: each item's value, its since and its place in the year. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { DailyEdition, DayItem } from '#src/briefing/daily/edition.ts'
import { extremesJson } from '#src/editions/extremes.ts'
import { makeDaily } from '#src/editions/daily.ts'
import { daysOf } from '#src/services/daily.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { checkExtreme, same } from './extremes/check.ts'
import { sampleFolder } from './folders.ts'
import { percentileOf } from './recompute/since.ts'
import { at } from './record/find.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { DAY, dayName, instantOf } from './record/time.ts'
import { seriesOf } from './series/catalogue.ts'

describe('the dailies of the sample', () => suite(sampleFolder))

describeWithShared('the dailies of the recorded history', ['dataset'], () =>
  suite(sharedFolder('dataset') as string),
)

/** Below it a day was an ordinary one. */
const BAR = 0.8
const MOST = 5

function suite(folder: string): void {
  let dailies: readonly DailyEdition[]
  let record: MarketRecord

  beforeAll(async () => {
    const history = await readHistory(folder)
    record = readRecord(folder)
    const { first, last } = daysOf(history)
    const days = (instantOf(last) - instantOf(first)) / DAY + 1
    dailies = Array.from({ length: days }, (_, i) => makeDaily(history, dayName(instantOf(first) + i * DAY)))
  })

  const withItems = (name: string, check: (item: DayItem, edition: DailyEdition) => readonly string[]) =>
    it(name, () => {
      expect(dailies.some(({ items }) => items.length > 0)).toBe(true)
      const faults = dailies.flatMap((edition) =>
        edition.items.flatMap((item) =>
          check(item, edition).map((fault) => `${edition.day} ${item.extreme.series}: ${fault}`),
        ),
      )
      expect(faults).toEqual([])
    })

  withItems('state values and reaches that the record holds', ({ extreme }, { day, start, end }) =>
    extremesJson([extreme]).flatMap((entry) => checkExtreme(record, entry, { edition: day, start, end })),
  )

  withItems('state places that the record holds', ({ extreme, place, by }) => {
    if (by !== 'place') return []
    if (place === undefined) return ['told by a place that it has not']
    const points = seriesOf(record, extreme.series)?.points ?? []
    const year = points.filter((one) => one.at < extreme.at && one.at >= extreme.at - 365 * DAY)
    const values = year.map(({ value }) => value)
    const share = percentileOf(values, extreme.value)
    return [
      ...(same(at(points, extreme.at)?.value ?? Number.NaN, extreme.value) ? [] : ['another value']),
      ...(same(share, place.percentile) ? [] : [`at ${place.percentile}, recomputed ${share}`]),
      ...(values.length === place.counted ? [] : [`of ${place.counted} days, recomputed ${values.length}`]),
      ...(place.span === 'year' && values.length < (/^(?:cross|macro)\./u.test(extreme.series) ? 235 : 350)
        ? ['of a year that is not on record']
        : []),
    ]
  })

  withItems('state nothing that is withheld, and nothing under the bar', ({ extreme, by, place }) => {
    const weeks = 1 - 1 / Math.max(1, extreme.weeks)
    const rarity = by === 'since' ? weeks : 2 * Math.abs((place?.percentile ?? 0.5) - 0.5)
    return [
      ...(by === 'since' && extreme.guard !== undefined ? [`withheld as ${extreme.guard}`] : []),
      ...(rarity < BAR - 1e-9 ? [`a rarity of ${rarity}`] : []),
      ...(extreme.byPrice || extreme.closeHourOnly ? ['what the price or the hour explains'] : []),
    ]
  })

  withItems('call funding at the default rate neither high nor low', ({ extreme, by }) => {
    const isNeutral = extreme.value >= 0.00008 && extreme.value <= 0.00012
    return by === 'place' && extreme.group === 'funding' && isNeutral ? [`${extreme.value}`] : []
  })

  it('hold five items at most, of every group one, and two other markets', () => {
    for (const { day, items } of dailies) {
      expect(items.length, day).toBeLessThanOrEqual(MOST)
      const groups = Map.groupBy(items, ({ extreme }) => extreme.group)
      for (const [group, own] of groups)
        expect(own.length, `${day} ${group}`).toBeLessThanOrEqual(group === 'cross' ? 2 : 1)
    }
  })
}
