/** Small bodies in the wire formats of the data services, healthy or spoiled. */
import type { Asset } from '#src/market/asset.ts'
import { DAY, dayOf, HOUR, startOfDay } from '#src/market/time.ts'
import { createAlternative } from '#src/sources/alternative.ts'
import { createBinanceArchive } from '#src/sources/archive/supplier.ts'
import { createBls } from '#src/sources/bls.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import { createDefiLlama } from '#src/sources/defillama.ts'
import { createDeribitDvol } from '#src/sources/deribit.ts'
import { createFedFunds } from '#src/sources/fedfunds/supplier.ts'
import { createFred } from '#src/sources/fred.ts'
import { createFredCsv } from '#src/sources/fred/csv.ts'
import { createKalshi } from '#src/sources/kalshi.ts'
import { createKrakenUsd } from '#src/sources/krakenusd.ts'
import { createMof } from '#src/sources/mof.ts'
import { createOns } from '#src/sources/ons.ts'
import { createPolymarket } from '#src/sources/polymarket.ts'
import { createTreasury } from '#src/sources/treasury.ts'
import { createYahoo } from '#src/sources/yahoo.ts'
import type { Spoiled, SupplierCase } from '../contracts/supplier.ts'
import type { Asked, Reply } from '../support/loopback.ts'
import { checksumOf, fileName, metricsCsv, NO_SUCH_KEY, zipOf } from '../support/market/archive.ts'

/** Monday 2025-11-24, twenty past midnight. */
export const NOW = Date.UTC(2025, 10, 24, 0, 20)
const MIDNIGHT = Date.UTC(2025, 10, 24)
export const WEEK = { from: MIDNIGHT - 7 * DAY, to: MIDNIGHT }

export const COINS: readonly Asset[] = [
  { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin', sectors: ['layer-1'] },
  { id: 'ethereum', symbol: 'ETH', name: 'Ethereum', kind: 'coin', sectors: ['layer-1'] },
  { id: 'pepe', symbol: 'PEPE', name: 'Pepe', kind: 'coin', sectors: ['meme'] },
]

/** The days of the week, each with a number; the last one spoiled. */
function days<Row>(spoiled: Spoiled, row: (time: number, value: unknown) => Row, first = 100): Row[] {
  if (spoiled.none) return []
  return Array.from({ length: 7 }, (_, index) => {
    const value = index === 6 && 'value' in spoiled ? spoiled.value : first + index
    return row(MIDNIGHT - (7 - index) * DAY + (spoiled.shift ?? 0), value)
  })
}

const shifted = (spoiled: Spoiled, time = NOW) => time + (spoiled.shift ?? 0)
const valued = (spoiled: Spoiled, value: unknown) => ('value' in spoiled ? spoiled.value : value)

export function coinGecko(asked: Asked, spoiled: Spoiled): Reply | undefined {
  const { path, query } = asked
  const coin = (id: string, symbol: string, name: string, price: unknown, cap: unknown) => ({
    ...{ id, symbol, name, current_price: price, market_cap: cap },
    last_updated: new Date(shifted(spoiled, NOW - 60_000)).toISOString(),
  })
  const listed = (list: readonly unknown[]): Reply => ({ body: spoiled.none ? [] : list })
  if (path === '/ping') return { body: { gecko_says: '(V3) To the Moon!' } }
  if (path === '/coins/categories/list') {
    const ids = ['stablecoins', 'liquid-staking-tokens', 'layer-1', 'meme-token']
    return { body: ids.map((category_id) => ({ category_id, name: category_id })) }
  }
  if (path === '/coins/markets' && query.category !== undefined) {
    const members: Readonly<Record<string, readonly string[]>> = {
      stablecoins: ['tether'],
      'liquid-staking-tokens': ['staked-ether'],
      'layer-1': ['bitcoin', 'ethereum'],
      'meme-token': ['pepe'],
    }
    return { body: (members[query.category] ?? []).map((id) => ({ id })) }
  }
  if (path === '/coins/markets') {
    return listed([
      coin('bitcoin', 'btc', 'Bitcoin', 87_000, 1_735_000_000_000),
      coin('tether', 'usdt', 'Tether', 1, 184_000_000_000),
      coin('staked-ether', 'steth', 'Lido Staked Ether', 2800, 24_000_000_000),
      coin('wrapped-bitcoin', 'wbtc', 'Wrapped Bitcoin', 86_900, 0),
      coin('pepe', 'pepe', 'Pepe', valued(spoiled, 0.0000042), valued(spoiled, 1_770_000_000)),
    ])
  }
  if (path === '/global') {
    const usd = spoiled.none ? undefined : valued(spoiled, 2_990_000_000_000)
    return { body: { data: { total_market_cap: { usd }, updated_at: shifted(spoiled) / 1000 } } }
  }
  if (path === '/coins/bitcoin/market_chart') {
    const caps = days(spoiled, (time, value) => [time, value])
    return {
      body: {
        prices: days({}, (time) => [time + DAY, 100_000]),
        // The last one is the present.
        market_caps: spoiled.none ? [] : [...caps, [NOW, 5]],
      },
    }
  }
  if (path === '/derivatives') {
    const contract = (market: string, symbol: string, index_id: string, open_interest: unknown) => ({
      ...{ market, symbol, index_id, open_interest, contract_type: 'perpetual' },
      last_traded_at: shifted(spoiled) / 1000,
    })
    return listed([
      contract('Binance (Futures)', 'BTCUSDT', 'BTC', 7e9),
      contract('Bybit (Futures)', 'BTCUSDT', 'BTC', 3e9),
      contract('Bybit (Futures)', '1000PEPEUSDT', '1000PEPE', 1e8),
      contract('Small', 'BTCUSDT', 'BTC', null),
      { ...contract('Deribit', 'BTC-26DEC25', 'BTC', 9e9), contract_type: 'futures' },
      contract('Unknown', 'ZZZUSDT', 'ZZZ', valued(spoiled, 5e8)),
    ])
  }
  if (/^\/exchanges\/\w+\/volume_chart$/.test(path)) {
    return {
      body: days(spoiled, (time, value) => [time + DAY, typeof value === 'number' ? String(value) : value]),
    }
  }
  return undefined
}

/** Prices at each 00:00 that is asked for, some seconds late; of one coin it is not sure, one it does not know. */
export function defiLlama({ path, query }: Asked, spoiled: Spoiled): Reply | undefined {
  if (!path.startsWith('/chart/')) return undefined
  const asked = decodeURIComponent(path.slice('/chart/'.length)).split(',')
  const [start, span] = [Number(query.start), Number(query.span)]
  const coins = asked.flatMap((key, index) => {
    if (key === 'coingecko:unknown') return []
    const prices = Array.from({ length: span }, (_, day) => ({
      timestamp: start + (day * DAY + (spoiled.shift ?? 0)) / 1000 + 5,
      price: day === span - 1 ? valued(spoiled, 100 + day + index) : 100 + day + index,
    }))
    return [[key, { symbol: key, confidence: key === 'coingecko:pepe' ? 0.5 : 0.99, prices }]]
  })
  return { body: { coins: spoiled.none ? {} : Object.fromEntries(coins) } }
}

/** Candles of a week and the one that still runs; at par for USDT. Kraken has a name of its own for each pair. */
export function krakenUsd({ path, query }: Asked, spoiled: Spoiled): Reply | undefined {
  if (path === '/0/public/Time') return { body: { error: [], result: { unixtime: NOW / 1000 } } }
  if (path !== '/0/public/OHLC') return undefined
  const first = query.pair === 'USDTUSD' ? 1 : 100
  const rows = days(
    spoiled,
    (time, value) => [
      time / 1000,
      '1',
      '1',
      '1',
      typeof value === 'number' ? String(value) : value,
      '1',
      '10',
      9,
    ],
    first,
  ).map((row) => (first === 1 && Number(row[4]) > 1 && !('value' in spoiled) ? row.with(4, '1') : row))
  const running = [shifted(spoiled, MIDNIGHT) / 1000, '1', '1', '1', '77', '1', '10', 9]
  const last = shifted(spoiled, MIDNIGHT - DAY) / 1000
  const result = { [`X${query.pair}`]: spoiled.none ? [] : [...rows, running], last }
  return { body: { error: [], result } }
}

/** Files of days; the last row of the last one is spoiled. */
export function binanceArchive({ path }: Asked, spoiled: Spoiled): Reply | undefined {
  const [, symbol = '', date = '', checksum] =
    /^\/data\/futures\/um\/daily\/metrics\/(\w+)\/\1-metrics-(\S{10})\.zip(\.CHECKSUM)?$/.exec(path) ?? []
  if (date === '') return undefined
  if (spoiled.none) return { status: 404, body: NO_SUCH_KEY, headers: { 'content-type': 'application/xml' } }
  const day = Date.parse(`${date}T00:00:00Z`)
  const isLast = day === MIDNIGHT - DAY
  const coins = (instant: number) =>
    isLast && instant === MIDNIGHT && 'value' in spoiled ? String(spoiled.value) : 80_000
  const csv = metricsCsv(symbol, day + (spoiled.shift ?? 0), (instant) => ({
    coins: coins(instant),
    usd: 7e9,
  }))
  const name = fileName(symbol, day)
  const zip = zipOf([{ name: `${name}.csv`, content: Buffer.from(csv) }])
  return { body: checksum ? checksumOf(name, zip) : zip }
}

export function alternative(_: Asked, spoiled: Spoiled): Reply {
  const data = days(
    spoiled,
    (time, value) => ({
      value: typeof value === 'number' ? String(value) : value,
      value_classification: 'Fear',
      timestamp: String(time / 1000),
    }),
    10,
  )
  return { body: { name: 'Fear and Greed Index', data: data.reverse(), metadata: { error: null } } }
}

/** Days and the one that runs; hours about the last midnight, the last before it with the close of its day. */
export function deribit({ path, query }: Asked, spoiled: Spoiled): Reply {
  if (path === '/public/get_time') return { body: { jsonrpc: '2.0', result: NOW } }
  const rows = days(spoiled, (time, value): readonly unknown[] => [time, 50, 60, 40, value], 45)
  const end = MIDNIGHT + (spoiled.shift ?? 0)
  const running = spoiled.none ? [] : [[end, 51, 52, 50, 51.5]]
  const hours = [
    ...rows.map(([time, , , , close]) => [Number(time) + DAY - HOUR, 50.4, 60, 40, close]),
    [end, 51, 52, 50, 51.5],
  ]
  const data = query.resolution === '3600' ? (spoiled.none ? [] : hours) : [...rows, ...running]
  return { body: { jsonrpc: '2.0', result: { data, continuation: null } } }
}

export function treasury({ path }: Asked, spoiled: Spoiled): Reply {
  const rows = days(
    spoiled,
    (time, value) => {
      const [year, month, day] = dayOf(time).split('-')
      return `${month}/${day}/${year},3.90,,${value},4.6`
    },
    4,
  )
  return {
    body: `Date,"1 Mo","1.5 Month","10 Yr","30 Yr"\n${path.includes('2025') ? rows.reverse().join('\n') : ''}`,
  }
}

/** In Shift_JIS, as the ministry writes. */
export function mof({ path }: Asked, spoiled: Spoiled): Reply {
  const rows = days(
    spoiled,
    (time, value) => {
      const [year, month, day] = dayOf(time).split('-').map(Number)
      return `R${(year ?? 0) - 2018}.${month}.${day},0.9,-,${value}`
    },
    1,
  )
  const old = spoiled.none ? [] : ['S49.9.24,10.327,9.362,8.83', 'H31.4.26,-0.151,-0.15,-0.045']
  const text = path.includes('all') ? old : rows
  const [title, date, year] = [
    Buffer.from([0x8d, 0x91, 0x8d, 0xc2]),
    Buffer.from([0x8a, 0xee, 0x8f, 0x80, 0x93, 0xfa]),
    Buffer.from([0x94, 0x4e]),
  ]
  const body = Buffer.concat([
    ...[title, Buffer.from(',,\r\n'), date, Buffer.from(',1'), year, Buffer.from(',2'), year],
    ...[Buffer.from(',10'), year, Buffer.from(`\r\n${text.join('\r\n')}\r\n`)],
  ])
  return { body }
}

export function yahoo({ path }: Asked, spoiled: Spoiled): Reply {
  const symbol = decodeURIComponent(path.split('/').at(-1) ?? '')
  const timestamp = days(spoiled, (time) => (time + 14.5 * 3_600_000) / 1000)
  const close = days(spoiled, (_, value) => value)
  // The weekend has no session.
  if (close.length > 0 && symbol === '^GSPC') close[2] = null
  const meta = {
    ...{ symbol, exchangeTimezoneName: 'America/New_York' },
    currentTradingPeriod: { regular: { end: (MIDNIGHT - 3 * 3_600_000) / 1000 } },
  }
  return {
    body: { chart: { result: [{ meta, timestamp, indicators: { quote: [{ close }] } }], error: null } },
  }
}

/** Prices of futures: 96.175 for December, as in the worked example. */
export function futures(asked: Asked, spoiled: Spoiled): Reply {
  const prices: Readonly<Record<string, number>> = {
    'ZQX25.CBT': 96.12,
    'ZQZ25.CBT': 96.175,
    'ZQF26.CBT': 96.2,
  }
  const symbol = asked.path.split('/').at(-1) ?? ''
  const timestamp = days(spoiled, (time) => (time + 14.5 * 3_600_000) / 1000)
  const close = days(spoiled, () => prices[symbol])
  if ('value' in spoiled && close.length > 0) close[close.length - 1] = spoiled.value as number
  return {
    body: {
      chart: {
        result: [
          {
            meta: { exchangeTimezoneName: 'America/New_York' },
            timestamp,
            indicators: { quote: [{ close }] },
          },
        ],
        error: null,
      },
    },
  }
}

const MONTHS: readonly (readonly [month: string, payrolls: number, rate: number, cpi: number])[] = [
  ['2024-09', 159_000, 4.1, 315.301],
  ['2025-07', 159_539, 4.2, 323.048],
  ['2025-08', 159_561, 4.3, 323.976],
  ['2025-09', 159_680, 4.4, 324.8],
]

export function bls({ body }: Asked, spoiled: Spoiled): Reply {
  const ids: readonly string[] = (JSON.parse(body || '{}') as { seriesid?: string[] }).seriesid ?? []
  const columns: Readonly<Record<string, 1 | 2 | 3>> = { CES0000000001: 1, LNS14000000: 2, CUUR0000SA0: 3 }
  const series = ids.map((seriesID) => ({
    seriesID,
    data: monthsOf(spoiled, columns[seriesID] ?? 1).map(([month, value]) => ({
      ...{ year: month.slice(0, 4), period: `M${month.slice(5)}`, footnotes: [{}] },
      value: typeof value === 'number' ? String(value) : value,
    })),
  }))
  return { body: { status: 'REQUEST_SUCCEEDED', message: [], Results: { series } } }
}

const COLUMNS: Readonly<Record<string, 1 | 2 | 3>> = {
  ...{ PAYEMS: 1, UNRATE: 2, CPIAUCNS: 3 },
  ...{ CPILFENS: 3, PCEPI: 3, PCEPILFE: 3 },
}

/** Rows of one series of FRED: months, weeks that end on Saturday, or days. */
function fredRows(id: string, spoiled: Spoiled) {
  const text = (value: unknown) => (typeof value === 'number' ? String(value) : value)
  const column = COLUMNS[id]
  if (column)
    return monthsOf(spoiled, column).map(([month, value]) => ({ date: `${month}-01`, value: text(value) }))
  const all = days(spoiled, (time, value) => ({ date: dayOf(time), value: text(value) }), 4)
  // The last Saturday that was told of is that of a week before.
  const week = ({ date }: { date: string }) => dayOf(startOfDay(date) - 8 * DAY)
  return id === 'ICSA' ? all.slice(-1).map((row) => ({ ...row, date: week(row) })) : all
}

/** As FRED writes its files. */
export function fredCsv({ path, query }: Asked, spoiled: Spoiled): Reply | undefined {
  if (path !== '/graph/fredgraph.csv') return undefined
  const lines = fredRows(query.id ?? '', spoiled).map(({ date, value }) => `${date},${value}`)
  const body = [`observation_date,${query.id}`, ...lines, ...(spoiled.none ? [] : ['2025-11-22,.'])]
  return { body: `${body.join('\n')}\n` }
}

export function fred({ query }: Asked, spoiled: Spoiled): Reply {
  const observations = fredRows(query.series_id ?? '', spoiled)
  return { body: { observations: spoiled.none ? [] : [...observations, { date: '2025-11-22', value: '.' }] } }
}

/** The first one was updated again a year later; October was published on 19 November. */
const RATES: readonly (readonly [month: string, updated: string, rate: number])[] = [
  ['2024-10', '2025-11-18T00:00:00.000Z', 2.3],
  ['2025-08', '2025-09-16T23:00:00.000Z', 3.8],
  ['2025-09', '2025-10-21T23:00:00.000Z', 3.8],
  ['2025-10', '2025-11-19T00:00:00.000Z', 3.6],
]

export function ons({ path }: Asked, spoiled: Spoiled): Reply | undefined {
  if (path !== '/economy/inflationandpriceindices/timeseries/d7g7/mm23/data') return undefined
  const shift = spoiled.shift ?? 0
  const months = RATES.map(([month, updated, rate], index) => {
    const began = new Date(Date.parse(`${month}-01T00:00:00Z`) + shift)
    const value = index === RATES.length - 1 && 'value' in spoiled ? spoiled.value : String(rate)
    return {
      ...{ date: month, value, label: month, year: String(began.getUTCFullYear()), quarter: '' },
      month: began.toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
      ...{ sourceDataset: 'MM23', updateDate: new Date(Date.parse(updated) + shift).toISOString() },
    }
  })
  return { body: { years: [], quarters: [], months: spoiled.none ? [] : months } }
}

function monthsOf(spoiled: Spoiled, column: 1 | 2 | 3): (readonly [month: string, value: unknown])[] {
  if (spoiled.none) return []
  return MONTHS.map((row, index) => {
    const time =
      Date.parse(`${row[0]}-15T00:00:00Z`) +
      (spoiled.shift ?? 0) * (spoiled.shift && spoiled.shift > 0 ? 10 : 1)
    return [dayOf(time).slice(0, 7), index === MONTHS.length - 1 ? valued(spoiled, row[column]) : row[column]]
  })
}

export function polymarket(_: Asked, spoiled: Spoiled): Reply {
  const market = (question: string, price: unknown) => ({
    ...{ question, closed: false, outcomes: '["Yes", "No"]' },
    outcomePrices: JSON.stringify([typeof price === 'number' ? String(price) : price, '0.5']),
    updatedAt: new Date(shifted(spoiled, NOW - 60_000)).toISOString(),
  })
  const events = [
    {
      ...{ title: 'Fed decision in December?', closed: false, endDate: '2025-12-10T00:00:00Z' },
      markets: [
        market('Fed decreases interest rates by 50+ bps after December 2025 meeting?', 0.02),
        market('Fed decreases interest rates by 25 bps after December 2025 meeting?', 0.65),
        market('No change in Fed interest rates after December 2025 meeting?', valued(spoiled, 0.32)),
        market('Fed increases interest rates by 25+ bps after December 2025 meeting?', 0.005),
      ],
    },
    { title: 'How many Fed rate cuts in 2025?', closed: false, endDate: '2025-12-31T00:00:00Z', markets: [] },
  ]
  return { body: { events: spoiled.none ? [] : events } }
}

export function kalshi(_: Asked, spoiled: Spoiled): Reply {
  const month = spoiled.shift && spoiled.shift < 0 ? '24JUL' : '25DEC'
  const market = (ending: string, bid: unknown, ask: unknown, last: unknown) => ({
    ticker: `KXFEDDECISION-${month}-${ending}`,
    ...{ yes_bid: bid, yes_ask: ask, last_price: last, status: 'active' },
  })
  const markets = [
    market('C26', 1, 2, 1),
    market('C25', 66, 68, 66),
    market('H0', valued(spoiled, 31), valued(spoiled, 33), valued(spoiled, 32)),
    market('H25', 0, 1, 1),
    market('H26', 0, 0, 0),
  ]
  return { body: { markets: spoiled.none ? [] : markets, cursor: '' } }
}

const common = { now: NOW, ask: WEEK, assets: COINS }
const bitcoin = { ...common, ask: { ...WEEK, assets: ['bitcoin'] } }

/** Every data service, each of its feeds. */
export const CASES: readonly SupplierCase[] = [
  { ...common, name: 'coingecko', create: createCoinGecko, feed: 'assets', answer: coinGecko },
  {
    ...common,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'caps',
    reach: 'now',
    answer: coinGecko,
    senseless: ['NaN', {}, -1],
  },
  {
    ...bitcoin,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'caps',
    reach: 'past',
    answer: coinGecko,
    senseless: ['NaN', {}, -1],
    neverStale: true,
  },
  { ...common, name: 'coingecko', create: createCoinGecko, feed: 'global', answer: coinGecko },
  {
    ...common,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'interest.now',
    answer: coinGecko,
    senseless: [],
  },
  {
    ...common,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'volume.spot',
    answer: coinGecko,
    senseless: ['NaN', {}, -1],
    neverStale: true,
  },
  {
    ...bitcoin,
    name: 'deribit-dvol',
    create: createDeribitDvol,
    feed: 'volatility.implied',
    answer: deribit,
  },
  { ...common, name: 'bls', create: createBls, feed: 'macro', answer: bls },
  { ...common, name: 'fred', create: createFred, feed: 'macro', answer: fred },
  {
    ...common,
    name: 'fred',
    create: createFred,
    feed: 'curves',
    answer: fred,
    senseless: ['NaN', {}],
    mayBeEmpty: false,
    neverStale: true,
  },
  { ...common, name: 'fred-csv', create: createFredCsv, feed: 'macro', answer: fredCsv },
  {
    ...common,
    name: 'treasury',
    create: createTreasury,
    feed: 'curves',
    answer: treasury,
    senseless: ['NaN', 'abc', -3.9],
  },
  { ...common, name: 'mof', create: createMof, feed: 'curves', answer: mof, senseless: ['NaN', '?', -1.5] },
  { ...common, name: 'yahoo', create: createYahoo, feed: 'cross', answer: yahoo, senseless: ['NaN', {}] },
  {
    ...common,
    name: 'polymarket',
    create: createPolymarket,
    feed: 'odds',
    answer: polymarket,
    senseless: ['NaN', 1.5, -0.2, {}],
  },
  {
    ...common,
    name: 'kalshi',
    create: createKalshi,
    feed: 'odds',
    answer: kalshi,
    senseless: ['NaN', 150, -1, {}],
  },
  {
    ...common,
    name: 'fedfunds',
    create: createFedFunds,
    feed: 'odds',
    answer: futures,
    senseless: ['NaN', 0, -1, 300],
  },
  {
    ...common,
    name: 'ons',
    create: createOns,
    feed: 'macro',
    answer: ons,
    senseless: ['NaN', 'Infinity', '0x1f', {}, 60, -30],
  },
  {
    ...common,
    name: 'alternative',
    create: createAlternative,
    feed: 'sentiment',
    answer: alternative,
    senseless: ['NaN', '101', -1, {}],
  },
  {
    ...common,
    name: 'defillama',
    create: createDefiLlama,
    feed: 'closes.witness',
    ask: { ...WEEK, assets: ['bitcoin', 'pepe', 'unknown', 'tether'] },
    answer: defiLlama,
  },
  { ...common, name: 'kraken-usd', create: createKrakenUsd, feed: 'closes.dollars', answer: krakenUsd },
  {
    ...common,
    name: 'binance-archive',
    create: createBinanceArchive,
    feed: 'interest.archive',
    ask: { assets: ['bitcoin'], ...WEEK },
    answer: binanceArchive,
    // A day without a file is a day without one; and its facts are as old as they are.
    mayBeEmpty: true,
    neverStale: true,
  },
]
