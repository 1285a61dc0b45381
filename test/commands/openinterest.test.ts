/** On a live market `/openinterest` counts now what the week counted, and names the venues that it leaves out. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { between } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { sampleHistory } from '../support/histories.ts'
import { ask } from './asking.ts'
import { liveAt, MONDAY, NOW, said } from './live.ts'

let sample: History
let live: History
beforeAll(async () => {
  sample = await sampleHistory()
  live = liveAt(sample, NOW)
})

it('/openinterest all is that of all coins, as it is for funding', async () => {
  expect(await said('/openinterest all', live)).toEqual(await said('/openinterest total', live))
})

describe('/openinterest of venues by name', () => {
  /** As the record had it: no sum of all venues, Hyperliquid since last Friday, bitcoin alone. */
  const interestOf = (since: Readonly<Record<string, number>>): History => ({
    ...live,
    interestStamps: new Map(),
    openInterestVenues: (asset) => (asset === 'bitcoin' ? Object.keys(since) : []),
    openInterest(asset, venue) {
      const series = sample.openInterest(asset, venue)
      return series && between(series, since[venue] ?? NOW, NOW)
    },
  })
  const three = { binance: 0, bybit: 0, okx: 0 }

  it('counts now what the week counts, and says which venues these are', async () => {
    const history = interestOf({ ...three, hyperliquid: MONDAY - 3 * DAY })
    const [en, ja] = await said('/oi btc', history)
    expect(en).toMatch(
      /^BTC open interest at Binance, Bybit and OKX: \$26\.5B, −3\.7% since Monday, 17 November \(\$27\.5B\)\n/,
    )
    expect(ja).toMatch(/^BTCの建玉（Binance、Bybit、OKX）は265億ドル、11月17日（月）の275億ドルから−3\.7%\n/)
    // As in the week's figures and under its chart.
    expect(en).toContain('Open interest\n$27.5B\n')
    expect(en).toContain('Counted: Binance, Bybit, OKX (USDT-margined perpetual).')
    // Its chart is of the whole week, whatever was read since.
    expect(en).toContain('Data to 00:00 UTC on 17 Nov')
    // The supplier of the prices follows, as they have a pane.
    expect(en).toMatch(/Source: Binance, Bybit, OKX(?!, Hyperliquid)/)
    expect(en).toContain('In neither sum, as the week’s figures leave them out: Hyperliquid')
    expect(ja).toContain('週間の集計に含まれないため、比較から除いた取引所：Hyperliquid')
    const { answer } = await ask('/oi btc view:venues', history, 'en')
    expect(answer.kind === 'section' && answer.sources).toContain('hyperliquid')
  })

  it('says since when there is something where the week has nothing', async () => {
    const [en, ja] = await said('/oi btc', interestOf({ binance: NOW - DAY, bybit: NOW - DAY }))
    expect(en).toContain(
      'Last whole week: Open interest\nBTC open interest is on record only since 20 November, so there are no figures of that week.',
    )
    expect(ja).toContain('BTCの建玉の記録は11月20日以降に限られ、この週の数値はありません。')
    expect(`${en}${ja}`).not.toMatch(/for want of|Left out|データ不足|除外/)
  })

  it('says so where it is the end of the week alone that is not on record', async () => {
    const history = interestOf(three)
    const without: History = {
      ...history,
      openInterest(asset, venue) {
        const series = history.openInterest(asset, venue)
        if (!series) return series
        const [old, recent] = [between(series, 0, MONDAY - DAY), between(series, MONDAY, NOW)]
        return {
          times: Float64Array.of(...old.times, ...recent.times),
          values: Float64Array.of(...old.values, ...recent.values),
        }
      },
    }
    const [en, ja] = await said('/oi btc', without)
    expect(en).toContain('No BTC open interest is on record of the end of that week.')
    expect(ja).toContain('BTCの建玉は、この週の終わりの値が記録にありません。')
  })

  it('says withheld of a venue whose figure was reported and is not used', async () => {
    const history = interestOf({ ...three, hyperliquid: 0 })
    const withheld: History = {
      ...history,
      openInterest(asset, venue) {
        const series = history.openInterest(asset, venue)
        return series && venue === 'hyperliquid' ? between(series, 0, MONDAY - DAY) : series
      },
      withheld: [
        {
          ...{ table: 'open_interest', of: { venue: 'hyperliquid', asset: 'bitcoin' }, time: MONDAY - DAY },
          ...{ value: 1e12, reason: 'jump', against: [] },
        },
      ],
    }
    const [en, ja] = await said('/oi btc', withheld)
    expect(en).toContain(
      'Left out at both ends, as a figure of theirs is withheld (see /sources): Hyperliquid.',
    )
    expect(ja).toContain(
      '期初または期末の値を保留しているため（/sources参照）、期初・期末とも除外：Hyperliquid',
    )
    expect(en).not.toContain('for want of a figure')
  })
})
