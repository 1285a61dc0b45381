import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { weekChanges } from '#src/metrics/weekchanges.ts'
import { seriesOf } from '#src/market/series.ts'

const END = Date.parse('2025-11-17')

/** One value on each of the days before the end, the youngest last; index 0 is `count` days before. */
function daysBefore(count: number, value: (index: number) => number) {
  return seriesOf(Array.from({ length: count }, (_, i) => [END - (count - i) * DAY, value(i)] as const))
}

describe('the seven-day changes of a year', () => {
  it('are one for each day before the end that has a value a week before it', () => {
    const changes = weekChanges(
      daysBefore(190, (i) => 100 * 2 ** i),
      END,
      'fraction',
    )
    expect(changes).toHaveLength(183)
    expect(changes?.[0]).toBeCloseTo(127)
  })

  it('are differences where the quantity is one of points', () => {
    const changes = weekChanges(
      daysBefore(190, (i) => i - 100),
      END,
      'points',
    )
    expect(changes?.every((change) => change === 7)).toBe(true)
  })

  it('reach back no further than 365 days, and leave out the one that ends at the end', () => {
    const changes = weekChanges(
      seriesOf([...Array(500).keys()].map((i) => [END - (499 - i) * DAY, 100 + i] as const)),
      END,
      'points',
    )
    expect(changes).toHaveLength(365)
  })

  it('are not reported fewer than 180', () => {
    expect(
      weekChanges(
        daysBefore(186, () => 1),
        END,
        'fraction',
      ),
    ).toBeUndefined()
    expect(
      weekChanges(
        daysBefore(187, () => 1),
        END,
        'fraction',
      ),
    ).toHaveLength(180)
  })

  it('bridge no missing value, and know no return from nothing', () => {
    const series = daysBefore(200, (i) => (i === 100 ? 0 : 1))
    // The change to nothing and the one from nothing are none.
    expect(weekChanges(series, END, 'fraction')).toHaveLength(191)
    const holed = seriesOf([...series.times].flatMap((time, i) => (i === 100 ? [] : [[time, 1] as const])))
    expect(weekChanges(holed, END, 'fraction')).toHaveLength(191)
  })
})
