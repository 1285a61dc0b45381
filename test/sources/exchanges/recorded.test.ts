/** Recorded bodies of venues over HTTP: through ccxt as we open it, and through our own feeds beside ccxt's parsers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { type CcxtExchange, callCcxt, openCcxt } from '#src/sources/exchanges/ccxt.ts'
import { toUsd } from '#src/sources/exchanges/interest.ts'
import type { FeedName } from '#src/sources/supplier.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { describeWithShared } from '../../support/shared.ts'
import { fetched, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

interface Golden {
  readonly exchange: string
  readonly method: string
  readonly input: readonly unknown[]
  /** A sentence where they are to be loaded from recorded bodies. */
  readonly markets: unknown
  readonly requests: readonly { method: string; path: string; query: object; body?: unknown }[]
  readonly httpResponse?: unknown
  readonly httpResponseFile?: string
  readonly parsedResponse: unknown
}

interface Parsed {
  readonly symbol: string
  readonly fundingRate: number
  readonly timestamp: number
  readonly fundingTimestamp?: number
  readonly openInterestAmount?: number
  readonly openInterestValue?: number
}

describeWithShared('recorded bodies', ['fixtures'], (folder) => {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const paths = readdirSync(join(folder, 'ccxt'))
    .filter((name) => name !== 'markets')
    .flatMap((name) => readdirSync(join(folder, 'ccxt', name)).map((file) => `ccxt/${name}/${file}`))
  const golden = (path: string) => read(`ccxt/${path}.json`) as Golden
  const bodyOf = ({ httpResponse, httpResponseFile }: Golden) =>
    httpResponseFile === undefined ? httpResponse : read(httpResponseFile)

  it('are 46', () => {
    expect(paths).toHaveLength(46)
  })

  it.each(paths)('%s is asked and read as it was', async (path) => {
    const one = read(path) as Golden
    const exchange = await openCcxt(one.exchange, server.url)
    if (String(one.markets).startsWith('loaded by')) await loadMarkets(exchange, read)
    else (exchange.setMarkets as (markets: unknown) => void)(read(`ccxt/markets/${one.exchange}.json`))
    server.answer(() => ({ body: bodyOf(one) }))
    const call = { supplier: 'test', signal: new AbortController().signal, now: Date.now, sent: Date.now() }
    // ccxt's own parsers, which our feeds do not use, prove that our fetch is one that ccxt works with.
    const run = {
      ...inherit(exchange),
      run: () => method(exchange, one)(...one.input.map((arg) => arg ?? undefined)),
    }
    const parsed = await callCcxt(run, 'run', {}, call)
    expect(plain(parsed, one.exchange)).toEqual(plain(one.parsedResponse, one.exchange))
    expect(server.asked.map(({ method: verb, path: asked }) => ({ method: verb, path: asked }))).toEqual(
      one.requests.map(({ method: verb, path: asked }) => ({ method: verb, path: asked })),
    )
  })

  it.each<[path: string, feed: FeedName, list: object, asset: string]>([
    [
      'binanceusdm/fetchFundingRateHistory',
      'funding.settled',
      { premiumIndex: [{ symbol: 'BTCUSDT', nextFundingTime: 1 }] },
      'bitcoin',
    ],
    [
      'bybit/fetchFundingRateHistory',
      'funding.settled',
      { tickers: { retCode: 0, result: { list: [{ symbol: 'BTCUSDT' }, { symbol: 'ETHPERP' }] } } },
      '',
    ],
    [
      'okx/fetchFundingRateHistory',
      'funding.settled',
      { 'open-interest': { code: '0', data: [{ instId: 'BTC-USDT-SWAP' }] } },
      'bitcoin',
    ],
    [
      'bitget/fetchFundingRateHistory',
      'funding.settled',
      { tickers: { code: '00000', data: [{ symbol: 'BTCUSDT' }] } },
      'bitcoin',
    ],
    [
      'hyperliquid/fetchFundingRateHistory-recorded',
      'funding.settled',
      { metaAndAssetCtxs: [{ universe: [{ name: 'BTC' }] }, [{}]] },
      'bitcoin',
    ],
  ])('%s: our feed has the rates and times of ccxt', async (path, feed, list, asset) => {
    const one = golden(path)
    const parsed = one.parsedResponse as readonly Parsed[]
    const body = bodyOf(one)
    const first = Math.min(...parsed.map(({ timestamp }) => timestamp))
    const last = Math.max(...parsed.map(({ timestamp }) => timestamp))
    server.answer((asked) => ({ body: listed(asked, list) ?? paged(asked, body) }))
    const venue = path.split('/')[0]?.replace('usdm', '') ?? ''
    const { observations } = await fetched(openExchange(venue, server, { now: last + HOUR }), feed, {
      from: Math.floor(first / HOUR) * HOUR - HOUR,
      to: last + HOUR,
    })
    const ours = new Map(observations.map(({ time, values }) => [Math.round(time / HOUR), values.rate]))
    expect(ours).toEqual(
      new Map(parsed.map(({ timestamp, fundingRate }) => [Math.round(timestamp / HOUR), fundingRate])),
    )
    if (asset !== '') expect(new Set(observations.map(({ of }) => of.asset))).toEqual(new Set([asset]))
    expect(observations.length).toBeGreaterThan(0)
  })

  it.each<[path: string, asset: string, list: object]>([
    ['binanceusdm/fetchFundingRates', 'bitcoin', { fundingInfo: [] }],
    ['bitget/fetchFundingRate', 'bitcoin', { tickers: { code: '00000', data: [{ symbol: 'BTCUSDT' }] } }],
    ['gate/fetchFundingRates-sample', 'bitcoin', {}],
    ['hyperliquid/fetchFundingRates-sample', 'solana', {}],
  ])('%s: our rate to come is that of ccxt', async (path, asset, list) => {
    const one = golden(path)
    const [parsed] = [one.parsedResponse].flatMap((row) =>
      'info' in (row as object) ? [row] : Object.values(row as object),
    ) as Parsed[]
    const at = parsed?.fundingTimestamp ?? 0
    server.answer((asked) => ({ body: listed(asked, list) ?? bodyOf(one) }))
    const venue = path.split('/')[0]?.replace('usdm', '') ?? ''
    // Told within two hours, by a venue that says when it told it.
    const now = Math.min(at - 0.5 * HOUR, (parsed?.timestamp ?? at) + HOUR)
    const opened = openExchange(venue, server, { now })
    const { observations } = await fetched(opened, 'funding.next')
    const ours = observations.find(({ of }) => of.asset === asset)
    expect(ours).toMatchObject({ time: at, values: { rate: parsed?.fundingRate } })
  })

  it('hyperliquid/fetchOHLCV-recorded: our candles of an hour are those of ccxt', async () => {
    const one = golden('hyperliquid/fetchOHLCV-recorded')
    const parsed = one.parsedResponse as readonly (readonly number[])[]
    const [first = 0, last = 0] = [parsed[0]?.[0], parsed.at(-1)?.[0]]
    const list = { metaAndAssetCtxs: [{ universe: [{ name: 'ETH' }] }, [{}]] }
    server.answer((asked) => ({ body: listed(asked, list) ?? bodyOf(one) }))
    const opened = openExchange('hyperliquid', server, { now: last + HOUR })
    const range = { assets: ['ethereum'], from: first, to: last + HOUR }
    const { observations } = await fetched(opened, 'candles.hourly', range)
    const ours = observations.map(({ time, values: { open, high, low, close } }) => [
      time,
      open,
      high,
      low,
      close,
    ])
    // Nothing in the recording proves its last one to be over.
    expect(ours).toEqual(parsed.slice(0, -1).map((row) => row.slice(0, 5)))
  })

  it.each<[path: string, unit: 'coins' | 'usd']>([
    ['hyperliquid/fetchOpenInterests-recorded', 'coins'],
    ['deribit/fetchOpenInterest', 'usd'],
    ['gate/fetchOpenInterestHistory', 'usd'],
    ['binanceusdm/fetchOpenInterestHistory', 'usd'],
  ])('%s: our USD are those of ccxt, where it has them', (path, unit) => {
    const one = golden(path)
    const venue = path.split('/')[0]?.replace('usdm', '') ?? ''
    const parsed = [one.parsedResponse].flat().flatMap((row) => {
      const rows = Object.values(row as object)
      return (row as { info?: unknown }).info === undefined ? rows : [row]
    }) as (Parsed & { info: Record<string, string> })[]
    expect(parsed.length).toBeGreaterThan(0)
    for (const { info, openInterestAmount = 0, openInterestValue = 0 } of parsed) {
      const kind = venue === 'deribit' ? 'inverse' : venue === 'hyperliquid' ? 'linear' : 'history'
      const mark = info.markPx ?? info.mark_price
      const expected = unit === 'coins' ? openInterestAmount * Number(mark) : openInterestValue
      // ccxt takes Hyperliquid's for one side.
      const sides = venue === 'hyperliquid' ? 1 : undefined
      expect(toUsd(venue, kind, info, mark, sides)).toBeCloseTo(expected, 4)
    }
  })

  it('Hyperliquid: 1038 recorded hours of funding are reported once each, by the hour', async () => {
    const rows = read('hyperliquid/fundingHistory-1038rows.json') as readonly {
      time: number
      fundingRate: string
    }[]
    server.answer((asked) => ({
      body:
        listed(asked, { metaAndAssetCtxs: [{ universe: [{ name: 'BTC' }] }, [{}]] }) ?? paged(asked, rows),
    }))
    const [first = 0, last = 0] = [rows[0]?.time, rows.at(-1)?.time]
    const opened = openExchange('hyperliquid', server, { now: last + HOUR })
    const { observations, refusals } = await fetched(opened, 'funding.settled', {
      from: first - HOUR,
      to: last + HOUR,
    })
    expect(refusals).toEqual([])
    expect(observations).toHaveLength(1038)
    expect(observations.every(({ values }) => values.interval_hours === 1)).toBe(true)
    // One settlement was 24 minutes late, and is dated when it was.
    expect(observations.filter(({ time }) => time % HOUR !== 0)).toHaveLength(1)
    expect(observations.map(({ values }) => values.rate)).toEqual(
      rows.map(({ fundingRate }) => Number(fundingRate)),
    )
    expect(server.asked.filter(({ body }) => body.includes('fundingHistory')).length).toBe(3)
  })

  it('Hyperliquid: all recorded contexts give prices, rates to come and open interest', async () => {
    server.answer(() => ({ body: read('hyperliquid/metaAndAssetCtxs-composed.json') }))
    const opened = openExchange('hyperliquid', server)
    const interest = await fetched(opened, 'interest.now')
    const bitcoin = interest.observations.find(({ of }) => of.asset === 'bitcoin')
    expect(bitcoin?.values.open_interest_usd).toBeCloseTo((27_353.17682 * 77_562) / 2, 2)
    const prices = await fetched(opened, 'prices')
    expect(prices.observations.find(({ of }) => of.asset === 'ethereum')?.values).toEqual({ price: 2124.6 })
    const next = await fetched(opened, 'funding.next')
    expect(next.observations.find(({ of }) => of.asset === 'bitcoin')?.values.rate).toBe(-0.0000015186)
    // One body serves all three, as they were asked within the same minute.
    expect(server.asked.map(({ body }) => JSON.parse(body).type)).toEqual([
      'metaAndAssetCtxs',
      'exchangeStatus',
    ])
  })

  it('Gate: the recorded contracts give rates by the interval that they say', async () => {
    server.answer(() => ({ body: read('gate/futures_usdt_contracts.json') }))
    const opened = openExchange('gate', server, { now: 1_684_930_000_000 })
    const { observations } = await fetched(opened, 'funding.next')
    expect(observations.find(({ of }) => of.asset === 'ethereum')).toMatchObject({
      time: 1_684_944_000_000,
      values: { rate: 0.0001, interval_hours: 8 },
    })
    const interest = await fetched(opened, 'interest.now')
    const ether = interest.observations.find(({ of }) => of.asset === 'ethereum')
    expect(ether?.values.open_interest_usd).toBeCloseTo(21_977_529 * 0.01 * 1815.33, 2)
  })

  it('Kraken: recorded candles of a minute are refused as candles of an hour, but for those at the full hour', async () => {
    const body = read('kraken/nt_http_ohlc.json') as { result: { XBTUSDT: readonly number[][] } }
    const rows = body.result.XBTUSDT.map(([seconds = 0]) => seconds * 1000)
    const [first = 0, last = 0] = [rows[0], rows.at(-1)]
    const pairs = read('kraken/nt_http_asset_pairs.json')
    server.answer(({ path }) => ({ body: path.endsWith('AssetPairs') ? pairs : body }))
    const opened = openExchange('kraken', server, { now: last + DAY })
    const { observations, refusals } = await fetched(opened, 'candles.hourly', {
      from: first - HOUR,
      to: last + 1,
    })
    expect(observations.map(({ time }) => time)).toEqual(rows.filter((time) => time % HOUR === 0))
    expect(observations).toHaveLength(12)
    expect(refusals).toHaveLength(rows.length - 12)
  })
})

/** Markets out of recorded bodies; those of kinds that were not recorded are none. */
async function loadMarkets(exchange: CcxtExchange, read: (path: string) => unknown): Promise<void> {
  exchange.options.fetchMarkets = { types: ['swap'] }
  const recorded: readonly (readonly [part: string, file: string])[] = [
    ['/futures/usdt/contracts', 'gate/futures_usdt_contracts.json'],
    ['metaAndAssetCtxs', 'hyperliquid/metaAndAssetCtxs-composed.json'],
    ['AssetPairs', 'kraken/nt_http_asset_pairs.json'],
  ]
  server.answer(({ path, body }) => {
    const file = recorded.find(([part]) => path.endsWith(part) || body.includes(`"${part}"`))?.[1]
    return { body: file === undefined ? [] : read(file) }
  })
  await (exchange.loadMarkets as () => Promise<unknown>).call(exchange)
}

function inherit(exchange: CcxtExchange): CcxtExchange {
  return Object.create(exchange) as CcxtExchange
}

function method(exchange: CcxtExchange, { method: name }: Golden) {
  return (exchange[name] as (...input: unknown[]) => Promise<unknown>).bind(exchange)
}

/** As JSON has it, undefined as null; without what ccxt derives from the clock. */
function plain(value: unknown, exchange: string): unknown {
  const clock = exchange === 'hyperliquid' ? ['fundingTimestamp', 'fundingDatetime'] : []
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) =>
      clock.includes(key) ? undefined : one === undefined ? null : one,
    ),
  )
}

/** What a list of instruments is answered with, by the end of a path or by the type in a body. */
function listed({ path, body }: Asked, list: object): unknown {
  return Object.entries(list).find(([end]) => path.endsWith(`/${end}`) || body.includes(`"${end}"`))?.[1]
}

/** Only rows within what was asked for, 500 at most, as Hyperliquid does; other bodies as they are. */
function paged({ body, query }: Asked, rows: unknown): unknown {
  if (!body.includes('fundingHistory'))
    return Number(query.pageNo ?? 1) > 1 ? { code: '00000', data: [] } : rows
  const { startTime, endTime } = JSON.parse(body) as { startTime: number; endTime: number }
  return (rows as readonly { time: number }[])
    .filter(({ time }) => time >= startTime && time <= endTime)
    .slice(0, 500)
}
