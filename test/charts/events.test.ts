/** Events on charts: what is known of a day alone stands in its middle, on the sheet as on any other picture. */
import { describe, expect, it } from 'vitest'
import { eventMarks } from '#src/charts/events.ts'
import { heroEvents } from '#src/charts/sheet/events.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { ChartEvent } from '#src/services/events.ts'
import { fixtureLook } from '../support/charts.ts'

const day = Date.UTC(2025, 9, 29)
const span = { from: day - DAY, to: day + 2 * DAY }
const en = fixtureLook('en')

const decision: ChartEvent = {
  at: day,
  kind: 'calendar',
  name: { en: 'FOMC rate decision', ja: 'FOMC金利発表' },
  weight: 0.6,
}
const move: ChartEvent = {
  at: day + 21 * HOUR,
  kind: 'move',
  asset: 'bitcoin',
  change: -0.08,
  weight: 1.08,
}

describe.each([
  ['a chart', (events?: readonly ChartEvent[]) => eventMarks(events, span, {}, en)],
  ['the sheet', (events?: readonly ChartEvent[]) => heroEvents(events, en)],
])('on %s', (_, marks) => {
  it('a decision stands in the middle of its day, an hour at its beginning', () => {
    expect(marks([decision, move]).map(({ at }) => at)).toEqual([day + DAY / 2, day + 21 * HOUR])
  })

  it('there is none of a reading that has none', () => {
    expect(marks(undefined)).toEqual([])
  })
})
