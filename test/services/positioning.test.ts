import { describe, expect, it } from 'vitest'
import { DAY, HOUR, isoOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAll, readers } from '#src/services/index.ts'
import { buildHistory, type Dated, generate, type Print } from '../support/history.ts'

const week = weekEnding('2025-06-16')

function daily(count: number, value: (index: number) => number): Dated {
  return [isoOf(week.end - count * DAY), ...generate(count, value)]
}

/** 400 days in which leverage fell, funding turned negative, spot's share rose and prices began to jump. */
const history = buildHistory({
  daily: { bitcoin: daily(400, (day) => 100 + (day % 2) * (day > 393 ? 20 : 1)) },
  openInterest: {
    total: { all: daily(400, (day) => 500 - day) },
    bitcoin: { all: daily(400, (day) => 200 - day / 10) },
  },
  funding: {
    bitcoin: {
      binance: Array.from(
        { length: 1200 },
        (_, index): Print => [isoOf(week.end - (1199 - index) * 8 * HOUR), -index * 1e-7, 8],
      ),
      hyperliquid: [[isoOf(week.end), -1e-6, 1]],
    },
  },
  spotVolume: { binance: daily(399, (day) => 100 + day) },
  perpVolume: { binance: daily(399, () => 900) },
})

describe('the positioning reading', () => {
  it('gathers the verdicts that its parts carry, and has no word of its own', () => {
    const readings = readAll(history, week)
    const { verdicts, ...own } = readings.positioning.value
    expect(own).toEqual({})
    expect(verdicts.leverage).toBe(readings.openinterest.value.leverage)
    expect(verdicts.leverage).toMatchObject({ asset: 'bitcoin', hours: [24] })
    expect(verdicts.funding).toBe(readings.funding.value.verdict)
    expect(verdicts.funding?.venues[0]).toMatchObject({ venue: 'binance', word: 'negative' })
    expect(verdicts.spot).toMatchObject({ word: 'high', percentile: 1 })
    expect(verdicts.price).toBe(readings.assets.value.price)
  })

  it('publishes each part against its own year', () => {
    const { positioning } = readAll(history, week)
    const words = ['leverage', 'funding', 'spotShare', 'volatility'].map(
      (part) => positioning.figures[`positioning.${part}`]?.value,
    )
    expect(words).toEqual(['low', 'low', 'high', 'high'])
    expect(positioning.figures['positioning.leverage']).toMatchObject({ value: 'low', unit: 'word' })
    expect(positioning.missing).toEqual([])
    // The reference venue's day, not the newest print of any venue.
    expect(positioning.figures['positioning.funding']?.sources).toEqual(['binance'])
  })

  it('names what it cannot say, for the reason that its part has', () => {
    const { positioning } = readAll(buildHistory({ now: '2025-06-16' }), week)
    expect(positioning.value).toEqual({ verdicts: {} })
    expect(positioning.missing.map(({ figure }) => figure)).toEqual([
      'positioning.leverage',
      'positioning.funding',
      'positioning.spotShare',
      'positioning.volatility',
    ])
  })
})

describe('all readings', () => {
  it('survive JSON, so that an edition can freeze them', () => {
    const all = readAll(history, week)
    expect(JSON.parse(JSON.stringify(all))).toEqual(all)
  })

  it('are the ones that a command of that topic answers', () => {
    const all = readAll(history, week)
    for (const [topic, read] of Object.entries(readers)) {
      expect(read(history, week)).toEqual(all[topic as keyof typeof readers])
    }
  })

  it('change nothing in the history that they read', () => {
    expect(readAll(history, week)).toEqual(readAll(history, week))
  })
})
