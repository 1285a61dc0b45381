/** What is made of hourly closes: which hours are asked for when, what confirms one, and that the record says the same later. */
import { describe, expect, it } from 'vitest'
import type { VenuePrice } from '#src/alerts/confirm.ts'
import { createHourCloses } from '#src/alerts/hourcloses.ts'
import { closesOf, pastOf } from '#src/alerts/past.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { parseSeries, type WatchedSeries } from '#src/market/watched.ts'
import { sampleHistory } from '../support/histories.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const VOLATILITY = 'volatility:bitcoin:7d'
const TITLES = { binance: 'Binance', bybit: 'Bybit', okx: 'OKX' } as const
type Venue = keyof typeof TITLES
/** Prices of an hour by venue, from the record's own close; undefined where a venue reports none. */
type Says = (venue: Venue, close: number, time: number) => number | undefined

/** A record that ends with its last whole day, beside venues that know the hours of the next one. */
async function begin() {
  const whole = await sampleHistory()
  const midnight = whole.now - DAY
  const record = historyAt(whole, midnight)
  let now = midnight
  let says: Says = (_, close) => close
  const asked: (readonly [assets: readonly string[], from: number])[] = []
  const closes = createHourCloses({
    venues: Object.keys(TITLES),
    async ask(assets, from) {
      asked.push([assets, from - midnight])
      return new Map(assets.map((asset) => [asset, reportedOf(asset, from)]))
    },
  })
  function reportedOf(asset: string, from: number): readonly VenuePrice[] {
    const { times, values } = closesOf(asset, whole) ?? { times: [], values: [] }
    return Array.from(times).flatMap((time, index) =>
      time <= from || time > now
        ? []
        : (Object.keys(TITLES) as Venue[]).flatMap((venue) => {
            const price = says(venue, values[index] ?? Number.NaN, time)
            return price === undefined ? [] : [{ venue, title: TITLES[venue], price, time }]
          }),
    )
  }
  return {
    ...{ whole, record, midnight, asked },
    /** What these series are so long after the record's midnight. */
    async at(after: number, names: readonly string[], next?: Says) {
      now = midnight + after
      says = next ?? says
      const series = names.flatMap((name): readonly WatchedSeries[] => seriesNamed(name))
      const observed = await closes(series, record, now)
      return series.map(observed)
    },
  }
}

function seriesNamed(name: string): readonly WatchedSeries[] {
  const series = parseSeries(name)
  return series ? [series] : []
}

/** What a record says of a series at an instant. */
function recorded(name: string, history: History, time: number): number | undefined {
  const series = parseSeries(name)
  return series && pastOf(series, history, time - 2 * HOUR)?.points.find(([at]) => at === time)?.[1]
}

describe('hourly closes', () => {
  it('are asked for two minutes after each hour, of coins whose hours are on record, while something is made of them', async () => {
    const { at, asked } = await begin()
    const others = ['volatility:bitcoin:30d', 'volatility:solana:7d', 'change:bitcoin:24h', 'price:bitcoin']
    for (let minute = 0; minute <= 180; minute++) await at(minute * MINUTE, others)
    expect(asked).toEqual([])
    const names = [VOLATILITY, 'change:ethereum:7d', 'change:bitcoin:30d', ...others]
    for (let minute = 181; minute <= 361; minute++) await at(minute * MINUTE, names)
    const both = ['bitcoin', 'ethereum']
    expect(asked).toEqual([181, 242, 302].map(() => [both, 0]))
  })

  it('make the value that the record states once it has them', async () => {
    const { at, whole, midnight } = await begin()
    const names = [VOLATILITY, 'volatility:ethereum:7d', 'change:bitcoin:7d', 'change:ethereum:30d']
    for (const hour of [1, 5, 17, 24]) {
      const values = await at(hour * HOUR + 2 * MINUTE, names)
      const time = midnight + hour * HOUR
      expect(values.map((one) => one?.time)).toEqual(names.map(() => time))
      const close = (asset: string) => closesOf(asset, whole)?.values.at(hour - 25)
      expect(values.map((one) => one?.evidence.price)).toEqual([
        ...[undefined, undefined, close('bitcoin'), close('ethereum')],
      ])
      for (const [index, name] of names.entries())
        expect(values[index]?.value, name).toBeCloseTo(recorded(name, whole, time) ?? Number.NaN, 12)
    }
  })

  it('are those of the preferred venue that another confirms', async () => {
    const { at } = await begin()
    const plain = await at(HOUR + 2 * MINUTE, [VOLATILITY])
    const others = await begin()
    const off = { binance: 1.2, bybit: 1, okx: 1.004 } as const
    expect(await others.at(HOUR + 2 * MINUTE, [VOLATILITY], (venue, close) => close * off[venue])).toEqual(
      plain.map((one) => ({
        ...one,
        evidence: { every: HOUR, sources: expect.arrayContaining(['Bybit']) },
      })),
    )
  })

  it('have no value of an hour that one venue alone reports, and ask for it again ten minutes later', async () => {
    const { at, asked } = await begin()
    const alone: Says = (venue, close) => (venue === 'okx' ? close : undefined)
    expect(await at(HOUR + 2 * MINUTE, [VOLATILITY], alone)).toEqual([undefined])
    expect(await at(HOUR + 11 * MINUTE, [VOLATILITY])).toEqual([undefined])
    expect(asked).toHaveLength(1)
    expect(await at(HOUR + 12 * MINUTE, [VOLATILITY], (_, close) => close)).toMatchObject([
      { standing: 'confirmed' },
    ])
    expect(asked).toHaveLength(2)
  })

  it('never bridge a missing hour: there is no volatility until it is known, and never 0', async () => {
    const { at, midnight, whole } = await begin()
    const names = [VOLATILITY, 'change:bitcoin:7d']
    const second = midnight + 2 * HOUR
    const gap: Says = (_, close, time) => (time === second ? undefined : close)
    const [volatility, change] = await at(4 * HOUR + 2 * MINUTE, names, gap)
    // The first hour is whole; what came after the gap is not.
    expect(volatility?.time).toBe(midnight + HOUR)
    expect(change?.time).toBe(midnight + 4 * HOUR)
    const [known] = await at(5 * HOUR + 2 * MINUTE, names, (_, close) => close)
    expect(known?.value).toBeCloseTo(recorded(VOLATILITY, whole, midnight + 5 * HOUR) ?? Number.NaN, 12)
  })

  it('are asked for again at once where the clock had jumped ahead and was set back', async () => {
    const { at, midnight, asked } = await begin()
    const real: Says = (_, close, time) => (time > midnight + HOUR ? undefined : close)
    expect(await at(20 * HOUR + 2 * MINUTE, [VOLATILITY], real)).toMatchObject([{ time: midnight + HOUR }])
    expect(await at(2 * HOUR + 2 * MINUTE, [VOLATILITY], (_, close) => close)).toMatchObject([
      { time: midnight + 2 * HOUR },
    ])
    expect(asked).toHaveLength(2)
  })

  it('stay as they were first confirmed, and are left to the record where that stands still for two days', async () => {
    const { at, asked } = await begin()
    const [first] = await at(HOUR + 2 * MINUTE, [VOLATILITY])
    const restated: Says = (_, close) => close * 1.1
    const none: Says = () => undefined
    expect(await at(2 * HOUR + 2 * MINUTE, [VOLATILITY], none)).toEqual([first])
    const [later] = await at(2 * HOUR + 12 * MINUTE, [VOLATILITY], restated)
    expect(later?.value).toBeGreaterThan(first?.value ?? Number.NaN)
    asked.length = 0
    await at(49 * HOUR + 2 * MINUTE, [VOLATILITY])
    expect(asked).toEqual([])
  })
})
