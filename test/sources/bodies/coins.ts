/** Small bodies about coins: caps, prices, open interest, implied volatility, sentiment. */
import { DAY, HOUR } from '#src/market/time.ts'
import type { Spoiled } from '../../contracts/supplier.ts'
import type { Asked, Reply } from '../../support/loopback.ts'
import { checksumOf, fileName, metricsCsv, NO_SUCH_KEY, zipOf } from '../../support/market/archive.ts'
import { days, MIDNIGHT, NOW, shifted, valued } from './week.ts'

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
