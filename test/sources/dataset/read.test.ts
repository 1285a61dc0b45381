import { mkdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { DatasetError } from '#src/errors.ts'
import { lastAtOrBefore, valueAt } from '#src/market/series.ts'
import { DAY, HOUR, isoOf, startOfDay } from '#src/market/time.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { folderOf } from '../../support/folder.ts'
import { DESCRIPTION, loadSmall } from './small.ts'

const day = startOfDay

describe('a dataset folder', () => {
  it('is read without a refusal, a warning or anything ignored where it follows the format', async () => {
    const { refused, files, notices } = await loadSmall()
    expect({ refused, files, notices }).toEqual({ refused: [], files: [], notices: [] })
  })

  it('says what it is, and that now is the end of its last open day', async () => {
    const { history } = await loadSmall()
    expect(history).toMatchObject({ name: 'Three days', kind: 'simulated', from: day('2024-02-28') })
    expect(isoOf(history.now)).toBe('2024-03-02T00:00:00Z')
  })

  it('gives assets by id, with upper-case tickers and all their sectors', async () => {
    const { history } = await loadSmall()
    expect(history.assets).toHaveLength(5)
    expect(history.asset('ethereum')).toEqual({
      id: 'ethereum',
      symbol: 'ETH',
      name: 'Ethereum',
      kind: 'coin',
      sectors: ['layer-1', 'defi'],
    })
    expect(history.asset('tether')?.sectors).toEqual([])
    expect(history.asset('ETH')).toBeUndefined()
  })

  it('keeps two assets with one ticker apart', async () => {
    const { history } = await loadSmall()
    expect(history.assets.filter(({ symbol }) => symbol === 'BOB').map(({ id }) => id)).toEqual([
      'build-on-bnb',
      'bob-network',
    ])
    expect(history.dailyCandles('build-on-bnb')?.close).toEqual(Float64Array.of(0.15))
    expect(history.dailyCandles('bob-network')?.close).toEqual(Float64Array.of(8))
  })

  it('reads candles by asset, across a leap day', async () => {
    const { history } = await loadSmall()
    expect(history.dailyCandles('bitcoin')).toEqual({
      interval: DAY,
      times: Float64Array.of(day('2024-02-28'), day('2024-02-29'), day('2024-03-01')),
      open: Float64Array.of(57000, 62400, 61100),
      high: Float64Array.of(64000, 63600, 63100),
      low: Float64Array.of(56700, 60300, 60700),
      close: Float64Array.of(62400, 61100, 62400),
      volume: Float64Array.of(100, 0, Number.NaN),
    })
    expect(history.hourlyCandles('bitcoin')).toMatchObject({
      interval: HOUR,
      times: Float64Array.of(day('2024-02-29') + 22 * HOUR, day('2024-02-29') + 23 * HOUR),
    })
    expect(history.hourlyCandles('ethereum')).toBeUndefined()
  })

  it('reads market caps and the total', async () => {
    const { history } = await loadSmall()
    expect(
      valueAt(
        history.marketCaps('bitcoin') ?? { times: Float64Array.of(), values: Float64Array.of() },
        history.now,
      ),
    ).toBe(1.2e12)
    expect(history.totalMarketCap?.values).toEqual(Float64Array.of(2.3e12, 2.4e12))
  })

  it('reads funding by venue, with NaN hours where the interval is not known', async () => {
    const { history } = await loadSmall()
    expect(history.fundingVenues('bitcoin')).toEqual(['binance', 'hyperliquid'])
    expect(history.funding('bitcoin', 'binance')).toEqual({
      times: Float64Array.of(Date.parse('2024-02-29T08:00:00Z')),
      rates: Float64Array.of(-0.0001),
      intervalHours: Float64Array.of(8),
    })
    expect(history.funding('bitcoin', 'hyperliquid')?.intervalHours).toEqual(Float64Array.of(Number.NaN))
    expect(history.fundingVenues('ethereum')).toEqual([])
  })

  it('reads open interest of assets and of all together, and volume of both markets', async () => {
    const { history } = await loadSmall()
    expect(history.openInterestVenues('bitcoin')).toEqual(['all', 'binance'])
    expect(history.openInterest('total', 'all')?.values).toEqual(Float64Array.of(9e10))
    expect(history.volumeVenues('spot')).toEqual(['binance', 'okx'])
    expect(history.volume('spot', 'okx')?.values).toEqual(Float64Array.of(2e9))
    expect(history.volumeVenues('perp')).toEqual(['bybit'])
  })

  it('reads other markets, where a yield may be negative', async () => {
    const { history } = await loadSmall()
    expect(history.crossAssets).toEqual([
      { id: 'gold', class: 'commodity' },
      { id: 'jp2y', class: 'rate' },
      { id: 'sp500', class: 'equity' },
    ])
    expect(history.crossCloses('jp2y')?.values).toEqual(Float64Array.of(-0.02))
  })

  it('reads releases, dated only where the file dates them', async () => {
    const { history } = await loadSmall()
    expect(history.macro).toEqual([
      {
        series: 'payrolls_change',
        period: '2024-02',
        value: 275,
        unit: 'thousand, persons',
        releasedAt: Date.parse('2024-03-08T13:30:00Z'),
      },
      { series: 'unemployment_rate', period: '2024-02', value: 3.9, unit: 'percent' },
    ])
  })

  it('sorts the odds by time and the tenors by length', async () => {
    const { history } = await loadSmall()
    expect(history.rateOdds.map(({ source }) => source)).toEqual(['polymarket', 'kalshi'])
    expect(history.rateOdds[1]).toEqual({
      time: Date.parse('2024-03-01T12:00:05Z'),
      source: 'kalshi',
      meeting: '2024-03-20',
      outcome: 'hold',
      probability: 0.97,
    })
    expect(history.curveTenors('ust')).toEqual([2, 30])
    expect(history.curveYields('ust', 30)?.values).toEqual(Float64Array.of(4.33))
    expect(history.curveTenors('jgb')).toEqual([10])
  })

  it('reads sentiment and the calendar', async () => {
    const { history } = await loadSmall()
    expect(history.sentimentIndices).toEqual(['fear-greed'])
    const sentiment = history.sentiment('fear-greed')
    expect(sentiment && lastAtOrBefore(sentiment, history.now)).toEqual({
      time: day('2024-03-01'),
      value: 80,
    })
    expect(history.calendar).toEqual([
      {
        date: '2024-03-20',
        country: 'us',
        kind: 'meeting',
        nameEn: 'FOMC decision',
        nameJa: 'FOMC 金利決定',
      },
    ])
  })

  it('finds suppliers in the origins, and none where nothing is said', async () => {
    const { history } = await loadSmall()
    expect(history.suppliers('prices_daily')).toEqual(['Binance'])
    expect(history.suppliers('yield_curves')).toEqual(['FRED', 'Japan MOF'])
    expect(history.suppliers('yield_curves', 'jgb')).toEqual(['Japan MOF'])
    expect(history.suppliers('yield_curves', 'gilts')).toEqual(['FRED', 'Japan MOF'])
    expect(history.suppliers('funding')).toEqual([])
  })

  it('prefers the suppliers that dataset.json names', async () => {
    const suppliers = { 'prices_daily.csv': ['Kraken'] }
    const { history } = await loadSmall({ 'dataset.json': JSON.stringify({ ...DESCRIPTION, suppliers }) })
    expect(history.suppliers('prices_daily')).toEqual(['Kraken'])
    expect(history.suppliers('yield_curves')).toEqual(['FRED', 'Japan MOF'])
  })
})

describe('what a dataset does not have', () => {
  it('is an empty table where the file is absent', async () => {
    const { history, refused } = await readDataset(
      await folderOf({ 'dataset.json': JSON.stringify(DESCRIPTION) }),
    )
    expect(refused).toEqual([])
    expect(history).toMatchObject({ assets: [], crossAssets: [], macro: [], rateOdds: [], calendar: [] })
    expect(history.totalMarketCap).toBeUndefined()
    expect(history.dailyCandles('bitcoin')).toBeUndefined()
    expect(history.openInterestVenues('total')).toEqual([])
    expect(history.curveTenors('ust')).toEqual([])
    expect(history.sentimentIndices).toEqual([])
  })

  it('is missing, not 0 and no error, where a cell is empty', async () => {
    const { history, refused } = await loadSmall({
      'prices_daily.csv': [
        'date,asset,open,high,low,close,volume_usd',
        '2024-02-28,bitcoin,1,2,1,2,',
        '2024-02-29,bitcoin,2,3,1,,',
        '2024-03-01,bitcoin,,,,3,',
        '2024-02-28,ethereum,,,,,',
      ],
      'market_caps.csv': ['date,asset,market_cap_usd', '2024-03-01,bitcoin,', '2024-03-01,ethereum, '],
      'macro.csv': ['released_at,series,period,value,unit', ',unemployment_rate,2025-10,,percent'],
    })
    expect(refused).toEqual([])
    const candles = history.dailyCandles('bitcoin')
    expect(candles?.times).toEqual(Float64Array.of(day('2024-02-28'), day('2024-03-01')))
    expect(candles?.open).toEqual(Float64Array.of(1, Number.NaN))
    expect(candles?.close).toEqual(Float64Array.of(2, 3))
    expect(history.dailyCandles('ethereum')).toBeUndefined()
    expect(history.marketCaps('bitcoin')).toBeUndefined()
    expect(history.macro).toEqual([])
  })

  it('is not looked for in columns that may be absent', async () => {
    const { history, refused } = await loadSmall({
      'prices_daily.csv': ['asset,close,date', 'bitcoin,5,2024-03-01'],
      'funding.csv': ['time,venue,asset,rate', '2024-02-29T08:00:00Z,binance,bitcoin,0.0001'],
    })
    expect(refused).toEqual([])
    expect(history.dailyCandles('bitcoin')?.close).toEqual(Float64Array.of(5))
    expect(history.dailyCandles('bitcoin')?.low).toEqual(Float64Array.of(Number.NaN))
    expect(history.funding('bitcoin', 'binance')?.intervalHours).toEqual(Float64Array.of(Number.NaN))
  })
})

describe('what a dataset does not know', () => {
  it('is ignored and listed: files and columns', async () => {
    const { history, refused, notices } = await loadSmall({
      'liquidations.csv': ['date,usd'],
      'README.md': 'A document is not data.',
      '.hidden': '',
      'sentiment.csv': ['date,index,source,value', '2024-03-01,fear-greed,somebody,80'],
    })
    expect(notices).toEqual([
      { code: 'unknownFile', values: { file: 'liquidations.csv' } },
      { code: 'unknownColumn', values: { file: 'sentiment.csv', column: 'source' } },
    ])
    expect(refused).toEqual([])
    expect(history.sentiment('fear-greed')?.values).toEqual(Float64Array.of(80))
  })

  it('is reported where prices end elsewhere than dataset.json says', async () => {
    const { notices } = await loadSmall({
      'dataset.json': JSON.stringify({ ...DESCRIPTION, to: '2024-03-03' }),
    })
    expect(notices).toEqual([
      { code: 'otherEnd', values: { file: 'dataset.json', said: '2024-03-03', last: '2024-03-01' } },
    ])
  })
})

describe('a folder that is no dataset', () => {
  it('is an error that names the folder and what to do', async () => {
    const folder = await folderOf({})
    await expect(readDataset(`${folder}/absent`)).rejects.toThrow(DatasetError)
    await expect(readDataset(`${folder}/absent`)).rejects.toMatchObject({
      folder: `${folder}/absent`,
      problem: 'the folder cannot be listed (ENOENT)',
    })
    await expect(readDataset(folder)).rejects.toThrow(
      `Cannot read the dataset in ${folder}: it has no dataset.json.`,
    )
  })

  it('is an error where one of its files cannot be read', async () => {
    const folder = await folderOf({ 'dataset.json': JSON.stringify(DESCRIPTION) })
    await mkdir(`${folder}/funding.csv`)
    await expect(readDataset(folder)).rejects.toMatchObject({
      problem: 'funding.csv cannot be read (EISDIR)',
    })
  })

  it('tells all problems of dataset.json at once', async () => {
    const wrong = { name: ' ', kind: 'live', from: '2024-02-30' }
    await expect(loadSmall({ 'dataset.json': JSON.stringify(wrong) })).rejects.toMatchObject({
      name: 'DatasetError',
      problem: [
        'dataset.json: "name" is " ", not a text',
        'dataset.json: "kind" is "live", not "recorded" or "simulated"',
        'dataset.json: "from" is "2024-02-30", not a day (YYYY-MM-DD)',
        'dataset.json: "to" is absent, not a day (YYYY-MM-DD)',
      ].join('; '),
    })
  })

  it.each([
    ['{', /^dataset\.json is not JSON/],
    ['[]', /^dataset\.json is not a JSON object$/],
    [
      JSON.stringify({ ...DESCRIPTION, to: '2024-01-31' }),
      /"to" \(2024-01-31\) is before "from" \(2024-02-28\)/,
    ],
  ])('is refused for a dataset.json like %s', async (text, problem) => {
    await expect(loadSmall({ 'dataset.json': text })).rejects.toMatchObject({
      problem: expect.stringMatching(problem),
    })
  })
})
