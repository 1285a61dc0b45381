/** From a decision to watches: what fires, and how far back before it may fire again, as the design's table says. */
import { describe, expect, it } from 'vitest'
import { type KnownNow, normalise } from '#src/alerts/normalise.ts'
import type { Condition, KnownValue } from '#src/chat/alert.ts'
import { MINUTE } from '#src/market/time.ts'

const repeat = { kind: 'once' } as const
/** By side. */
const SIGNS = { '1': '≥', '-1': '≤' } as const

function watches(condition: Condition, known: Partial<KnownNow> & { values?: Record<string, number> } = {}) {
  const { values = {} } = known
  const value = (series: string): KnownValue | undefined =>
    values[series] === undefined ? undefined : { value: values[series], time: 1 }
  const context = { value, usualMove: () => undefined, watchlist: [], now: 1, ...known }
  return normalise({ condition, repeat, hold: 0 }, context).map(
    ({ series, side, fire, rearm, state }) =>
      `${series} ${SIGNS[side]} ${round(fire)}, back at ${round(rearm)}: ${state}`,
  )
}

const round = (number: number) => Number(number.toPrecision(9))
const asset = 'bitcoin'

describe('watches of a condition', () => {
  it.each<[Condition, readonly string[]]>([
    [{ kind: 'price', asset, side: 'below', level: 90_000 }, ['price:bitcoin ≤ 90000, back at 90450: armed']],
    [{ kind: 'price', asset, side: 'above', level: 90_000 }, ['price:bitcoin ≥ 90000, back at 89550: armed']],
    [
      { kind: 'price', asset, side: 'either', level: 90_000, venue: 'okx' },
      ['price:bitcoin@okx ≥ 90000, back at 89550: armed', 'price:bitcoin@okx ≤ 90000, back at 90450: armed'],
    ],
    [
      { kind: 'change', asset, side: 'either', by: 0.03, window: '24h' },
      [
        'change:bitcoin:24h ≥ 0.03, back at 0.015: armed',
        'change:bitcoin:24h ≤ -0.03, back at -0.015: armed',
      ],
    ],
    [
      { kind: 'funding', asset, side: 'above', level: 0.0003, predicted: false },
      ['funding:bitcoin ≥ 0.0003, back at 0.00024: armed'],
    ],
    [
      { kind: 'funding', asset, side: 'below', level: 0, predicted: true },
      ['predicted:bitcoin ≤ 0, back at 0.00001: armed'],
    ],
    [{ kind: 'flip', asset }, ['run:bitcoin ≥ 1, back at -2: armed', 'run:bitcoin ≤ -1, back at 2: armed']],
    [{ kind: 'streak', asset, sign: 'negative', length: 6 }, ['run:bitcoin ≤ -6, back at 1: armed']],
    [
      { kind: 'interest', asset, side: 'down', by: 0.1, unit: 'coins', window: '24h' },
      ['interest.coins:bitcoin:24h ≤ -0.1, back at -0.05: armed'],
    ],
    [
      { kind: 'volatility', asset, days: 7, side: 'above', level: 0.5 },
      ['volatility:bitcoin:7d ≥ 0.5, back at 0.45: armed'],
    ],
    [
      { kind: 'cap', asset: 'total', side: 'below', level: 3e12 },
      ['cap:total ≤ 3000000000000, back at 3015000000000: armed'],
    ],
    [{ kind: 'rank', asset, side: 'above', place: 5 }, ['rank:bitcoin ≤ 5, back at 7: armed']],
    [{ kind: 'rank', asset, side: 'below', place: 10 }, ['rank:bitcoin ≥ 10, back at 8: armed']],
    [{ kind: 'spread', asset, by: 0.005 }, ['spread:bitcoin ≥ 0.005, back at 0.0025: armed']],
    [{ kind: 'extreme', of: 'any', side: 'low', weeks: 12 }, ['extreme:any:low ≥ 12, back at 100000: armed']],
    [
      { kind: 'extreme', of: 'openinterest.total.usd', side: 'low', weeks: 12 },
      ['extreme:openinterest.total.usd:low ≥ 12, back at 11: armed'],
    ],
    [{ kind: 'stale', asset, after: 30 * MINUTE }, ['stale:bitcoin ≥ 1800000, back at 60000: armed']],
  ])('%j', (condition, expected) => {
    expect(watches(condition)).toEqual(expected)
  })

  it('re-arm twice the usual move of a minute away, where that is more than half a percent', () => {
    const price: Condition = { kind: 'price', asset, side: 'below', level: 100 }
    expect(watches(price, { usualMove: () => 0.004 })).toEqual(['price:bitcoin ≤ 100, back at 100.8: armed'])
    expect(watches(price, { usualMove: () => 0.001 })).toEqual(['price:bitcoin ≤ 100, back at 100.5: armed'])
  })

  it('wait for the level to come back where it is passed already', () => {
    const price: Condition = { kind: 'price', asset, side: 'below', level: 100 }
    expect(watches(price, { values: { 'price:bitcoin': 99 } })).toEqual([
      'price:bitcoin ≤ 100, back at 100.5: waiting',
    ])
    expect(watches({ kind: 'flip', asset }, { values: { 'run:bitcoin': -3 } })).toEqual([
      'run:bitcoin ≥ 1, back at -2: armed',
      'run:bitcoin ≤ -1, back at 2: waiting',
    ])
  })

  it('know what was before them where that is of the last three minutes', () => {
    const price: Condition = { kind: 'price', asset, side: 'below', level: 100 }
    const last = { value: 101, time: 1000 }
    const beforeAt = (now: number) =>
      normalise(
        { condition: price, repeat, hold: 0 },
        { value: () => last, usualMove: () => undefined, watchlist: [], now },
      ).map(({ before }) => before)
    expect(beforeAt(last.time + 3 * MINUTE)).toEqual([last])
    expect(beforeAt(last.time + 3 * MINUTE + 1)).toEqual([undefined])
  })

  it('of a move are two, from the price as it is; without one there are none', () => {
    const move: Condition = { kind: 'move', asset, by: 0.03 }
    expect(watches(move, { values: { 'price:bitcoin': 200 } })).toEqual([
      'price:bitcoin ≥ 206, back at 200: armed',
      'price:bitcoin ≤ 194, back at 200: armed',
    ])
    expect(watches(move)).toEqual([])
  })

  it('of a watchlist are so many for each of its coins', () => {
    const change: Condition = { kind: 'change', asset: 'watchlist', side: 'down', by: 0.05, window: '24h' }
    expect(watches(change, { watchlist: ['bitcoin', 'solana'] })).toEqual([
      'change:bitcoin:24h ≤ -0.05, back at -0.025: armed',
      'change:solana:24h ≤ -0.05, back at -0.025: armed',
    ])
    expect(watches(change)).toEqual([])
  })
})
