/** A backfill on a fake clock, and sources that tell what a test lets them. */
import { onTestFinished } from 'vitest'
import { createBackfill } from '#src/collector/backfill/backfill.ts'
import { openHistory } from '#src/collector/history.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { Budget, Feed, FeedQuery, Page, Supplier, SupplierFault } from '#src/sources/supplier.ts'
import { SupplierError } from '#src/sources/supplier.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from './folder.ts'

/** A Friday evening. */
export const NOW = Date.UTC(2025, 10, 21, 18)
export const FIRST = NOW - 100 * DAY
export const ASSETS = ['bitcoin', 'ethereum', 'solana'].map((id) => ({
  ...{ id, symbol: id.slice(0, 3).toUpperCase(), name: id, sectors: [] },
  kind: 'coin' as const,
}))

interface Asked extends FeedQuery {
  readonly at: Instant
}

interface ScriptedSupplier {
  readonly asks: Asked[]
  readonly supplier: Supplier
}

/** A venue that tells settlements every eight hours since FIRST; `before` may refuse an ask, or answer it otherwise. */
export function venue(
  name: string,
  now: () => Instant,
  before: (count: number) => SupplierError | Page | undefined = () => undefined,
  budget?: Budget,
): ScriptedSupplier {
  const asks: Asked[] = []
  async function* fetch(ask: FeedQuery): AsyncGenerator<Page> {
    asks.push({ ...ask, at: now() })
    const other = before(asks.length)
    if (other instanceof Error) throw other
    if (other) {
      yield other
      return
    }
    const [asset = ''] = ask.assets ?? []
    const first = Math.ceil(Math.max(ask.from, FIRST) / (8 * HOUR)) * 8 * HOUR
    const times = Array.from(
      { length: Math.max(0, Math.ceil((ask.to - first) / (8 * HOUR))) },
      (_, index) => first + index * 8 * HOUR,
    )
    const observations = times.map((time) => ({
      ...{ table: 'funding' as const, of: { venue: name, asset }, time, source: name },
      values: { rate: 0.0001, interval_hours: 8 },
    }))
    yield { observations, refusals: [] }
  }
  const feed: Feed = { name: 'funding.settled', tables: ['funding'], reach: 'past', cost: () => 1, fetch }
  return { asks, supplier: supplierOf(name, { feeds: [feed], budget: () => budget }) }
}

export function supplierOf(name: string, more: Partial<Supplier>): Supplier {
  return {
    ...{ name, title: name, feeds: [], probe: async () => ({ latency: 1 }) },
    ...{ budget: () => undefined, close: async () => {}, ...more },
  }
}

export function fault(of: SupplierFault, retryAfter?: number): SupplierError {
  return new SupplierError({
    supplier: 'x',
    fault: of,
    detail: `is ${of}`,
    ...(retryAfter && { retryAfter }),
  })
}

/** A clock, and a program that can be killed after any page and started again. */
export async function machine(home?: string, at = NOW) {
  const folder = home ?? (await temporaryFolder())
  let time = at
  const now = () => time
  const start = async (
    suppliers: readonly Supplier[],
    {
      killedAfter = Number.POSITIVE_INFINITY,
      isAsked = () => false,
      lastAnswer = () => undefined,
      pause,
    }: {
      killedAfter?: number
      isAsked?: () => boolean
      lastAnswer?: () => Instant | undefined
      pause?: (signal?: AbortSignal) => Promise<void>
    } = {},
  ) => {
    const store = await openStore(folder)
    onTestFinished(() => store.close().catch(() => undefined))
    await store.record.keep({ observations: [], observedAt: time, assets: ASSETS })
    const history = await openHistory(store.record, now)
    let kept = 0
    const record = {
      ...store.record,
      async keep(page: Parameters<typeof store.record.keep>[0]) {
        kept += 1
        if (kept > killedAfter) throw new Error('killed')
        return store.record.keep(page)
      },
    }
    const lines: string[] = []
    const backfill = createBackfill({
      ...{ record, jobs: store.backfill, history, suppliers, isAsked, lastAnswer, now },
      async pause(milliseconds, signal) {
        if (pause) return pause(signal)
        time += milliseconds
        await new Promise((resolve) => setImmediate(resolve))
      },
      log: (line) => lines.push(line),
    })
    const end = async () => {
      await backfill.close()
      await store.close()
    }
    return { store, history, backfill, lines, end }
  }
  const moveTo = (to: Instant) => {
    time = Math.max(time, to)
  }
  return { folder, now, start, moveTo }
}

/** A venue that tells the candles of the day before; `before` may refuse. */
export function candles(name: string, before: () => void = () => {}) {
  let asks = 0
  async function* fetch({ assets: [asset = ''] = [], to }: FeedQuery): AsyncGenerator<Page> {
    asks += 1
    before()
    const of = { table: 'prices_daily' as const, of: { asset }, time: to - DAY, source: name }
    yield { observations: [{ ...of, values: { close: 1 } }], refusals: [] }
  }
  const feed: Feed = { name: 'candles.daily', tables: ['prices_daily'], reach: 'past', cost: () => 1, fetch }
  return { asks: () => asks, supplier: supplierOf(name, { feeds: [feed] }) }
}
