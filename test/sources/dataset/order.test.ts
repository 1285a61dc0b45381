/** Rows of a folder that are out of order or repeated: sorted, and each once. */
import { describe, expect, it } from 'vitest'
import { startOfDay } from '#src/market/time.ts'
import { ASSETS, loadSmall } from './small.ts'

const day = startOfDay

describe('rows out of order and rows repeated', () => {
  it('are sorted by time', async () => {
    const { history, refused } = await loadSmall({
      'sentiment.csv': [
        'date,index,value',
        '2024-03-01,fear-greed,3',
        '2024-02-28,fear-greed,1',
        '2024-02-29,fear-greed,2',
      ],
    })
    expect(refused).toEqual([])
    expect(history.sentiment('fear-greed')).toEqual({
      times: Float64Array.of(day('2024-02-28'), day('2024-02-29'), day('2024-03-01')),
      values: Float64Array.of(1, 2, 3),
    })
  })

  it.each([
    [
      'prices_daily.csv',
      'date,asset,close',
      ['2024-03-01,bitcoin,1', '2024-03-01,ethereum,2', '2024-03-01,bitcoin,3'],
      'date and asset',
    ],
    [
      'prices_hourly.csv',
      'time,asset,close',
      ['2024-03-01T01:00:00Z,bitcoin,1', '2024-03-01T00:00:00Z,bitcoin,2', '2024-03-01T01:00:00Z,bitcoin,3'],
      'time and asset',
    ],
    [
      'funding.csv',
      'time,venue,asset,rate',
      [
        '2024-03-01T00:00:00Z,okx,bitcoin,0.1',
        '2024-03-01T00:00:00Z,bybit,bitcoin,0.1',
        '2024-03-01T00:00:00.000Z,okx,bitcoin,0.2',
      ],
      'time, venue and asset',
    ],
    [
      'open_interest.csv',
      'date,venue,asset,open_interest_usd',
      ['2024-03-01,all,total,1', '2024-03-01,all,bitcoin,2', '2024-03-01,all,total,3'],
      'date, venue and asset',
    ],
    ['total_market_cap.csv', 'date,market_cap_usd', ['2024-03-01,1', '2024-02-28,2', '2024-03-01,3'], 'date'],
    [
      'spot_volume.csv',
      'date,venue,volume_usd',
      ['2024-03-01,okx,1', '2024-02-28,okx,2', '2024-03-01,okx,3'],
      'date and venue',
    ],
    [
      'cross_assets.csv',
      'date,asset,class,close',
      ['2024-03-01,gold,commodity,1', '2024-03-01,oil,commodity,2', '2024-03-01,gold,commodity,3'],
      'date and asset',
    ],
    [
      'yield_curves.csv',
      'date,curve,tenor_years,yield_pct',
      ['2024-03-01,ust,2,1', '2024-03-01,ust,10,2', '2024-03-01,ust,2.0,3'],
      'date, curve and tenor',
    ],
    [
      'sentiment.csv',
      'date,index,value',
      ['2024-03-01,a,1', '2024-03-01,b,2', '2024-03-01,a,3'],
      'date and index',
    ],
    [
      'macro.csv',
      'released_at,series,period,value,unit',
      [',a,2024-02,1,percent', ',a,2024-01,2,percent', ',a,2024-02,3,percent'],
      'released_at, series and period',
    ],
    [
      'rate_odds.csv',
      'time,source,meeting,outcome,probability',
      [
        '2024-03-01T00:00:00Z,a,2024-03-20,cut,0.1',
        '2024-03-01T00:00:00Z,a,2024-03-20,hold,0.9',
        '2024-03-01T00:00:00Z,a,2024-03-20,cut,0.2',
      ],
      'time, source, meeting and outcome',
    ],
    [
      'calendar.csv',
      'date,country,kind,name_en,name_ja',
      [
        '2024-03-20,us,meeting,FOMC,FOMC',
        '2024-03-20,jp,holiday,Equinox,春分の日',
        '2024-03-20,us,meeting,FOMC,FOMC会合',
      ],
      'date, country, kind and name_en',
    ],
  ])('in %s: the later of two equal ones is refused and names the line of the first', async (file, header, rows, what) => {
    const { refused } = await loadSmall({ [file]: [header, ...rows] })
    expect(refused).toMatchObject([{ file, line: 4, reason: `repeats the ${what} of line 2` }])
  })

  it('keep the first value', async () => {
    const { history } = await loadSmall({
      'sentiment.csv': ['date,index,value', '2024-03-01,a,1', '2024-02-29,a,9', '2024-03-01,a,3'],
    })
    expect(history.sentiment('a')?.values).toEqual(Float64Array.of(9, 1))
  })

  it('are refused among assets too', async () => {
    const { history, refused } = await loadSmall({ 'assets.csv': [...ASSETS, 'bitcoin,XBT,Other,coin,'] })
    expect(refused).toMatchObject([{ file: 'assets.csv', line: 7, reason: 'repeats the id of line 2' }])
    expect(history.asset('bitcoin')?.symbol).toBe('BTC')
  })
})
