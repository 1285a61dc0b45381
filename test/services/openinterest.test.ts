import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { buildHistory, type Dated, generate } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const now = '2025-06-16'

/** Open interest on every day up to and including 15 June, the last value last. */
function upTo15June(...values: (number | null)[]): Dated {
  const first = new Date(Date.parse('2025-06-15') - (values.length - 1) * 86_400_000)
  return [first.toISOString().slice(0, 10), ...values]
}

function read(openInterest: Record<string, Record<string, Dated>>, zone = 'UTC', at = now) {
  const history = buildHistory({
    now: at,
    openInterest,
    daily: { bitcoin: ['2025-06-01', ...generate(15, (index) => (index < 8 ? 100 : 90))] },
  })
  return readOpenInterest(history, weekEnding('2025-06-16', zone))
}

describe('open interest at a boundary', () => {
  it('is the last row dated before it, never the one of the boundary day', () => {
    const { value } = read({ bitcoin: { all: ['2025-06-08', 80, 1, 1, 1, 1, 1, 1, 60, 999] } })
    expect(value.rows[0]).toMatchObject({ asset: 'bitcoin', start: 80, end: 60, weekChange: -0.25 })
  })

  it('is in Tokyo the last row of a day of UTC that was over', () => {
    // The window ends on 15 June, 15:00 UTC: the row of that day may have been read later.
    const { value } = read({ bitcoin: { all: ['2025-06-07', 80, 2, 1, 1, 1, 1, 1, 60, 999] } }, 'Asia/Tokyo')
    expect(value.rows[0]).toMatchObject({ start: 80, end: 60 })
  })

  it('may be three days old and is stale after that', () => {
    const recent = read({ bitcoin: { all: upTo15June(...generate(20, () => 5), 4, null, null) } })
    expect(recent.value.rows[0]?.end).toBe(4)
    expect(recent.figures['openinterest.bitcoin.end']?.asOf).toBe(Date.parse('2025-06-14'))
    const old = read({ bitcoin: { all: upTo15June(...generate(20, () => 5), 4, null, null, null) } })
    expect(old.missing).toContainEqual({
      figure: 'openinterest.bitcoin.end',
      reason: 'stale',
      source: 'open_interest',
    })
  })

  it('uses the venue `all` alone where it exists', () => {
    const { value } = read({
      bitcoin: { all: upTo15June(...generate(9, () => 100)), binance: upTo15June(...generate(9, () => 30)) },
    })
    expect(value.rows[0]).toMatchObject({ venues: ['all'], end: 100 })
  })

  it('sums the venues that have a row at both boundaries', () => {
    const reading = read({
      bitcoin: {
        binance: upTo15June(...generate(9, () => 30)),
        bybit: upTo15June(...generate(9, () => 20)),
        newcomer: upTo15June(7, 7),
      },
    })
    expect(reading.value.rows[0]).toMatchObject({ venues: ['binance', 'bybit'], start: 50, end: 50 })
    expect(reading.figures['openinterest.bitcoin.end']?.coverage).toEqual({ used: 2, expected: 3 })
  })

  it('names as its sources the venues that were summed, and the supplier only of a sum over all', () => {
    const suppliers = { open_interest: ['CoinGlass'] }
    const rows = upTo15June(...generate(9, () => 30))
    const history = buildHistory({
      now: '2025-06-16',
      suppliers,
      openInterest: { bitcoin: { all: rows, binance: rows }, ethereum: { binance: rows } },
    })
    const { figures, sources } = readOpenInterest(history, weekEnding('2025-06-16'))
    expect(figures['openinterest.bitcoin.end']?.sources).toEqual(['CoinGlass'])
    expect(figures['openinterest.ethereum.end']?.sources).toEqual(['binance'])
    expect(sources).toEqual(['CoinGlass', 'binance'])
  })

  it('is missing where the week is not over', () => {
    const reading = read({ bitcoin: { all: upTo15June(...generate(9, () => 100)) } }, 'UTC', '2025-06-15')
    expect(reading.value.rows).toEqual([])
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: 'openinterest.bitcoin.end', reason: 'no-data' }),
    )
  })
})

describe('open interest of venues in place of that of all', () => {
  const days = 200
  const rows = (value: number) => upTo15June(...generate(days, (index) => value + (index % 9)))
  const withoutLast = upTo15June(...generate(days - 4, () => 1000), null, null, null, null)

  it.each([
    ['its last days are withheld', withoutLast, 'no-end'],
    [
      'its day a week before is missing',
      ['2025-06-10', 1000, 1000, 1000, 1000, 1000, 1000] as Dated,
      'no-start',
    ],
    ['it is on record for less than a peak’s days', upTo15June(...generate(20, () => 1000)), 'short'],
  ])('says so of every figure where %s', (_, all, why) => {
    const { value, figures } = read({ bitcoin: { all, binance: rows(300), okx: rows(200) } })
    expect(value.rows[0]).toMatchObject({ venues: ['binance', 'okx'], leftOut: [{ venue: 'all', why }] })
    const published = Object.entries(figures).filter(([name]) => name.startsWith('openinterest.bitcoin.'))
    expect(published.length).toBeGreaterThan(9)
    for (const [name, { coverage, sources }] of published) {
      // Of 365 earlier weeks it stands among, fewer are there than of the venues.
      if (name.endsWith('Percentile')) expect(coverage?.used).toBeLessThan(coverage?.expected as number)
      else expect(coverage, name).toEqual({ used: 2, expected: 3 })
      expect(sources, name).toEqual(['binance', 'okx'])
    }
  })

  it('misses none that began after the week', () => {
    const later: Dated = ['2025-06-16', 5]
    const { value, figures } = read(
      { bitcoin: { all: later, new: later, binance: rows(300) } },
      'UTC',
      '2025-06-17',
    )
    expect(value.rows[0]).not.toHaveProperty('leftOut')
    expect(figures['openinterest.bitcoin.end']?.coverage).toEqual({ used: 1, expected: 1 })
  })

  it('names the days that are lacking where these are the lesser part', () => {
    const holed = upTo15June(
      ...generate(days, () => 100).map((value, index) => (index > 120 && index % 8 === 0 ? null : value)),
    )
    const { figures } = read({
      bitcoin: { binance: holed, okx: rows(200), bybit: rows(1), gate: upTo15June(1, 1) },
    })
    expect(figures['openinterest.bitcoin.end']?.coverage).toEqual({ used: 3, expected: 4 })
    expect(figures['openinterest.bitcoin.peak90d']?.coverage).toEqual({ used: 3, expected: 4 })
    const { figures: whole } = read({ bitcoin: { binance: holed } })
    expect(whole['openinterest.bitcoin.peak90d']?.coverage).toMatchObject({ expected: 90 })
  })
})

describe('open interest against its past', () => {
  const ninety = generate(90, (index) => (index === 40 ? 200 : 100))

  it('has its peak among the 90 days before the end', () => {
    const { value } = read({ bitcoin: { all: upTo15June(999, ...ninety) } })
    expect(value.rows[0]).toMatchObject({ peak90d: 200, peak90dDate: '2025-04-27', drawdown90d: -0.5 })
  })

  it('has none on a record of fewer days', () => {
    expect(read({ bitcoin: { all: upTo15June(...ninety.slice(1)) } }).missing).toContainEqual(
      expect.objectContaining({ figure: 'openinterest.bitcoin.peak90d', reason: 'record-too-short' }),
    )
  })

  it('ranks its week change among those of the year, from 180 on', () => {
    const flat = generate(187, () => 100)
    expect(read({ bitcoin: { all: upTo15June(...flat, 90) } }).value.rows[0]?.weekChangePercentile).toBe(0)
    expect(read({ bitcoin: { all: upTo15June(...flat.slice(1), 90) } }).missing).toContainEqual(
      expect.objectContaining({
        figure: 'openinterest.bitcoin.weekChangePercentile',
        reason: 'record-too-short',
      }),
    )
  })
})

describe('whose open interest it was', () => {
  const fall = (from: number, to: number) => ({
    all: upTo15June(...generate(50, () => from), ...generate(41, () => to)),
  })

  it('takes the fall of bitcoin and ethereum off that of the total', () => {
    const reading = read({ total: fall(230, 135), bitcoin: fall(80, 60), ethereum: fall(40, 24) })
    expect(reading.value.rows.map(({ asset }) => asset)).toEqual(['total', 'bitcoin', 'ethereum'])
    expect(reading.value.fallFromLongTail).toBeCloseTo(1 - 36 / 95, 12)
  })

  it('is not reported where the parts are counted over other venues than the total', () => {
    const one = { binance: fall(40, 24).all }
    const reading = read({ total: fall(230, 135), bitcoin: fall(80, 60), ethereum: one })
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: 'openinterest.total.fallFromLongTail' }),
    )
  })

  it('counts coins at the close of the day, and names the quadrant of price and open interest', () => {
    const { value } = read({ bitcoin: { all: upTo15June(...generate(7, () => 1000), 1000, 900) } })
    expect(value.rows[0]).toMatchObject({
      coins: 10,
      priceReturn: expect.closeTo(-0.1, 12),
      // In dollars it fell with the price; nobody closed a position.
      quadrant: 'mixed',
    })
    expect(value.rows[0]?.coinsWeekChange).toBeCloseTo(0, 12)
  })

  it('sees new shorts where coins were added while the price fell, though the dollars shrank', () => {
    const { value, figures } = read({ bitcoin: { all: upTo15June(...generate(7, () => 1000), 1000, 950) } })
    expect(value.rows[0]).toMatchObject({ quadrant: 'new-shorts', weekChange: expect.closeTo(-0.05, 12) })
    expect(figures['openinterest.bitcoin.coinsWeekChange']?.value).toBeCloseTo(950 / 90 / 10 - 1, 12)
  })
})

it('reads what it is asked for, and the total only where it is asked', () => {
  const history = buildHistory({
    now,
    openInterest: { solana: { okx: upTo15June(...generate(9, () => 7)) } },
  })
  const reading = readOpenInterest(history, week, ['solana'])
  expect(reading.value.rows).toMatchObject([{ asset: 'solana', end: 7 }])
  expect(reading.missing.every(({ figure }) => figure.startsWith('openinterest.solana.'))).toBe(true)
})
