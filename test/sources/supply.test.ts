/** A cap is held against its price times the supply of the days beside it. */
import { describe, expect, it } from 'vitest'
import type { HistoryTables } from '#src/market/tables.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { suppliesIn } from '#src/sources/plausible/supplies.ts'
import { capsApart, COIN_STEP, ISSUED_STEP } from '#src/sources/plausible/supply.ts'
import { withoutImplausible } from '#src/sources/plausible.ts'
import { readHistory } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'

const END = startOfDay('2025-11-24')
const DAYS = 60
const times = Float64Array.from({ length: DAYS }, (_, row) => END - (DAYS - 1 - row) * DAY)
const price = (row: number) => 10 * (1 + 0.2 * Math.sin(row))
/** The close of the day that ends at each cap's 00:00. */
const closes = {
  times: times.map((time) => time - DAY),
  values: Float64Array.from(times, (_, row) => price(row)),
}

/** Days before the last one that are withheld, where the supply of each is so many coins. */
function apart(supply: (daysBefore: number) => number, least = COIN_STEP) {
  const values = Float64Array.from(times, (_, row) => price(row) * supply(DAYS - 1 - row))
  const caps = { times, values }
  const [supplies] = suppliesIn([{ caps, closes, quote: 'USD', isSteady: true }])
  return capsApart(caps, supplies as Float64Array, least)
}
const daysOf = (found: ReturnType<typeof apart>) => found.map(({ time }) => (END - time) / DAY)

it('withholds a cap that is 3 % off its price times yesterday’s supply, and names what it was held against', () => {
  const [one, ...others] = apart((day) => (day === 0 ? 1.03e6 : 1e6))
  expect(others).toEqual([])
  expect(one).toMatchObject({ time: END, against: { name: 'byPrice' } })
  expect(one?.value).toBeCloseTo(price(DAYS - 1) * 1.03e6, 0)
  expect(one?.against.value).toBeCloseTo(price(DAYS - 1) * 1e6, 0)
  expect(apart((day) => (day === 0 ? 1.015e6 : 1e6))).toEqual([])
})

it('keeps it withheld where the next day has the old supply again, and takes nothing else away', () => {
  expect(daysOf(apart((day) => (day === 7 ? 0.96e6 : 1e6)))).toEqual([7])
})

it('lets an unlock and a burn stand once the next day has the same supply', () => {
  for (const after of [1.2e6, 0.9e6]) {
    expect(daysOf(apart((day) => (day < 1 ? after : 1e6)))).toEqual([0])
    expect(daysOf(apart((day) => (day < 2 ? after : 1e6)))).toEqual([])
  }
})

it('lets no next day confirm twice the supply', () => {
  expect(daysOf(apart((day) => (day < 2 ? 2.5e6 : 1e6)))).toEqual([1, 0])
})

it('measures how far supplies lie apart every day where prices and caps are of other hours', () => {
  const noisy = (day: number) => 1e6 * (1 + 0.008 * Math.sin(day * 2.3))
  expect(daysOf(apart((day) => noisy(day) * (day === 3 ? 1.03 : 1)))).toEqual([])
  expect(daysOf(apart((day) => noisy(day) * (day === 3 ? 1.2 : 1)))).toEqual([3])
})

it('takes what all coins seem to change by together for a matter of minutes, and finds the one that is off beside', () => {
  const tables = (together: number, own: number): HistoryTables => ({
    ...{ name: 'x', kind: 'recorded', from: times[0] as number, now: END },
    assets: ids.map((id) => ({ id, symbol: id, name: id, kind: 'coin', sectors: [] })),
    dailyCandles: new Map(
      ids.map((id) => {
        const { times: days, values: close } = closes
        return [id, { interval: DAY, times: days, open: close, high: close, low: close, close }]
      }),
    ),
    marketCaps: new Map(
      ids.map((id, at) => {
        const off = (row: number) => (row === DAYS - 1 ? together * (at === 3 ? own : 1) : 1)
        return [id, { times, values: Float64Array.from(times, (_, row) => price(row) * 1e6 * off(row)) }]
      }),
    ),
  })
  const ids = Array.from({ length: 12 }, (_, at) => `coin${at}`)
  const withheld = (together: number, own: number) =>
    (withoutImplausible(tables(together, own)).withheld ?? []).map(({ of }) => of.asset)
  expect(withheld(0.95, 1)).toEqual([])
  expect(withheld(0.95, 1.04)).toEqual(['coin3'])
  // No minutes explain that.
  expect(withheld(1.3, 1)).toHaveLength(12)
})

/** Coins of which each has its own supply: a factor by coin and row, over closes that are `factor` times what they are in dollars. */
function coinsOf(
  count: number,
  supply: (coin: number, row: number) => number,
  factor: (coin: number, row: number) => number = () => 1,
): HistoryTables {
  const ids = Array.from({ length: count }, (_, at) => `coin${at}`)
  const column = (make: (row: number) => number) => Float64Array.from(times, (_, row) => make(row))
  return {
    ...{ name: 'x', kind: 'recorded', from: times[0] as number, now: END },
    assets: ids.map((id) => ({ id, symbol: id, name: id, kind: 'coin', sectors: [] })),
    dailyCandles: new Map(
      ids.map((id, at) => {
        const close = column((row) => price(row) * factor(at, row))
        return [id, { interval: DAY, times: closes.times, open: close, high: close, low: close, close }]
      }),
    ),
    marketCaps: new Map(
      ids.map((id, at) => [id, { times, values: column((row) => price(row) * 1e6 * supply(at, row)) }]),
    ),
  }
}
const capsWithheld = (tables: HistoryTables, evidence = {}) =>
  (withoutImplausible(tables, evidence).withheld ?? []).filter(({ table }) => table === 'market_caps')

describe('closes in USDT, which is off par', () => {
  const LAST = DAYS - 1
  /** Of every third coin the closes are in dollars. */
  const isInDollars = (coin: number) => coin % 3 === 0
  const market = (
    rateAt: (row: number) => number,
    isReported: boolean,
    own: (coin: number, row: number) => number,
  ) => ({
    ...coinsOf(12, own, (coin, row) => (isInDollars(coin) ? 1 : 1 / rateAt(row))),
    suppliersOfParts: new Map([
      [
        'prices_daily' as const,
        new Map(
          Array.from({ length: 12 }, (_, at) => [`coin${at}`, [isInDollars(at) ? 'Kraken' : 'Binance']]),
        ),
      ],
    ]),
    tetherRate: (time: number) =>
      isReported && times.includes(time)
        ? { rate: rateAt(times.indexOf(time)), time, source: 'kraken' }
        : undefined,
  })
  const steady = () => 1

  it.each([0.9, 0.97, 1.03])('withholds no cap at %d where its rate is on record', (rate) => {
    for (const days of [
      (row: number) => row === LAST,
      (row: number) => row > 40,
      (row: number) => row === 40,
    ]) {
      const rateAt = (row: number) => (days(row) ? rate : 1)
      expect(capsWithheld(market(rateAt, true, steady))).toEqual([])
    }
  })

  it('finds the cap that is off beside', () => {
    const own = (coin: number, row: number) => (coin < 2 && row === LAST ? 1.04 : 1)
    const found = capsWithheld(market((row) => (row === LAST ? 0.97 : 1), true, own))
    expect(found.map(({ of }) => of.asset)).toEqual(['coin0', 'coin1'])
  })

  it.each([0.97, 1.03])('withholds no cap at %d where nobody told its rate', (rate) => {
    for (const days of [
      (row: number) => row === LAST,
      (row: number) => row > 40,
      (row: number) => row === 40,
    ]) {
      const rateAt = (row: number) => (days(row) ? rate : 1)
      expect(capsWithheld(market(rateAt, false, steady))).toEqual([])
    }
  })

  it('holds a coin whose closes are reported in both against what is known', () => {
    const tables = market((row) => (row === LAST ? 0.97 : 1), true, steady)
    tables.suppliersOfParts.get('prices_daily')?.set('coin1', ['Binance', 'Kraken'])
    expect(capsWithheld(tables)).toEqual([])
  })

  it('withholds nothing of a midnight at which most change in one direction, each by its own share', () => {
    const off = (coins: number) => (coin: number, row: number) =>
      row === LAST && coin < coins ? 0.97 - coin / 100 : 1
    expect(capsWithheld(coinsOf(12, off(8)))).toEqual([])
    expect(capsWithheld(coinsOf(12, off(4)))).toHaveLength(4)
  })

  it('keeps the level over a midnight without caps', () => {
    const tables = market((row) => (row > 20 ? 0.97 : 1), false, steady)
    const marketCaps = new Map(
      [...(tables.marketCaps ?? [])].map(([id, caps]) => {
        const isThere = (_: number, row: number) => row !== 30
        return [id, { times: caps.times.filter(isThere), values: caps.values.filter(isThere) }]
      }),
    )
    expect(capsWithheld({ ...tables, marketCaps })).toEqual([])
  })
})

describe('supplies that change every day', () => {
  it('lets a coin be issued by 3 % a day, from its first day on', () => {
    expect(daysOf(apart((day) => 1e6 * 1.03 ** (DAYS - day)))).toEqual([])
    // One of sixty: no common step hides it.
    const tables = coinsOf(60, (coin, row) => (coin === 0 ? 1.03 ** row : 1))
    expect(capsWithheld(tables)).toEqual([])
  })

  it('lets all of sixty be issued so, each by its own share', () => {
    expect(capsWithheld(coinsOf(60, (coin, row) => (1 + 0.02 + coin / 3000) ** row))).toEqual([])
  })

  it('takes the second day of an issue for a trend, which confirms the first', () => {
    const begun = (days: number) => daysOf(apart((day) => 1e6 * 1.03 ** Math.max(0, days - day)))
    expect([begun(1), begun(2), begun(3), begun(10)]).toEqual([[0], [], [], []])
  })

  it('withholds nothing of the first days for noise, and what is far off all the same', () => {
    const noise = (row: number) => 1 + 0.02 * Math.sqrt(2) * Math.sin(row * 2.3)
    const values = (of: (row: number) => number) =>
      apart((day) => (DAYS - 1 - day < 8 ? 1e6 * of(DAYS - 1 - day) : Number.NaN))
    expect(values(noise)).toEqual([])
    expect(daysOf(values((row) => noise(row) * (row === 5 ? 1.3 : 1)))).toEqual([DAYS - 1 - 5])
  })
})

it('holds no cap that was read late against the close of midnight, but for one that no hour explains', () => {
  const off = (coin: number, row: number) => (row === DAYS - 1 ? 1 + (coin - 6) / 100 : 1)
  const [first, ...others] = capsWithheld(coinsOf(13, off))
  expect(first?.time).toBe(END)
  expect(others.length).toBeGreaterThan(3)
  const lateCaps = () => LATE
  expect(capsWithheld(coinsOf(13, off), { lateCaps })).toEqual([])
  const wrong = (coin: number, row: number) => off(coin, row) * (coin === 3 && row === DAYS - 1 ? 10 : 1)
  expect(capsWithheld(coinsOf(13, wrong), { lateCaps }).map(({ of }) => of.asset)).toEqual(['coin3'])
})
const LATE = [END]

it('works supplies out once while caps and closes are the same columns', () => {
  const caps = { times, values: Float64Array.from(times, (_, row) => price(row) * 1e6) }
  const coins = (values: Float64Array) =>
    [
      { ...caps, values },
      { ...caps, values: caps.values.slice() },
    ].map((its) => ({ caps: its, closes, quote: 'USDT', isSteady: true }) as const)
  const both = coins(caps.values)
  const first = suppliesIn(both, () => 0.999)
  // As after a refresh: new objects around the same columns.
  const again = suppliesIn(
    both.map((one) => ({ ...one, caps: { ...one.caps }, closes: { ...closes } })),
    () => 0.999,
  )
  expect(again.map((one, at) => one === first[at])).toEqual([true, true])
  // A close that is withheld makes other columns of the first coin's: the others stay.
  const copied = { times: closes.times.slice(), values: closes.values.slice() }
  const others = suppliesIn(
    both.map((one, at) => (at === 0 ? { ...one, closes: copied } : one)),
    () => 0.999,
  )
  expect(others.map((one, at) => one === first[at])).toEqual([false, true])
  const [one, other] = suppliesIn(both, () => 0.9)
  expect([one?.[0], other?.[0]]).toEqual([expect.closeTo(1e6 / 0.9, 4), expect.closeTo(1e6 / 0.9, 4)])
})

it('holds what is issued on demand only against twice as many', () => {
  expect(apart((day) => (day === 0 ? 1.3e6 : 1e6), ISSUED_STEP)).toEqual([])
  expect(daysOf(apart((day) => (day === 0 ? 2.5e6 : 1e6), ISSUED_STEP))).toEqual([0])
})

it('holds a cap without a price against the one before', () => {
  const values = Float64Array.from(times, (_, row) => (row === DAYS - 1 ? 4e7 : 1e7))
  expect(
    capsApart(
      { times, values },
      values.map(() => Number.NaN),
      COIN_STEP,
    ),
  ).toEqual([{ time: END, value: 4e7, against: { name: 'before', value: 1e7 } }])
})

// Its caps are made of its own closes and a constant supply: this shows that cap and close are of the same instant.
describeWithShared('the recorded history', ['dataset'], (dataset) => {
  it('loses no cap', async () => {
    const history = await readHistory(dataset)
    const caps = history.assets.flatMap(({ id }) => {
      const series = history.marketCaps(id)
      return series ? [[id, series] as const] : []
    })
    const candles = history.assets.flatMap(({ id }) => {
      const series = history.dailyCandles(id)
      return series ? [[id, series] as const] : []
    })
    const tables = {
      ...{ name: history.name, kind: history.kind, from: history.from, now: history.now },
      ...{ assets: history.assets, marketCaps: new Map(caps), dailyCandles: new Map(candles) },
    }
    expect(caps.reduce((sum, [, series]) => sum + series.times.length, 0)).toBeGreaterThan(30_000)
    const { withheld = [] } = withoutImplausible(tables)
    expect(withheld.filter(({ table }) => table === 'market_caps')).toEqual([])
  })
})
