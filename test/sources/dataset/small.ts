/** A small complete dataset folder: three days of a few assets, one row or two of everything else. */
import { readDataset } from '#src/sources/dataset/read.ts'
import { folderOf } from '../../support/folder.ts'

export const DESCRIPTION = {
  name: 'Three days',
  kind: 'simulated',
  from: '2024-02-28',
  to: '2024-03-01',
  boundary: 'Monday 00:00 UTC',
  notes: [],
  series: {
    'prices_daily.csv': {
      unit: 'USD',
      from: '2024-02-28',
      to: '2024-03-01',
      origin: 'Binance perpetuals (AB)',
    },
    'yield_curves.csv': { unit: 'percent', from: null, to: null, origin: 'ust: FRED; jgb: Japan MOF (CD)' },
  },
}

export const ASSETS = [
  'id,symbol,name,kind,sectors',
  'bitcoin,BTC,Bitcoin,coin,payments',
  'ethereum,eth,Ethereum,coin,layer-1|defi',
  'tether,USDT,Tether,stablecoin,',
  'build-on-bnb,BOB,Build On BNB,coin,meme',
  'bob-network,BOB,"BOB, the network",coin,layer-2',
]

export const SMALL: Readonly<Record<string, string | readonly string[]>> = {
  'dataset.json': JSON.stringify(DESCRIPTION),
  'assets.csv': ASSETS,
  'prices_daily.csv': [
    'date,asset,open,high,low,close,volume_usd',
    '2024-02-28,bitcoin,57000,64000,56700,62400,100',
    '2024-02-28,build-on-bnb,0.1,0.2,0.1,0.15,',
    '2024-02-28,bob-network,7,9,6,8,5',
    '2024-02-29,bitcoin,62400,63600,60300,61100,0',
    '2024-03-01,bitcoin,61100,63100,60700,62400,',
  ],
  'prices_hourly.csv': [
    'time,asset,open,high,low,close',
    '2024-02-29T22:00:00Z,bitcoin,61000,61200,60900,61100',
    '2024-02-29T23:00:00Z,bitcoin,61100,61300,61000,61150',
  ],
  'market_caps.csv': ['date,asset,market_cap_usd', '2024-03-02,bitcoin,1.2e12'],
  'total_market_cap.csv': ['date,market_cap_usd', '2024-03-01,2.3e12', '2024-03-02,2.4e12'],
  'funding.csv': [
    'time,venue,asset,rate,interval_hours',
    '2024-02-29T08:00:00Z,binance,bitcoin,-0.0001,8',
    '2024-02-29T08:00:00Z,hyperliquid,bitcoin,0.0000125,',
  ],
  'open_interest.csv': [
    'date,venue,asset,open_interest_usd',
    '2024-03-01,all,total,9e10',
    '2024-03-01,binance,bitcoin,8e9',
    '2024-03-01,all,bitcoin,3e10',
  ],
  'spot_volume.csv': ['date,venue,volume_usd', '2024-03-01,okx,2e9', '2024-03-01,binance,2e10'],
  'perp_volume.csv': ['date,venue,volume_usd', '2024-03-01,bybit,3e10'],
  'cross_assets.csv': [
    'date,asset,class,close',
    '2024-03-01,sp500,equity,5137.08',
    '2024-03-01,gold,commodity,2083.4',
    '2024-03-01,jp2y,rate,-0.02',
  ],
  'macro.csv': [
    'released_at,series,period,value,unit',
    '2024-03-08T13:30:00Z,payrolls_change,2024-02,275,"thousand, persons"',
    ',unemployment_rate,2024-02,3.9,percent',
  ],
  'rate_odds.csv': [
    'time,source,meeting,outcome,probability',
    '2024-03-01T12:00:05Z,kalshi,2024-03-20,hold,0.97',
    '2024-03-01T11:00:00Z,polymarket,2024-03-20,cut,0.03',
  ],
  'yield_curves.csv': [
    'date,curve,tenor_years,yield_pct',
    '2024-03-01,ust,30,4.33',
    '2024-03-01,ust,2,4.53',
    '2024-03-01,jgb,10,0.71',
  ],
  'sentiment.csv': ['date,index,value', '2024-03-01,fear-greed,80'],
  'calendar.csv': ['date,country,kind,name_en,name_ja', '2024-03-20,us,meeting,FOMC decision,FOMC 金利決定'],
}

/** Reads the small dataset with some files replaced; undefined leaves one out. */
export async function loadSmall(
  files: Readonly<Record<string, string | readonly string[] | undefined>> = {},
) {
  const given = Object.entries({ ...SMALL, ...files }).filter(([, content]) => content !== undefined)
  return readDataset(await folderOf(Object.fromEntries(given) as typeof SMALL))
}

/** Everything but this file, the assets and the description left out, so that only it can be refused. */
export function only(file: string): Record<string, undefined> {
  const kept = ['dataset.json', 'assets.csv', file]
  return Object.fromEntries(
    Object.keys(SMALL)
      .filter((name) => !kept.includes(name))
      .map((name) => [name, undefined]),
  )
}
