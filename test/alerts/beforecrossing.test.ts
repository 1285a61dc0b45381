/** What Why? says a value was before it crossed: on the other side of the level, also where it had to hold. */
import { beforeAll, describe, expect, it } from 'vitest'
import { beforeCrossing } from '#src/alerts/facts/beforecrossing.ts'
import { closesOf } from '#src/alerts/past.ts'
import type { Firing } from '#src/chat/alert.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { sampleHistory } from '../support/histories.ts'

const MINUTE = 60_000
const NOW = Date.parse('2025-11-20T05:03:00Z')

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

/** Below 90,000, a minute after the reading before it. */
function fired(given: Partial<Firing> = {}): Firing {
  return {
    ...{ watch: 1, step: 1, alert: 'a', target: 'telegram:42', kind: 'crossed', series: 'price:bitcoin' },
    ...{ side: -1, level: 90_000, seenAt: NOW, value: 89_900, time: NOW, late: false, fate: 'posted' },
    ...{ before: { value: 89_950, time: NOW - MINUTE }, evidence: undefined },
    ...given,
  }
}

/** Prices of minutes that end at NOW; undefined is one that nobody saw. */
const minutes = (...prices: readonly (number | undefined)[]) =>
  prices.flatMap((price, index) =>
    price === undefined ? [] : [[NOW - (prices.length - 1 - index) * MINUTE, price] as const],
  )

describe('of a price of minutes', () => {
  const of = (samples: ReturnType<typeof minutes>, given?: Partial<Firing>) =>
    beforeCrossing(fired(given), { history: sample, samples })

  it('is the last reading on the other side, however long it had to hold', () => {
    expect(of(minutes(90_200, 90_010, 89_950, 89_900))).toEqual({ value: 90_010, time: NOW - 2 * MINUTE })
    expect(of(minutes(90_010, 89_800, 89_700, 89_950, 89_900))).toEqual({
      value: 90_010,
      time: NOW - 4 * MINUTE,
    })
  })

  it('is the last that was confirmed where minutes are missing in between', () => {
    const samples = minutes(90_010, 89_800, undefined, undefined, undefined, 89_950, 89_900)
    expect(of(samples)).toEqual({ value: 90_010, time: NOW - 6 * MINUTE })
  })

  it('counts a reading at the level as beyond it', () => {
    const before = { value: 90_000, time: NOW - MINUTE }
    expect(of(minutes(90_010, 90_000, 89_900), { before })).toEqual({ value: 90_010, time: NOW - 2 * MINUTE })
  })

  it('is the stored one where that was on the other side, and of late ones and reminders', () => {
    const samples = minutes(90_200, 90_010, 89_900)
    expect(of(samples, { before: { value: 90_010, time: NOW - MINUTE } })).toBeUndefined()
    expect(of(minutes(90_010, 89_950, 89_900), { late: true })).toBeUndefined()
    expect(of(minutes(90_010, 89_950, 89_900), { kind: 'reminder' })).toBeUndefined()
  })

  it('is not claimed where the reading before was not kept, nor of one venue', () => {
    expect(of(minutes(90_010, undefined, 89_900))).toBeUndefined()
    expect(of(minutes(89_950, 89_900))).toBeUndefined()
    expect(of(minutes(90_010, 89_950, 89_900), { series: 'price:bitcoin@okx' })).toBeUndefined()
  })
})

it('is the close before in a replay, where a close stands from minute to minute', () => {
  const closes = closesOf('bitcoin', sample)
  const last = (closes?.times.length ?? 0) - 1
  const [earlier, later] = [closes?.values[last - 1] ?? 0, closes?.values[last] ?? 0]
  const time = closes?.times[last] ?? 0
  const side = later > earlier ? 1 : -1
  const firing = fired({
    ...{ side, level: (earlier + later) / 2, value: later, time: time + MINUTE },
    before: { value: later, time },
  })
  const history = historyAt(sample, time + MINUTE)
  expect(beforeCrossing(firing, { history, samples: [] })).toEqual({
    value: earlier,
    time: closes?.times[last - 1],
  })
})
