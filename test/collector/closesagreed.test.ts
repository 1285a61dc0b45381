import { expect, it } from 'vitest'
import { closesAgreed } from '#src/collector/alone.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { sampleHistory } from '../support/histories.ts'

it.each([
  ['two venues that differ by little', { binance: 1, okx: 1.0005 }, ['binance', 'okx']],
  ['two of three', { binance: 1, kraken: 1.003, okx: 1.2 }, ['binance', 'kraken']],
  ['one venue alone', { binance: 1 }, undefined],
  ['two venues far apart', { binance: 1, okx: 1.2 }, undefined],
  ['a price that is reckoned of many venues, and one venue', { binance: 1, defillama: 1 }, undefined],
])('a close that %s report', async (_, factors, venues) => {
  const history = await sampleHistory()
  const day = history.now - DAY
  const candles = history.dailyCandles('bitcoin')
  const close = candles && valueAt({ times: candles.times, values: candles.close }, day)
  if (close === undefined) throw new Error('no close')
  const agreed = closesAgreed(history, (asset, at) =>
    asset === 'bitcoin' && at === day
      ? Object.entries(factors).map(([venue, factor]) => ({ venue, close: close * factor }))
      : [],
  )
  expect(agreed).toEqual(venues ? [{ asset: 'bitcoin', day, venues }] : [])
})
