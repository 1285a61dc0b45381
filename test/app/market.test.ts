/** The live market of a program: coins that nobody collects, asked for over HTTP when a member wants them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMarket } from '#src/app/market.ts'
import { UNWATCHED } from '#src/app/watch.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { openStore } from '#src/store/open.ts'
import { SERVICE_NAMES } from '#src/config/sources.ts'
import { createFakeClock } from '../support/clock.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type LoopbackMarket, startMarket } from '../support/market/server.ts'

let sample: History
let loopback: LoopbackMarket
beforeAll(async () => {
  sample = await readHistory(sampleFolder)
  loopback = await startMarket(sample, () => sample.now + HOUR)
})
afterAll(() => loopback.close())

/** A program that knows of a coin and has no prices of it; Binance alone is asked. */
async function program(collects = true) {
  loopback.forget()
  loopback.fail('binance', undefined)
  const clock = createFakeClock(sample.now + HOUR)
  const store = await openStore(await temporaryFolder())
  await store.record.keep({ observations: [], observedAt: clock.now(), assets: sample.assets })
  const lines: string[] = []
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) }
  const sources = {
    exchanges: ['binance'],
    off: SERVICE_NAMES,
    keys: {},
    urls: { binance: loopback.url('binance') },
  }
  const market = await openMarket({
    ...{ sources, record: store.record, clock, log, watch: UNWATCHED, collects, leases: undefined },
  })
  return {
    ...{ market, clock, lines },
    async close() {
      await market.close()
      await store.close()
    },
  }
}

describe('prices that a member asks for', () => {
  it('are asked for once however many ask, and are on record then', async () => {
    const { market, close } = await program()
    expect(market.history().dailyCandles('solana')).toBeUndefined()
    const asks = [market.fetchPrices?.('solana'), market.fetchPrices?.('solana')]
    expect(await Promise.all(asks)).toEqual(['told', 'told'])
    const calls = loopback.paths('binance').filter((path) => path.includes('klines'))
    expect(calls).toHaveLength(1)
    const candles = market.history().dailyCandles('solana')
    expect(candles?.times.at(-1)).toBe(sample.now - DAY)
    expect(candles?.close.at(-1)).toBe(sample.dailyCandles('solana')?.close.at(-1))
    await close()
  })

  it('are told to be nowhere where the venue is out of order', async () => {
    const { market, close } = await program()
    loopback.fail('binance', 'blocked')
    expect(await market.fetchPrices?.('solana')).toBe('untold')
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
