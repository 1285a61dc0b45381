/** The record keeps what it is told once, keeps what was told before, and is the same on every database. */
import { describe, expect, it } from 'vitest'
import type { Observation } from '#src/market/observation.ts'
import { DAY } from '#src/market/time.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { DATABASES } from '../support/databases.ts'

const START = Date.UTC(2025, 10, 1)

function cap(day: number, value: number, asset = 'bitcoin', source = 'CoinGecko'): Observation {
  return {
    table: 'market_caps',
    of: { asset },
    time: START + day * DAY,
    values: { market_cap_usd: value },
    source,
  }
}

async function seriesOf(record: MarketRecord, table = 'market_caps') {
  const { series } = await record.changed(0)
  const found = series.find((one) => one.table === table)
  if (!found) throw new Error(`no series of ${table}`)
  return record.columns(found.id)
}

describe.each(DATABASES)('the record on $name', ({ open }) => {
  it('gives back what it was given, in the order of time', async () => {
    const { record } = await open()
    const observations = [cap(2, 30), cap(0, 10), cap(1, 20)]
    expect(await record.keep({ observations, observedAt: 5 })).toMatchObject({
      added: 3,
      revised: 0,
      same: 0,
    })
    const columns = await seriesOf(record)
    expect([...columns.times]).toEqual([START, START + DAY, START + 2 * DAY])
    expect([...columns.values[0]]).toEqual([10, 20, 30])
    expect(columns.sources).toEqual(['CoinGecko'])
  })

  it('keeps nothing twice, and no write changes what it leaves alone', async () => {
    const { record } = await open()
    await record.keep({ observations: [cap(0, 10), cap(1, 20)], observedAt: 5 })
    const { generation } = await record.changed(0)
    expect(await record.keep({ observations: [cap(1, 20), cap(1, 20)], observedAt: 6 })).toMatchObject({
      added: 0,
      same: 1,
    })
    expect((await record.changed(generation)).series).toEqual([])
    expect((await seriesOf(record)).times.length).toBe(2)
  })

  it('reads the last report, and the earlier ones when asked', async () => {
    const { record } = await open()
    await record.keep({ observations: [cap(0, 10)], observedAt: 5 })
    await record.keep({ observations: [cap(0, 11, 'bitcoin', 'Other')], observedAt: 6 })
    await record.keep({ observations: [cap(0, 12)], observedAt: 7 })
    expect([...(await seriesOf(record)).values[0]]).toEqual([12])
    expect(await record.earlier('market_caps', { asset: 'bitcoin' }, START)).toEqual([
      { values: [10, null, null, null], source: 'CoinGecko', observedAt: 5, replacedAt: 6 },
      { values: [11, null, null, null], source: 'Other', observedAt: 6, replacedAt: 7 },
    ])
  })

  it('takes open interest that was reported again later in its day for the later report, also where it is the same', async () => {
    const { record } = await open()
    const interest: Observation = {
      ...{ table: 'open_interest', of: { venue: 'hyperliquid', asset: 'bitcoin' }, time: START },
      ...{ values: { open_interest_usd: 7 }, source: 'Hyperliquid' },
    }
    const tell = (observedAt: number) => record.keep({ observations: [interest], observedAt })
    const early = async () => {
      const { series } = await record.changed(0)
      return record.observedWithin(series[0]?.id ?? 0, DAY - 1)
    }
    await tell(START + DAY / 2)
    expect(await early()).toEqual([START])
    const { generation } = await record.changed(0)
    expect(await tell(START + DAY - 1)).toMatchObject({ added: 0, revised: 0, same: 1 })
    expect(await early()).toEqual([])
    expect((await record.changed(generation)).series).toHaveLength(1)
    expect(await record.earlier('open_interest', interest.of, START)).toEqual([])
    // An older page that comes late takes nothing back.
    await tell(START + DAY / 4)
    expect(await early()).toEqual([])
    // A row of a day that was over kept the hour of its first report: an archive's file of before the second replaced it.
    const over = (await record.changed(0)).generation
    await tell(START + DAY + 1)
    await tell(START + 2 * DAY)
    const observed = await record.observedAt('open_interest', interest.of, START, START + DAY)
    expect(observed.get(START)).toBe(START + 2 * DAY)
    // The first of the two says that the day ended so; the second changes nothing that is loaded.
    expect((await record.changed(over)).series).toHaveLength(1)
    const { generation: read } = await record.changed(0)
    await tell(START + 3 * DAY)
    expect((await record.changed(read)).series).toEqual([])
  })

  it('keeps a settlement as it settled first, and takes other digits of it for the same', async () => {
    const { record } = await open()
    const settled = (rate: number, hours?: number): Observation => ({
      ...{
        table: 'funding',
        of: { asset: 'bitcoin', venue: 'hyperliquid' },
        time: START,
        source: 'Hyperliquid',
      },
      values: { rate, ...(hours !== undefined && { interval_hours: hours }) },
    })
    await record.keep({ observations: [settled(0.000026412)], observedAt: 5 })
    const { generation } = await record.changed(0)
    expect(await record.keep({ observations: [settled(0.0000264123456)], observedAt: 6 })).toMatchObject({
      ...{ same: 1, revised: 0, contradicted: 0 },
    })
    expect((await record.changed(generation)).series).toEqual([])
    expect(await record.contradictions(0)).toEqual([])
    expect(await record.keep({ observations: [settled(0.0000264123456, 1)], observedAt: 7 })).toMatchObject({
      revised: 1,
    })
    expect(await record.keep({ observations: [settled(0.00026412, 1)], observedAt: 8 })).toMatchObject({
      contradicted: 1,
    })
    const columns = await seriesOf(record, 'funding')
    expect(columns.values.slice(0, 2).map(([value]) => value)).toEqual([0.000026412, 1])
    expect(await record.contradictions(0)).toMatchObject([{ known: 0.000026412, reported: 0.00026412 }])
  })

  it('names the series that a write has changed, and no others', async () => {
    const { record } = await open()
    await record.keep({ observations: [cap(0, 1), cap(0, 2, 'ethereum')], observedAt: 5 })
    const { generation } = await record.changed(0)
    await record.keep({ observations: [cap(1, 3, 'ethereum')], observedAt: 6 })
    expect((await record.changed(generation)).series.map(({ key }) => key)).toEqual([['ethereum']])
  })

  it('reads a part of a series by its time', async () => {
    const { record } = await open()
    const observations = Array.from({ length: 30 }, (_, day) => cap(day, day + 1))
    await record.keep({ observations, observedAt: 5 })
    const { series } = await record.changed(0)
    const part = await record.columns(series[0]?.id ?? 0, START + 5 * DAY, START + 8 * DAY)
    expect([...part.values[0]]).toEqual([6, 7, 8])
  })

  it('moves a feed on together with its page, never back', async () => {
    const { record } = await open()
    const through = (asset: string | undefined, time: number) => [{ feed: 'binance funding', asset, time }]
    await record.keep({ observations: [cap(0, 1)], observedAt: 5, through: through('bitcoin', 100) })
    await record.keep({ observations: [], observedAt: 6, through: through('bitcoin', 50) })
    await record.keep({ observations: [], observedAt: 6, through: through(undefined, 70) })
    expect(await record.through('binance funding')).toEqual(
      new Map([
        ['bitcoin', 100],
        ['', 70],
      ]),
    )
    expect(await record.through('bybit funding')).toEqual(new Map())
  })

  it('keeps assets in the order of the last report, and forgets none', async () => {
    const { record } = await open()
    const asset = (id: string, sectors: readonly 'meme'[] = []) =>
      ({ id, symbol: id, name: id, kind: 'coin', sectors }) as const
    await record.keep({ observations: [], observedAt: 1, assets: [asset('a', ['meme']), asset('b')] })
    await record.keep({ observations: [], observedAt: 2, assets: [asset('c'), asset('a')] })
    const assets = await record.assets()
    expect(assets.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect(assets[1]?.sectors).toEqual(['meme'])
  })

  it('keeps of the present its last report alone', async () => {
    const { record } = await open()
    const price = (time: number, value: number): Observation => ({
      table: 'prices_now',
      of: { venue: 'all', asset: 'bitcoin' },
      time,
      values: { price: value },
      source: 'CoinGecko',
    })
    await record.keep({ observations: [price(1, 100)], observedAt: 1 })
    await record.keep({ observations: [price(2, 101)], observedAt: 2 })
    const columns = await seriesOf(record, 'prices_now')
    expect([...columns.values[0]]).toEqual([101])
  })

  it('leaves nothing of a page that fails', async () => {
    const { record } = await open()
    const broken = { ...cap(0, 1, 'ethereum'), time: Number.NaN }
    await expect(record.keep({ observations: [cap(0, 1), broken], observedAt: 5 })).rejects.toThrow()
    expect((await record.changed(0)).series).toEqual([])
  })
})
