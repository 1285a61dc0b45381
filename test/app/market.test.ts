/** The live market of a program: coins that nobody collects, asked for over HTTP when a member wants them. */
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openMarket } from '#src/app/market.ts'
import { UNWATCHED } from '#src/app/watch.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { openStore } from '#src/store/open.ts'
import { SERVICE_NAMES } from '#src/sources/names.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type LoopbackMarket, startMarket } from '../support/market/server.ts'
import { createStreams } from '../support/market/streams.ts'

let sample: History
let loopback: LoopbackMarket
beforeAll(async () => {
  sample = await readHistory(sampleFolder)
  loopback = await startMarket(sample, () => sample.now + HOUR)
})
afterAll(() => loopback.close())

/** A program that knows of a coin and has no prices of it; Binance alone is asked. */
async function program(collects = true, minutePrices?: 'stream') {
  loopback.forget()
  loopback.fail('binance', undefined)
  const clock = createFakeClock(sample.now + HOUR)
  const store = await openStore(await temporaryFolder())
  await store.record.keep({ observations: [], observedAt: clock.now(), assets: sample.assets })
  const lines: string[] = []
  const log = {
    info: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(line),
    error: (line: string) => lines.push(line),
  }
  const sources = {
    exchanges: ['binance'],
    off: SERVICE_NAMES,
    keys: {},
    urls: { binance: loopback.url('binance') },
  }
  const market = await openMarket({
    ...{ sources, record: store.record, jobs: store.backfill, clock, log, watch: UNWATCHED },
    ...{ collects, leases: undefined, ...(minutePrices && { minutePrices }) },
    sharedState: store.sharedState,
  })
  return {
    ...{ market, clock, lines },
    async close() {
      await market.close()
      await store.close()
    },
  }
}

describe('prices of a minute', () => {
  it('are streamed where the setting says so, and no connection outlives the market', async () => {
    const streams = createStreams(loopback.server, () => sample.now + HOUR)
    const { market, close } = await program(true, 'stream')
    await market.minutePrices?.(['bitcoin'])
    await eventually(() => streams.subscribed('binance').length === 1)
    await close()
    await eventually(() => streams.open('binance') === 0)
    streams.close()
  })

  it('are asked for alone where it does not', async () => {
    const streams = createStreams(loopback.server, () => sample.now + HOUR)
    const { market, close } = await program()
    const { prices } = (await market.minutePrices?.(['bitcoin'])) ?? {}
    expect(prices?.get('bitcoin')).toHaveLength(1)
    await close()
    expect(streams.opened('binance')).toBe(0)
    streams.close()
  })
})

describe('prices that a member asks for', () => {
  it('are asked for once however many ask, and are on record then', async () => {
    const { market, close } = await program()
    expect(market.history().dailyCandles('solana')).toBeUndefined()
    const asks = [market.fetchPrices?.('solana'), market.fetchPrices?.('solana')]
    expect(await Promise.all(asks)).toEqual(['fetched', 'fetched'])
    const calls = loopback.paths('binance').filter((path) => path.includes('klines'))
    expect(calls).toHaveLength(1)
    const candles = market.history().dailyCandles('solana')
    expect(candles?.times.at(-1)).toBe(sample.now - DAY)
    expect(candles?.close.at(-1)).toBe(sample.dailyCandles('solana')?.close.at(-1))
    await close()
  })

  it('so are settlements and open interest, of all venues, and are not marked as collected', async () => {
    const { market, close } = await program()
    expect(market.history().fundingVenues('ethereum')).toEqual([])
    const asks = [market.fetchPrices?.('ethereum', 'funding'), market.fetchPrices?.('ethereum', 'funding')]
    expect(await Promise.all(asks)).toEqual(['fetched', 'fetched'])
    const calls = loopback.paths('binance').filter((path) => path.includes('fundingRate'))
    expect(calls).toHaveLength(1)
    const prints = market.history().funding('ethereum', 'binance')
    const theirs = sample.funding('ethereum', 'binance')
    expect(prints?.times.at(-1)).toBe(theirs?.times.at(-1))
    expect(prints?.rates.at(-1)).toBe(theirs?.rates.at(-1))
    expect(await market.fetchPrices?.('ethereum', 'openinterest')).toBe('fetched')
    expect(market.history().openInterestVenues('ethereum')).toEqual(['binance'])
    // The venue trades no perpetual of it.
    expect(await market.fetchPrices?.('dogecoin', 'funding')).toBe('missing')
    await close()
  })

  it('are told to be nowhere where the venue is out of order', async () => {
    const { market, close } = await program()
    loopback.fail('binance', 'blocked')
    expect(await market.fetchPrices?.('solana')).toBe('missing')
    expect(market.history().dailyCandles('solana')).toBeUndefined()
    await close()
  })

  it('are told to be late after ten seconds', async () => {
    const { market, clock, close } = await program()
    loopback.fail('binance', 'timeout')
    const ask = market.fetchPrices?.('solana')
    clock.advance(10_000)
    expect(await ask).toBe('late')
    await close()
  })

  it('are left to the process that collects', async () => {
    const { market, close } = await program(false)
    expect(market.fetchPrices).toBeUndefined()
    await close()
  })
})

describe('how suppliers stand', () => {
  /** Processes of one bot on one database. */
  async function processes(...collecting: readonly boolean[]) {
    loopback.forget()
    loopback.fail('binance', 'blocked')
    const clock = createFakeClock(sample.now + HOUR)
    const store = await openStore(await temporaryFolder())
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const urls = { binance: loopback.url('binance') }
    const sources = { exchanges: ['binance'], off: SERVICE_NAMES, keys: {}, urls }
    const { record, leases, sharedState } = store
    const parts = { sources, record, jobs: store.backfill, leases, sharedState, clock, log, watch: UNWATCHED }
    const markets = await Promise.all(collecting.map((collects) => openMarket({ ...parts, collects })))
    onTestFinished(async () => {
      for (const market of markets) await market.close()
      await store.close()
    })
    return { markets, clock, sharedState, leases }
  }

  it('is known to every process as the one that collects tells it, with the moment', async () => {
    const { markets, clock, sharedState } = await processes(true, false)
    const [collector, gateway] = markets
    if (!collector || !gateway) throw new Error('there are two')
    expect(gateway.reportedStatus()).toEqual({ suppliers: [] })
    collector.start()
    await eventually(() => collector.suppliers()[0]?.state === 'failing')
    // It tells once it has asked for everything.
    let stored = await sharedState.get('suppliers')
    for (let waited = 0; stored === undefined && waited < 120; waited++) {
      await turn()
      clock.advance(1000)
      stored = await sharedState.get('suppliers')
    }
    gateway.start()
    await eventually(() => gateway.reportedStatus().at !== undefined)
    expect(gateway.suppliers()).toEqual([])
    expect(gateway.reportedStatus()).toMatchObject({
      at: stored?.at,
      suppliers: [{ name: 'binance', state: 'failing', fault: 'blocked' }],
    })
    expect(collector.reportedStatus()).toEqual({ suppliers: collector.suppliers() })
  })

  it('is heard again every minute', async () => {
    const { markets, clock, sharedState } = await processes(false)
    const [gateway] = markets
    if (!gateway) throw new Error('there is one')
    await sharedState.set('suppliers', [{ name: 'okx', state: 'answering' }], 5)
    gateway.start()
    await eventually(() => gateway.reportedStatus().at === 5)
    await sharedState.set('suppliers', [{ name: 'okx', state: 'failing' }], 6)
    await eventually(() => clock.waiting > 0)
    clock.advance(MINUTE)
    await eventually(() => gateway.reportedStatus().at === 6)
    expect(gateway.reportedStatus().suppliers).toMatchObject([{ name: 'okx', state: 'failing' }])
  })

  it('is not called late by the process that takes over, whose own round has not ended', async () => {
    const { markets, clock, sharedState, leases } = await processes(true)
    const [market] = markets
    if (!market) throw new Error('there is one')
    await leases.take('collector', 'another', clock.now(), clock.now() + HOUR)
    market.start()
    await eventually(() => clock.waiting > 1)
    clock.advance(HOUR - MINUTE)
    await eventually(() => clock.waiting > 1)
    const at = clock.now()
    await sharedState.set('suppliers', [{ name: 'binance', state: 'answering' }], at)
    clock.advance(MINUTE)
    await eventually(() => market.reportedStatus().at === at)
    expect(market.collected()?.at).toBe(at)
    await leases.release('collector', 'another')
    clock.advance(5000)
    // It knows by itself then, and has asked for nothing yet.
    await eventually(() => market.reportedStatus().at === undefined)
    expect(market.collected()?.at).toBe(at)
  })

  it('is read from a process of an earlier version, whose names were others', async () => {
    const { markets, sharedState } = await processes(false)
    const [gateway] = markets
    if (!gateway) throw new Error('there is one')
    const tables = [{ table: 'funding', fails: false }]
    await sharedState.set('suppliers', [{ name: 'okx', state: 'telling', lastTold: 3, tells: tables }], 5)
    gateway.start()
    await eventually(() => gateway.reportedStatus().at === 5)
    expect(gateway.reportedStatus().suppliers).toEqual([
      { name: 'okx', state: 'answering', lastAnswer: 3, tables },
    ])
  })
})
