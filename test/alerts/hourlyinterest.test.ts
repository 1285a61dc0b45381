/** Open interest by the hour: what is asked when, what confirms a reading, and what changes are made of. */
import { describe, expect, it } from 'vitest'
import { createHourlyInterest, type VenueInterest } from '#src/alerts/hourlyinterest.ts'
import { parseSeries, type WatchedSeries } from '#src/market/watched.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]
const START = Date.parse('2025-11-24T05:00:00Z')
const TITLES: Readonly<Record<string, string>> = { okx: 'OKX', bybit: 'Bybit', binance: 'Binance' }

type Says = Readonly<Record<string, number>>

function begin() {
  let now = START
  let price = 90_000
  let says: Says = {}
  let age = 0
  const asked: (readonly string[])[] = []
  const kept = new Map<string, [number, number][]>()
  const parts = {
    venues: Object.keys(TITLES),
    async ask(assets: readonly string[]) {
      asked.push(assets)
      const own = Object.entries(says).map(
        ([venue, coins]): VenueInterest => ({
          ...{ venue, title: TITLES[venue] ?? '', usd: coins * price, time: now - age },
          ...(venue !== 'bybit' && { coins }),
        }),
      )
      return new Map(own.length > 0 ? assets.map((asset) => [asset, own]) : [])
    },
    work: {
      async sample(points: readonly { asset: string; time: number; value: number }[]) {
        for (const { asset, time, value } of points)
          kept.set(asset, [...(kept.get(asset) ?? []), [time, value]])
      },
      samples: async (names: readonly string[], from: number, to = Number.POSITIVE_INFINITY) =>
        new Map(
          names.map((name) => [name, (kept.get(name) ?? []).filter(([time]) => time >= from && time <= to)]),
        ),
    },
  }
  let read = createHourlyInterest(parts)
  const at = async (...names: readonly string[]) => {
    const series = names.flatMap((name): WatchedSeries[] => {
      const one = parseSeries(name)
      return one ? [one] : []
    })
    const interestOf = await read(series, now)
    return series.map((one) => (one.kind === 'interest' ? interestOf(one) : undefined))
  }
  return {
    ...{ asked, kept, at },
    now: () => now,
    pass(milliseconds: number) {
      now += milliseconds
    },
    dollars(next: number) {
      price = next
    },
    late(by: number) {
      age = by
    },
    restart() {
      read = createHourlyInterest(parts)
    },
    /** What venues hold, hour by hour; gives the last change of these series. */
    async hours(readings: readonly Says[], ...names: readonly string[]) {
      let last: Awaited<ReturnType<typeof at>> = []
      for (const one of readings) {
        says = one
        last = await at(...names)
        now += HOUR
      }
      return last
    },
  }
}

const COINS = 'interest.coins:bitcoin:24h'
const DOLLARS = 'interest.usd:bitcoin:24h'
const steady = (hours: number, says: Says): Says[] => Array.from({ length: hours }, () => says)

describe('open interest by the hour', () => {
  it('is asked for once an hour while it is watched, of the watched coins alone', async () => {
    const { at, pass, asked, hours } = begin()
    await hours([{ okx: 100 }])
    expect(asked).toEqual([])
    await hours([{ okx: 100 }], COINS, DOLLARS, 'interest.usd:ethereum:7d', 'price:solana')
    pass(-HOUR)
    for (let minute = 0; minute < 59; minute++) {
      pass(MINUTE)
      await at(COINS, 'interest.usd:ethereum:7d')
    }
    expect(asked).toEqual([['bitcoin', 'ethereum']])
    pass(MINUTE)
    await at(COINS)
    expect(asked.slice(1)).toEqual([['bitcoin']])
  })

  it('is asked for again after ten minutes where no venue reported it, and not again for a restart', async () => {
    const { at, pass, asked, hours, restart } = begin()
    await hours([{}], COINS)
    pass(-HOUR)
    for (let minute = 0; minute < 10; minute++) {
      pass(MINUTE)
      await at(COINS)
    }
    expect(asked).toHaveLength(2)
    pass(50 * MINUTE)
    await hours([{ okx: 100 }], COINS)
    pass(-HOUR + MINUTE)
    restart()
    await at(COINS)
    expect(asked).toHaveLength(3)
  })

  it('changes by nothing that is known before readings reach back a whole window', async () => {
    const { hours, at } = begin()
    expect(await hours(steady(24, { okx: 100, binance: 100 }), COINS)).toEqual([undefined])
    expect(await at(COINS)).toMatchObject([{ value: 0 }])
    expect(await at('interest.coins:bitcoin:7d')).toEqual([undefined])
  })

  it('tells coins from dollars, and says how often it is read', async () => {
    const { hours, dollars, now } = begin()
    await hours(steady(24, { okx: 100, binance: 100 }), COINS)
    dollars(81_000)
    const [coins, usd] = await hours([{ okx: 95, binance: 95 }], COINS, DOLLARS)
    expect(coins).toMatchObject({
      time: now() - HOUR,
      standing: 'confirmed',
      evidence: { every: HOUR, sources: ['Binance', 'OKX'], interest: { coins: 190, usd: 190 * 81_000 } },
    })
    expect(coins?.value).toBeCloseTo(-0.05, 10)
    expect(usd?.value).toBeCloseTo(0.95 * 0.9 - 1, 10)
    expect(coins?.evidence.interest?.otherChange).toBe(usd?.value)
  })

  it('compares the venues alone that reported both ends, and nothing where those are too few', async () => {
    const { hours } = begin()
    await hours(steady(23, { okx: 100 }), COINS)
    await hours(steady(2, { okx: 100, binance: 60 }), COINS)
    expect(await hours([{ okx: 90, binance: 60 }], COINS)).toMatchObject([{ evidence: { sources: ['OKX'] } }])
    expect(await hours(steady(2, { okx: 90, binance: 110 }), COINS)).toEqual([undefined])
  })

  it('leaves out a venue that says something else than an hour ago, until it says it again', async () => {
    const { hours } = begin()
    await hours(steady(24, { okx: 100, binance: 100 }), COINS)
    for (const lie of [1000, 10, 0.001]) {
      expect(await hours([{ okx: 100, binance: lie }], COINS)).toMatchObject([
        { value: 0, evidence: { sources: ['OKX'] } },
      ])
      await hours(steady(2, { okx: 100, binance: 100 }), COINS)
    }
    const [again] = await hours(steady(2, { okx: 100, binance: 70 }), COINS)
    expect(again?.value).toBeCloseTo(-0.15, 10)
  })

  it('has no value of a window whose beginning lies in a gap', async () => {
    const { hours, pass } = begin()
    await hours(steady(4, { okx: 100 }), COINS)
    pass(22 * HOUR)
    expect(await hours(steady(2, { okx: 100 }), COINS)).toMatchObject([{ value: 0 }])
    expect(await hours(steady(2, { okx: 100 }), COINS)).toEqual([undefined])
  })

  it('is asked for at once where the clock had jumped ahead and was set back, and not made of what is dated ahead', async () => {
    const { hours, pass, asked, now } = begin()
    await hours(steady(25, { okx: 100 }), COINS)
    pass(20 * HOUR)
    await hours([{ okx: 90 }], COINS)
    pass(-21 * HOUR)
    asked.length = 0
    const [change] = await hours([{ okx: 95 }], COINS)
    expect(asked).toEqual([['bitcoin']])
    expect(change?.time).toBe(now() - HOUR)
    expect(change?.value).toBeCloseTo(-0.05, 10)
  })

  it('is not made of what a venue reported more than half an hour ago', async () => {
    const { hours, kept, late } = begin()
    await hours([{ okx: 100 }], COINS)
    late(HOUR / 2 + MINUTE)
    await hours([{ okx: 100 }], COINS)
    expect(kept.get('interest.usd:bitcoin@okx')).toHaveLength(1)
    late(0)
    await hours([{ okx: 100 }], COINS)
    expect(kept.get('interest.usd:bitcoin@okx')).toHaveLength(2)
  })
})
