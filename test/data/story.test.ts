/** What the last edition of the sample says of size, positions, volume and the other markets, as properties of its tables. */
import { describe, expect, it } from 'vitest'
import { DAY, END, HOUR, instant, iso, mean, mondays, type Row, rowsOf } from './csv.ts'

const WEEK = 7 * DAY

/** Values of a column by instant, for the rows that pass. */
function series(file: string, column: string, only: (row: Row) => boolean = () => true): Map<number, number> {
  return new Map(
    rowsOf(file)
      .filter(only)
      .map((row) => [instant((row.date ?? row.time) as string), Number(row[column])]),
  )
}

/** Last value dated before an instant. */
function lastBefore(values: ReadonlyMap<number, number>, time: number): number {
  const last = Math.max(...[...values.keys()].filter((at) => at < time))
  return values.get(last) as number
}

describe('all of crypto in the sample', () => {
  const total = series('total_market_cap.csv', 'market_cap_usd')

  it('ends under 3 trillion USD, and was never under it between April and the last week', () => {
    const under = [...total].filter(([, cap]) => cap < 3e12).map(([at]) => at)
    const earlier = under.filter((at) => at <= END - WEEK)
    expect(iso(Math.max(...earlier))).toMatch(/^2025-04/)
    expect(under.filter((at) => at > END - WEEK).length).toBeGreaterThan(0)
    expect(total.get(END)).toBeLessThan(3e12)
  })

  it('ends at its lowest since April', () => {
    const lower = [...total].filter(([at, cap]) => at < END && cap <= (total.get(END) as number))
    expect(iso(Math.max(...lower.map(([at]) => at)))).toMatch(/^2025-04/)
  })
})

describe('the other markets of the sample', () => {
  const classes = new Map(rowsOf('cross_assets.csv').map((row) => [row.asset as string, row.class as string]))
  const compared = [...classes].filter(([, kind]) => kind !== 'rate' && kind !== 'volatility')
  const paths = new Map(
    [...classes.keys()].map((id) => [id, series('cross_assets.csv', 'close', ({ asset }) => asset === id)]),
  )
  const weekReturn = (id: string, end: number) => {
    const path = paths.get(id) as Map<number, number>
    return lastBefore(path, end) / lastBefore(path, end - WEEK) - 1
  }
  const capOf = series('total_market_cap.csv', 'market_cap_usd')
  const crypto = (end: number) => (capOf.get(end) as number) / (capOf.get(end - WEEK) as number) - 1
  const isLast = (end: number) => compared.every(([id]) => weekReturn(id, end) > crypto(end))

  it('leave crypto last in each of the last three weeks, and not in the week before them', () => {
    expect([0, 1, 2, 3].map((weeks) => isLast(END - weeks * WEEK))).toEqual([true, true, true, false])
  })

  it('move together where they do in the world: two indices of one country, and fear against shares', () => {
    const weeks = mondays('2024-11-04')
    const moves = (id: string) => weeks.map((end) => weekReturn(id, end))
    expect(correlation(moves('sp500'), moves('nasdaq100'))).toBeGreaterThan(0.85)
    expect(correlation(moves('sp500'), moves('vix'))).toBeLessThan(-0.6)
    expect(correlation(moves('sp500'), moves('nikkei225'))).toBeGreaterThan(0.4)
  })

  it('have one ten-year yield, in both tables', () => {
    const curve = series(
      'yield_curves.csv',
      'yield_pct',
      (row) => row.curve === 'ust' && row.tenor_years === '10',
    )
    for (const [at, close] of paths.get('us10y') as Map<number, number>)
      expect(curve.get(at), iso(at)).toBe(close)
  })

  it('stand at no record, high or low, week after week, and never still', () => {
    const weeks = mondays('2025-01-06')
    for (const [id, path] of paths) {
      const closes = weeks.map((end) => lastBefore(path, end))
      let highs = 0
      let lows = 0
      for (const end of weeks) {
        const known = [...path].filter(([at]) => at < end - DAY * 7).map(([, close]) => close)
        if (lastBefore(path, end) > Math.max(...known)) highs++
        if (lastBefore(path, end) < Math.min(...known)) lows++
      }
      expect(highs / weeks.length, `${id}, highs`).toBeLessThan(0.5)
      expect(lows / weeks.length, `${id}, lows`).toBeLessThan(0.25)
      expect(new Set(closes).size, `${id}, values`).toBeGreaterThan(weeks.length / 2)
    }
  })
})

describe('open interest of the sample', () => {
  const held = (asset: string) =>
    series('open_interest.csv', 'open_interest_usd', (row) => row.asset === asset && row.venue === 'all')
  const [total, bitcoin, ether] = [held('total'), held('bitcoin'), held('ethereum')]
  const last = END - DAY
  const at = (values: ReadonlyMap<number, number>, time: number) => values.get(time) as number
  const hours = series('prices_hourly.csv', 'close', ({ asset }) => asset === 'bitcoin')
  const days = series('prices_daily.csv', 'close', ({ asset }) => asset === 'bitcoin')
  const coinsAt = (day: number, hour: number) =>
    at(bitcoin, day) / (hours.get(day + (hour - 1) * HOUR) ?? at(days, day))

  it('peaks at 230 billion USD on 6 October and ends at 135, most of the fall outside bitcoin and ether', () => {
    const peak = Math.max(...total.values())
    const when = [...total].find(([, value]) => value === peak)?.[0] as number
    expect([iso(when), peak / 1e9, at(total, last) / 1e9]).toEqual(['2025-10-06', 230, 135])
    const leaders = at(bitcoin, when) + at(ether, when) - at(bitcoin, last) - at(ether, last)
    expect(1 - leaders / (peak - at(total, last))).toBeCloseTo(0.62, 2)
  })

  it.each([15, 16, 17, 18, 24])('falls by 5 % or more in bitcoin in the last week, read at %i h', (hour) => {
    expect(coinsAt(last, hour) / coinsAt(last - WEEK, hour) - 1).toBeLessThanOrEqual(-0.05)
  })

  it.each([15, 16, 17, 18, 24])('is 20 % or more under its 90-day peak in bitcoin, read at %i h', (hour) => {
    const days = Array.from({ length: 90 }, (_, i) => coinsAt(last - i * DAY, hour))
    const peak = Math.max(...days)
    // In the first week of the window it would be no peak, but the window's edge.
    expect(days.indexOf(peak)).toBeLessThan(83)
    expect(coinsAt(last, hour) / peak - 1).toBeLessThanOrEqual(-0.2)
    // A cut that an earlier edition told would be no news in the last.
    for (let end = last - WEEK; end > instant('2025-10-13'); end -= WEEK) {
      const highest = Math.max(...Array.from({ length: 90 }, (_, i) => coinsAt(end - i * DAY, hour)))
      expect(coinsAt(end, hour) / highest - 1, iso(end)).toBeGreaterThan(-0.2)
    }
  })

  it('is in coins never more than a sixth away from the week before', () => {
    for (const end of mondays('2024-11-04')) {
      const change = coinsAt(end - DAY, 24) / coinsAt(end - DAY - WEEK, 24) - 1
      expect(Math.abs(change), iso(end)).toBeLessThan(1 / 6)
    }
  })
})

describe('volume of the sample', () => {
  const weekOf = (file: string, end: number) =>
    rowsOf(file)
      .filter(({ date }) => instant(date as string) >= end - WEEK && instant(date as string) < end)
      .reduce((sum, { volume_usd: usd }) => sum + Number(usd), 0)
  const ends = mondays('2025-08-11')
  const spot = ends.map((end) => weekOf('spot_volume.csv', end))
  const share = ends.map(
    (end, i) => (spot[i] as number) / ((spot[i] as number) + weekOf('perp_volume.csv', end)),
  )

  it('holds up on spot markets: within a tenth of the four weeks before', () => {
    expect((spot.at(-1) as number) / mean(spot.slice(-5, -1))).toBeCloseTo(0.98, 2)
  })

  it('gives spot its highest share since August', () => {
    const last = ends.findLastIndex(
      (_, i) => i < ends.length - 1 && (share[i] as number) >= (share.at(-1) as number),
    )
    expect(iso(ends[last] as number)).toMatch(/^2025-08/)
  })
})

describe('releases, odds and moods of the sample', () => {
  it('have payrolls of 119 thousand and 4.4 % unemployed on 20 November', () => {
    const last = (series: string) => rowsOf('macro.csv').findLast((row) => row.series === series)
    expect(last('payrolls_change')).toMatchObject({ released_at: '2025-11-20T13:30:00Z', value: '119' })
    expect(last('unemployment_rate')).toMatchObject({ released_at: '2025-11-20T13:30:00Z', value: '4.4' })
  })

  it('have odds of a cut that fall from 46 % to about 30 % within the week, on both sources', () => {
    for (const source of ['polymarket', 'kalshi']) {
      const odds = series(
        'rate_odds.csv',
        'probability',
        (row) => row.source === source && row.meeting === '2025-12-10' && row.outcome === 'cut',
      )
      expect(lastBefore(odds, END - WEEK + 1), source).toBeCloseTo(0.465, 1)
      expect(lastBefore(odds, END), source).toBeCloseTo(0.3, 1)
      expect(new Set(odds.values()).size).toBeGreaterThan(15)
    }
  })

  it('have a Japanese curve that steepens by 9 bp as both ends rise', () => {
    const tenor = (years: string) =>
      series('yield_curves.csv', 'yield_pct', (row) => row.curve === 'jgb' && row.tenor_years === years)
    const rise = (years: string) => lastBefore(tenor(years), END) - lastBefore(tenor(years), END - WEEK)
    expect(rise('10') - rise('2')).toBeCloseTo(0.09, 6)
    expect(rise('2')).toBeGreaterThan(0)
  })

  it('have a fear and greed index that uses its scale', () => {
    const values = [...series('sentiment.csv', 'value').values()]
    expect(Math.min(...values)).toBeLessThan(20)
    expect(Math.max(...values)).toBeGreaterThan(75)
    expect(values.at(-1)).toBeLessThan(25)
  })
})

function correlation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [mean(a), mean(b)]
  const product = (p: readonly number[], q: readonly number[], m: number, n: number) =>
    p.reduce((sum, value, i) => sum + (value - m) * ((q[i] as number) - n), 0)
  return product(a, b, x, y) / Math.sqrt(product(a, a, x, x) * product(b, b, y, y))
}
