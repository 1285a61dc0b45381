/** Malformed rows of a folder: refused by name, and the others are read. */
import { describe, expect, it } from 'vitest'
import { HOUR, isoOf } from '#src/market/time.ts'
import { ASSETS, loadSmall, only } from './small.ts'

describe('a malformed row', () => {
  const daily = 'date,asset,open,high,low,close,volume_usd'
  const hourly = 'time,asset,open,high,low,close'
  const caps = 'date,asset,market_cap_usd'
  const funding = 'time,venue,asset,rate,interval_hours'
  const interest = 'date,venue,asset,open_interest_usd'
  const cross = 'date,asset,class,close'
  const odds = 'time,source,meeting,outcome,probability'
  const curves = 'date,curve,tenor_years,yield_pct'
  const calendar = 'date,country,kind,name_en,name_ja'
  const assets = 'id,symbol,name,kind,sectors'
  const macro = 'released_at,series,period,value,unit'

  it.each([
    ['assets.csv', assets, 'x,X,X,etf,', 'unknown kind "etf"'],
    ['assets.csv', assets, 'x,X,X,coin,defi|sport', 'unknown sector "sport"'],
    ['assets.csv', assets, ',X,X,coin,', 'id is empty'],
    ['assets.csv', assets, 'x,,X,coin,', 'symbol is empty'],
    ['assets.csv', assets, 'total,T,T,coin,', 'id "total" is reserved for all assets together'],
    [
      'prices_daily.csv',
      daily,
      '2025-02-30,bitcoin,1,1,1,1,1',
      'date "2025-02-30" is not a day (YYYY-MM-DD)',
    ],
    [
      'prices_daily.csv',
      daily,
      '2025-02-29,bitcoin,1,1,1,1,1',
      'date "2025-02-29" is not a day (YYYY-MM-DD)',
    ],
    [
      'prices_daily.csv',
      daily,
      '2024-03-01T00:00:00Z,bitcoin,1,1,1,1,1',
      'date "2024-03-01T00:00:00Z" is not a day (YYYY-MM-DD)',
    ],
    ['prices_daily.csv', daily, ',bitcoin,1,1,1,1,1', 'date is empty'],
    ['prices_daily.csv', daily, '2024-03-01,dogecoin,1,1,1,1,1', 'unknown asset "dogecoin"'],
    ['prices_daily.csv', daily, '2024-03-01,BTC,1,1,1,1,1', 'unknown asset "BTC"'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,abc,1', 'close "abc" is not a number'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,0x10,1', 'close "0x10" is not a number'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,NaN,1', 'close "NaN" is not a number'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,Infinity,1,1,1,1', 'open "Infinity" is not a number'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,1e999,1', 'close "1e999" is not a number'],
    [
      'prices_daily.csv',
      daily,
      '2024-03-01,bitcoin,1,1,1,"1,000",1',
      'close "1,000" has thousands separators',
    ],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,-5,1', 'close is -5: must be above 0'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,0,1', 'close is 0: must be above 0'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,2,1,1', 'high 1 is below low 2'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,1,-1', 'volume_usd is -1: must be 0 or more'],
    ['prices_daily.csv', daily, '2024-03-01,bitcoin,1,1,1,1', '6 cells where the header names 7 columns'],
    [
      'prices_hourly.csv',
      hourly,
      '2024-03-01T00:30:00Z,bitcoin,1,1,1,1',
      'time "2024-03-01T00:30:00Z" is not on the hour',
    ],
    [
      'prices_hourly.csv',
      hourly,
      '2024-03-01T00:00:00,bitcoin,1,1,1,1',
      'time "2024-03-01T00:00:00" is not a time in UTC (YYYY-MM-DDThh:mm:ssZ)',
    ],
    [
      'prices_hourly.csv',
      hourly,
      '2024-03-01T24:00:00Z,bitcoin,1,1,1,1',
      'time "2024-03-01T24:00:00Z" is not a time in UTC (YYYY-MM-DDThh:mm:ssZ)',
    ],
    [
      'prices_hourly.csv',
      hourly,
      '2024-03-01T09:00:00+09:00,bitcoin,1,1,1,1',
      'time "2024-03-01T09:00:00+09:00" is not a time in UTC (YYYY-MM-DDThh:mm:ssZ)',
    ],
    ['market_caps.csv', caps, '2024-03-01,bitcoin,0', 'market_cap_usd is 0: must be above 0'],
    [
      'funding.csv',
      funding,
      '2024-03-01T00:00:00Z,okx,bitcoin,0.1,0',
      'interval_hours is 0: must be above 0',
    ],
    [
      'funding.csv',
      funding,
      '2024-03-01T00:00:00Z,okx,bitcoin,0.1,-8',
      'interval_hours is -8: must be above 0',
    ],
    ['funding.csv', funding, '2024-03-01T00:00:00Z,,bitcoin,0.1,8', 'venue is empty'],
    [
      'funding.csv',
      funding,
      '2024-02-30T00:00:00Z,okx,bitcoin,0.1,8',
      'time "2024-02-30T00:00:00Z" is not a time in UTC (YYYY-MM-DDThh:mm:ssZ)',
    ],
    ['open_interest.csv', interest, '2024-03-01,all,everything,1', 'unknown asset "everything"'],
    ['open_interest.csv', interest, '2024-03-01,all,total,-1', 'open_interest_usd is -1: must be 0 or more'],
    ['cross_assets.csv', cross, '2024-03-01,gold,metal,1', 'unknown class "metal"'],
    [
      'cross_assets.csv',
      cross,
      '2024-03-01,sp500,equity,-1',
      'close is -1: must be above 0 for class equity',
    ],
    [
      'macro.csv',
      macro,
      '2024-03-01,a,2024-02,1,percent',
      'released_at "2024-03-01" is not a time in UTC (YYYY-MM-DDThh:mm:ssZ)',
    ],
    ['macro.csv', macro, ',a,,1,percent', 'period is empty'],
    [
      'rate_odds.csv',
      odds,
      '2024-03-01T00:00:00Z,a,2024-03-20,cut,1.01',
      'probability is 1.01: must be within 0 to 1',
    ],
    ['rate_odds.csv', odds, '2024-03-01T00:00:00Z,a,2024-03-20,pause,1', 'unknown outcome "pause"'],
    [
      'rate_odds.csv',
      odds,
      '2024-03-01T00:00:00Z,a,March,cut,1',
      'meeting "March" is not a day (YYYY-MM-DD)',
    ],
    ['yield_curves.csv', curves, '2024-03-01,bund,2,1', 'unknown curve "bund"'],
    ['yield_curves.csv', curves, '2024-03-01,ust,0,1', 'tenor_years is 0: must be above 0'],
    ['yield_curves.csv', curves, '2024-03-01,ust,,1', 'tenor_years is empty'],
    [
      'sentiment.csv',
      'date,index,value',
      '2024-03-01,fear-greed,101',
      'value is 101: must be within 0 to 100',
    ],
    ['calendar.csv', calendar, '2024-03-01,us,party,A,あ', 'unknown kind "party"'],
    ['calendar.csv', calendar, '2024-03-01,us,event,A,', 'name_ja is empty'],
  ])('in %s under %s: %s is refused', async (file, header, row, reason) => {
    const { refused } = await loadSmall({ ...only(file), [file]: [header, row] })
    expect(refused).toMatchObject([{ file, line: 2, reason }])
  })

  it('leaves the rows around it in use', async () => {
    const { history, refused } = await loadSmall({
      'sentiment.csv': [
        'date,index,value',
        '2024-02-28,a,1',
        'yesterday,a,2',
        '2024-03-01,a,3',
        '2024-03-02,a,x',
      ],
    })
    expect(refused.map(({ line }) => line)).toEqual([3, 5])
    expect(history.sentiment('a')?.values).toEqual(Float64Array.of(1, 3))
  })

  it('is named by the line of the file, past blank lines, CRLF and quoted line breaks', async () => {
    const { refused } = await loadSmall({
      'assets.csv': '\uFEFFid,symbol,name,kind,sectors\r\n\r\nx,X,"Two\r\nlines",coin,\r\ny,Y,Y,etf,\r\n',
      ...only('assets.csv'),
    })
    expect(refused).toMatchObject([{ file: 'assets.csv', line: 5, reason: 'unknown kind "etf"' }])
  })

  it('is named by its line in a file of many parts', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${isoOf(index * HOUR)},bitcoin,1`)
    rows[15_000] = 'never,bitcoin,1'
    const { history, refused } = await loadSmall({ 'prices_hourly.csv': ['time,asset,close', ...rows] })
    expect(refused.map(({ line }) => line)).toEqual([15_002])
    expect(history.hourlyCandles('bitcoin')?.times).toHaveLength(19_999)
  })

  it('refuses the contract of a thousand coins, which is no asset, and takes no price of it for its coin', async () => {
    const { history, refused } = await loadSmall({
      ...only('prices_daily.csv'),
      'assets.csv': [...ASSETS, 'pepe,PEPE,Pepe,coin,meme'],
      'prices_daily.csv': [
        'date,asset,open,high,low,close,volume_usd',
        '2024-03-01,1000pepe,0.005,0.005,0.005,0.005,1',
        '2024-03-01,1000PEPEUSDT,0.005,0.005,0.005,0.005,1',
        '2024-03-01,pepe,0.000005,0.000005,0.000005,0.000005,1',
      ],
    })
    expect(refused.map(({ reason }) => reason)).toEqual([
      'unknown asset "1000pepe"',
      'unknown asset "1000PEPEUSDT"',
    ])
    expect(history.dailyCandles('pepe')?.close).toEqual(Float64Array.of(0.000005))
  })

  it('refuses an asset whose class changes', async () => {
    const { refused } = await loadSmall({
      'cross_assets.csv': [cross, '2024-02-29,us10y,rate,4.2', '2024-03-01,us10y,bond,95'],
    })
    expect(refused).toMatchObject([
      { file: 'cross_assets.csv', line: 3, reason: 'class bond differs from rate on line 2' },
    ])
  })

  it('is the header where a column is absent, and the file is not used', async () => {
    const { history, refused } = await loadSmall({ 'sentiment.csv': ['date,value', '2024-03-01,80'] })
    expect(refused).toMatchObject([
      { file: 'sentiment.csv', line: 1, reason: 'column "index" is absent: the file is not used' },
    ])
    expect(history.sentimentIndices).toEqual([])
  })
})
