/**
 * Hyperliquid: perpetuals of its default dex (not those of HIP-3), through ccxt's `hyperliquid` class. All calls are
 * POST /info with a JSON body.
 *
 * | body | answer | weight |
 * |---|---|---|
 * | { type: 'metaAndAssetCtxs' } | [{ universe: [{ name, isDelisted }] }, [{ funding, openInterest (coins), markPx, oraclePx, dayNtlVlm (USD) }]] by the same index | 20 |
 * | { type: 'spotMetaAndAssetCtxs' } | [_, [{ coin, dayNtlVlm }]] | 20 |
 * | { type: 'fundingHistory', coin, startTime, endTime } | [{ coin, fundingRate, time }], the 500 rows after startTime, oldest first | 20 + rows / 20 |
 * | { type: 'candleSnapshot', req: { coin, interval: '1d' or '1h', startTime, endTime } } | [{ t, o, h, l, c, v }], oldest first | 20 + rows / 60 |
 * | { type: 'exchangeStatus' } | { time } | 20 |
 *
 * Limit: 1200 weight a minute, so that full pages of funding (45) go every 2.25 seconds. Funding is hourly.
 */
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { SupplierError } from '../supplier.ts'
import { classOfTicker, type OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import { forward } from './paging.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { CandleRow, Past, PriceRow, Venue } from './venue.ts'

export const HYPERLIQUID: Venue = {
  name: 'hyperliquid',
  title: 'Hyperliquid',
  ccxt: 'hyperliquid',
  limit: { tokens: 1200, per: MINUTE },
  ping: (call) => info(call, { type: 'exchangeStatus' }),
  async perps(call) {
    return (await contexts(call, DAY))
      .filter(({ delisted }) => !delisted)
      .map(({ id, other }) => ({ id, base: id, rank: 0, intervalHours: 1, other }))
  },
  prices: {
    calls: () => 2,
    async read(call) {
      const [rows, time] = [await oraclePrices(call), await clock(call)]
      return rows.map((row) => ({ ...row, time }))
    },
    readUndated: oraclePrices,
  },
  next: {
    calls: () => 2,
    async read(call) {
      const [rows, time] = [await contexts(call, FRESH), await clock(call)]
      return rows.map(({ id, row }) => ({
        id,
        rate: fieldOf(row, 'funding'),
        at: undefined,
        intervalHours: 1,
        time,
      }))
    },
  },
  interest: {
    calls: () => 2,
    async read(call) {
      const [rows, time] = [await contexts(call, FRESH), await clock(call)]
      return rows.map(({ id, row }) => ({
        ...{ id, kind: 'linear' as const, row, mark: fieldOf(row, 'markPx') },
        ...(time !== undefined && { time }),
      }))
    },
  },
  settled: {
    calls: (range) => Math.ceil(range / (500 * HOUR)),
    pages: (call, { id }, range) =>
      forward(
        async (startTime) => {
          const rows = Math.min(500, Math.ceil((range.to - startTime) / HOUR))
          const body = { type: 'fundingHistory', coin: id, startTime, endTime: range.to - 1 }
          return listAt('hyperliquid', await info(call, body, 20 + Math.ceil(rows / 20))).map((row) => ({
            time: instantOf(fieldOf(row, 'time')),
            rate: fieldOf(row, 'fundingRate'),
            intervalHours: 1,
          }))
        },
        range,
        HOUR,
      ),
  },
  candles: { market: 'perp', daily: candles('1d', DAY), hourly: candles('1h', HOUR) },
  spotVolume: {
    calls: 2,
    async read(call) {
      const time = await clock(call)
      const body = await info(call, { type: 'spotMetaAndAssetCtxs' })
      return listAt('hyperliquid', body, 1).map((row) => ({
        base: textOf(fieldOf(row, 'coin')),
        quote: 'USDC',
        last: fieldOf(row, 'markPx'),
        volume: fieldOf(row, 'dayNtlVlm'),
        time,
      }))
    },
  },
  perpVolume: {
    calls: 2,
    async read(call) {
      const [rows, time] = [await contexts(call, FRESH), await clock(call)]
      return rows.flatMap(({ id, row, delisted, other }) =>
        delisted ? [] : [{ id, volume: fieldOf(row, 'dayNtlVlm'), time, other }],
      )
    },
  },
}

const FRESH = 30_000

function info(call: Call, body: object, weight = 20, keep = 0): Promise<unknown> {
  return call('publicPostInfo', body, { weight, keep })
}

async function oraclePrices(call: Call): Promise<readonly PriceRow[]> {
  return (await contexts(call, FRESH)).map(({ id, row }) => ({ id, price: fieldOf(row, 'oraclePx') }))
}

/** Its lists are not dated: how far the venue itself has come says whether they are of now. */
async function clock(call: Call): Promise<unknown> {
  return fieldOf(await info(call, { type: 'exchangeStatus' }, 20, FRESH), 'time')
}

interface Context {
  readonly id: string
  readonly delisted: boolean
  /** Of a builder's market (`xyz:TSLA`), which is mostly of shares: the dex of coins has plain names. */
  readonly other: OtherClass | undefined
  readonly row: unknown
}

async function contexts(call: Call, keep: number): Promise<readonly Context[]> {
  const body = await info(call, { type: 'metaAndAssetCtxs' }, 20, keep)
  // A pair of names and figures, distinguished by what they are: the figures name no coin, and go by the names' order.
  const pair = listAt('hyperliquid', body)
  const rows = listAt('hyperliquid', pair.find(Array.isArray))
  const names = listAt(
    'hyperliquid',
    pair.find((part) => fieldOf(part, 'universe') !== undefined),
    'universe',
  )
  if (names.length !== rows.length) {
    const detail = `metaAndAssetCtxs has ${names.length} names for ${rows.length} figures`
    throw new SupplierError({ supplier: 'hyperliquid', fault: 'malformed', detail })
  }
  return names.flatMap((one, index) => {
    const row = rows[index]
    const id = textOf(fieldOf(one, 'name'))
    const builders = /^[^:]+:(.+)$/.exec(id)?.[1]
    const other =
      builders === undefined ? undefined : (classOfTicker(builders, fieldOf(row, 'markPx')) ?? 'unknown')
    const delisted = fieldOf(one, 'isDelisted') === true
    return id === '' ? [] : [{ id, row, delisted, other }]
  })
}

function candles(interval: string, length: number): Past<CandleRow> {
  return {
    depthDays: (5000 * length) / DAY,
    calls: (range) => Math.ceil(range / (5000 * length)),
    pages: (call, { id }, range) =>
      forward(
        async (startTime) => {
          const rows = Math.min(5000, Math.ceil((range.to - startTime) / length))
          const req = { coin: id, interval, startTime, endTime: range.to - 1 }
          const body = await info(call, { type: 'candleSnapshot', req }, 20 + Math.ceil(rows / 60))
          return listAt('hyperliquid', body).map((row) => ({
            time: instantOf(fieldOf(row, 't')),
            open: fieldOf(row, 'o'),
            high: fieldOf(row, 'h'),
            low: fieldOf(row, 'l'),
            close: fieldOf(row, 'c'),
          }))
        },
        range,
        length,
      ),
  }
}
