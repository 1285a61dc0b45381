/** Claims over several venues rest on the longest set: what begins or ends takes none of them away. */
import { expect, it } from 'vitest'
import { dayOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { buildHistory, type Dated, generate } from '../../support/history.ts'

const now = '2025-06-16'
const week = weekEnding(now)

/** So many days up to 15 June. */
function upTo15June(count: number, value: (index: number) => number, end = 0): Dated {
  const first = Date.parse('2025-06-15') - (count - 1) * 86_400_000
  return [dayOf(first), ...generate(count - end, value)]
}

/** A quiet year with a high on its last day. */
const year = upTo15June(365, (index) => (index === 364 ? 900 : 500 + (index % 7)))
const daily = { bitcoin: upTo15June(365, () => 100) }

function of(kind: 'spotVolume' | 'openInterest', venues: Record<string, Dated>) {
  const history = buildHistory({
    ...{ now, daily },
    ...(kind === 'spotVolume' ? { spotVolume: venues } : { openInterest: { bitcoin: venues } }),
  })
  const name = kind === 'spotVolume' ? 'volume.spot.day' : 'openinterest.bitcoin.usd'
  return readExtremes(history, week)
    .filter(({ series, kind: its }) => series === name && its === 'high')
    .map(({ value, weeks, evidence }) => ({ value, weeks, sources: evidence.sources }))
}

it.each(['spotVolume', 'openInterest'] as const)('of %s reach back as far as without a newcomer', (kind) => {
  const before = of(kind, { binance: year, okx: year })
  expect(before).toHaveLength(1)
  expect(before[0]?.value).toBe(1800)
  expect(before[0]?.weeks).toBeGreaterThan(50)
  expect(of(kind, { binance: year, okx: year, newcomer: upTo15June(1, () => 70) })).toEqual(before)
  // Younger than the week's own set must be.
  const days = kind === 'spotVolume' ? 30 : 80
  expect(of(kind, { binance: year, okx: year, young: upTo15June(days, () => 70) })).toEqual(before)
  expect(of(kind, { binance: year, okx: year, closed: upTo15June(365, () => 70, 40) })).toEqual(before)
})

it('of spot volume count a venue of the week as the week does, over the time that it is on record', () => {
  const young = of('spotVolume', { binance: year, okx: year, young: upTo15June(100, () => 70) })
  expect(young).toMatchObject([{ value: 1870, weeks: 99 / 7 }])
})

it('of open interest leave all venues together out while that has no peak’s days', () => {
  const venues = { binance: year, okx: year }
  const before = of('openInterest', venues)
  expect(of('openInterest', { ...venues, all: upTo15June(20, () => 5000) })).toEqual(before)
  expect(before[0]?.sources).toEqual(['binance', 'okx'])
  const across = of('openInterest', {
    ...venues,
    all: upTo15June(100, (index) => (index === 99 ? 9000 : 5000)),
  })
  expect(across[0]?.value).toBe(9000)
})

it('of open interest compare no day and no week with another set of venues', () => {
  const moves = (okx: Dated) => {
    const flat = upTo15June(365, () => 500)
    const history = buildHistory({ now, daily, openInterest: { bitcoin: { binance: flat, okx } } })
    return readExtremes(history, week).filter(({ series }) => /^openinterest\..*Change$/.test(series))
  }
  // Both fall by half on the last day: that is told.
  const half = upTo15June(365, (index) => (index === 364 ? 10 : 500))
  expect(moves(half).map(({ series }) => series)).toContain('openinterest.bitcoin.dayChange')
  expect(moves(half).map(({ series }) => series)).toContain('openinterest.bitcoin.weekChange')
  // One venue tells nothing on the last day, the other does not move: nothing fell.
  expect(moves(upTo15June(365, () => 500, 1))).toEqual([])
  expect(moves(upTo15June(365, () => 500, 4))).toEqual([])
})

it('of open interest are over the venues that the week’s figures count', () => {
  // Binance is told for 120 days: enough for a peak of 90, too few for half a year. It is half of all.
  const venues = {
    ...{ okx: year, bybit: upTo15June(365, (index) => (index === 364 ? 450 : 250 + (index % 7))) },
    binance: upTo15June(120, (index) => (index === 119 ? 1500 : 1000 + (index % 7))),
  }
  const history = buildHistory({ now, daily, openInterest: { bitcoin: venues } })
  const [row] = readOpenInterest(history, week, ['bitcoin']).value.rows
  expect(row?.venues.toSorted()).toEqual(['binance', 'bybit', 'okx'])
  const entries = readExtremes(history, week)
  const high = entries.find(({ series, kind }) => series === 'openinterest.bitcoin.usd' && kind === 'high')
  expect(high?.value).toBe(row?.end)
  expect(high?.evidence.sources.toSorted()).toEqual(row?.venues.toSorted())
  // It reaches back as far as all three are on record, and no further.
  expect(high?.boundedBy).toBe(Date.parse('2025-06-15') - 119 * 86_400_000)
  const change = entries.find(({ series }) => series === 'openinterest.bitcoin.weekChange')
  expect(change?.value).toBeCloseTo(row?.weekChange ?? 0, 12)
  // While the next week runs, over the same.
  const running = readExtremes(history, weekEnding('2025-06-23'))
  for (const { series, evidence } of running) {
    if (series.startsWith('openinterest.')) expect(evidence.sources).toHaveLength(3)
  }
})
