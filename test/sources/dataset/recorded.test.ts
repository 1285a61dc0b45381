import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { valueAt } from '#src/market/series.ts'
import { DAY, isoOf } from '#src/market/time.ts'
import { midnightPrice } from '#src/services/prices.ts'
import { type DatasetLoad, readDataset } from '#src/sources/dataset/read.ts'
import { writeDataset } from '#src/sources/dataset/write.ts'
import { contentsOf } from '../../support/contents.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { describeWithShared } from '../../support/shared.ts'

describeWithShared('the recorded market history', ['dataset'], (folder) => {
  let load: DatasetLoad
  beforeAll(async () => {
    load = await readDataset(folder)
  })
  const text = (file: string) => readFileSync(join(folder, file), 'utf8')

  it('is read without a refusal, a warning or anything ignored', () => {
    expect({ ...load, history: undefined, plausible: undefined }).toEqual({
      history: undefined,
      plausible: undefined,
      refused: [],
      files: [],
      notices: [],
    })
  })

  it('loses no row of any file', () => {
    const { history } = load
    const ids = history.assets.map(({ id }) => id)
    const sum = (counts: readonly (number | undefined)[]) =>
      counts.reduce<number>((all, count) => all + (count ?? 0), 0)
    const rowsIn = (file: string) => text(file).trimEnd().split('\n').length - 1
    expect({
      assets: history.assets.length,
      prices_daily: sum(ids.map((id) => history.dailyCandles(id)?.times.length)),
      prices_hourly: sum(ids.map((id) => history.hourlyCandles(id)?.times.length)),
      market_caps: sum(ids.map((id) => history.marketCaps(id)?.times.length)),
      total_market_cap: history.totalMarketCap?.times.length,
      funding: sum(
        ids.flatMap((id) =>
          history.fundingVenues(id).map((venue) => history.funding(id, venue)?.times.length),
        ),
      ),
      open_interest: sum(
        ids.flatMap((id) =>
          history.openInterestVenues(id).map((venue) => history.openInterest(id, venue)?.times.length),
        ),
      ),
      spot_volume: sum(
        history.volumeVenues('spot').map((venue) => history.volume('spot', venue)?.times.length),
      ),
      cross_assets: sum(history.crossAssets.map(({ id }) => history.crossCloses(id)?.times.length)),
      macro: history.macro.length,
      rate_odds: history.rateOdds.length,
      sentiment: history.sentiment('fear-greed')?.times.length,
    }).toEqual({
      assets: rowsIn('assets.csv'),
      prices_daily: 101_256,
      prices_hourly: 15_360,
      market_caps: rowsIn('market_caps.csv'),
      total_market_cap: rowsIn('total_market_cap.csv'),
      funding: 13_986,
      open_interest: 294,
      spot_volume: 162,
      cross_assets: 2041,
      macro: 197,
      rate_odds: 148,
      sentiment: 2842,
    })
  })

  it('ends with the week of 17 November 2025, whose closing market caps it has', () => {
    const { history } = load
    expect(isoOf(history.now)).toBe('2025-11-17T00:00:00Z')
    expect(isoOf(history.from)).toBe('2025-01-01T00:00:00Z')
    expect(history.dailyCandles('bitcoin')?.times.at(-1)).toBe(history.now - DAY)
    expect(history.marketCaps('bitcoin')?.times.at(-1)).toBe(history.now)
    expect(history.totalMarketCap && valueAt(history.totalMarketCap, history.now)).toBe(3_282_256_789_251)
  })

  it('keeps assets of one ticker apart', () => {
    const { history } = load
    const idsOf = (ticker: string) =>
      history.assets.filter(({ symbol }) => symbol === ticker).map(({ id }) => id)
    expect(idsOf('SOL')).toEqual(['solana', 'wrapped-solana'])
    // Spelled USDF and USDf by their makers.
    expect(idsOf('USDF')).toEqual(['astherus-usdf', 'falcon-finance'])
    expect(history.dailyCandles('solana')?.close.at(-1)).toBeGreaterThan(0)
    expect(history.dailyCandles('wrapped-solana')).toBeUndefined()
  })

  it('prices one coin, never the contract of a thousand: market cap and price agree on the number of coins', () => {
    const { history } = load
    for (const id of ['pepe', 'shiba-inu', 'bonk', 'floki']) {
      expect(history.dailyCandles(id)?.close.at(-1)).toBeLessThan(0.001)
    }
    for (const { id, kind } of history.assets) {
      const caps = kind === 'coin' ? history.marketCaps(id) : undefined
      const supplies = Array.from(caps?.times ?? [], (time, i) => {
        const price = midnightPrice(history, id, time)
        return price === undefined ? undefined : (caps?.values[i] as number) / price
      }).filter((supply) => supply !== undefined)
      expect(Math.max(...supplies), id).toBeLessThanOrEqual(1.01 * Math.min(...supplies))
    }
  })

  it('dates no release, as its file does not', () => {
    expect(load.history.macro.every(({ releasedAt }) => releasedAt === undefined)).toBe(true)
  })

  it('names its suppliers without their prose', () => {
    const { history } = load
    expect(history.suppliers('prices_daily')).toEqual(['Binance'])
    expect(history.suppliers('open_interest')).toEqual(['CoinGlass'])
    expect(history.suppliers('yield_curves')).toEqual(['FRED', 'Japan MOF'])
    expect(history.suppliers('perp_volume')).toEqual([])
  })

  it('is written back to the same bytes, but for what a History does not hold', async () => {
    const copy = await temporaryFolder()
    await writeDataset(copy, load.history)
    for (const file of [
      'prices_hourly',
      'market_caps',
      'funding',
      'open_interest',
      'macro',
      'yield_curves',
    ]) {
      expect(readFileSync(join(copy, `${file}.csv`), 'utf8') === text(`${file}.csv`), file).toBe(true)
    }
    expect(contentsOf((await readDataset(copy)).history)).toEqual(contentsOf(load.history))
  })
})
