/** Which venues are asked in a minute, where some push their prices: by streams that a test speaks for. */
import { describe, expect, it } from 'vitest'
import type { MinutePrices } from '#src/collector/minuteprices.ts'
import { createStreamedPrices } from '#src/collector/streamedprices.ts'
import type { PriceStream } from '#src/sources/pricestream.ts'
import type { Supplier } from '#src/sources/supplier.ts'
import { createFakeClock, type FakeClock } from '../support/clock.ts'

const [SECOND, MINUTE] = [1000, 60_000]
const SILENT = "Okx's price stream is silent: its prices are requested each minute instead"

/** Trades bitcoin and ether. */
function fakeStream(clock: FakeClock, venue: string) {
  const pushed = new Map<string, { readonly price: number; readonly time: number }>()
  let watched: readonly string[] | undefined
  const stream: PriceStream = {
    watch(assets) {
      watched = assets
    },
    latest() {
      if (!watched) return undefined
      const listed = watched.filter((asset) => asset === 'bitcoin' || asset === 'ethereum')
      const observations = listed.flatMap((asset) => {
        const { price, time } = pushed.get(asset) ?? {}
        if (price === undefined || time === undefined) return []
        return [
          { table: 'prices_now' as const, of: { venue, asset }, time, values: { price }, source: venue },
        ]
      })
      return { listed, observations }
    },
    close() {
      watched = undefined
      pushed.clear()
    },
  }
  return {
    stream,
    watched: () => watched,
    push: (prices: Readonly<Record<string, number>>) => {
      for (const [asset, price] of Object.entries(prices)) pushed.set(asset, { price, time: clock.now() })
    },
  }
}

function begin() {
  const clock = createFakeClock()
  const [okx, bybit] = [fakeStream(clock, 'okx'), fakeStream(clock, 'bybit')]
  const suppliers = [
    { name: 'okx', title: 'Okx', stream: okx.stream },
    { name: 'bybit', title: 'Bybit', stream: bybit.stream },
    { name: 'hyperliquid', title: 'Hyperliquid' },
  ] as unknown as readonly Supplier[]
  const [asked, lines]: [string[][], string[]] = [[], []]
  const prices = createStreamedPrices({
    ...{ suppliers, clock, log: (line) => void lines.push(line) },
    async ask(some, assets): Promise<MinutePrices> {
      asked.push(some.map(({ name }) => name))
      const own = some.map(({ name: venue, title }) => ({ venue, title, price: 1, time: clock.now() }))
      return { prices: new Map(assets.map((asset) => [asset, own])), asked: some.length, silent: [] }
    },
  })
  return {
    ...{ clock, okx, bybit, asked, lines, prices },
    /** A full minute, in which these pushed a second before. */
    async minute(assets: readonly string[], ...pushing: readonly (typeof okx)[]) {
      clock.advance(MINUTE - SECOND)
      for (const one of pushing) one.push({ bitcoin: 90_000, ethereum: 3000 })
      clock.advance(SECOND)
      const answer = await prices.ask(assets)
      return new Map(answer.prices.get('bitcoin')?.map(({ venue, price }) => [venue, price]))
    },
  }
}

describe('prices of a minute from streams', () => {
  it('are asked of those alone that push none', async () => {
    const { minute, okx, bybit, asked } = await begin()
    await minute(['bitcoin'])
    expect(await minute(['bitcoin'], okx, bybit)).toEqual(
      new Map([
        ['hyperliquid', 1],
        ['okx', 90_000],
        ['bybit', 90_000],
      ]),
    )
    expect(asked).toEqual([['okx', 'bybit', 'hyperliquid'], ['hyperliquid']])
  })

  it('are asked of a venue that pushes some of its coins alone, and not for coins that it does not trade', async () => {
    const { clock, prices, minute, okx, bybit, asked } = begin()
    await minute(['bitcoin'], okx, bybit)
    okx.push({ bitcoin: 90_001, ethereum: 3000 })
    bybit.push({ bitcoin: 90_001 })
    clock.advance(31 * SECOND)
    okx.push({ bitcoin: 90_002, ethereum: 3001 })
    bybit.push({ bitcoin: 90_003 })
    await prices.ask(['bitcoin', 'ethereum', 'nosuchcoin'])
    expect(asked.at(-1)).toEqual(['bybit', 'hyperliquid'])
  })

  it('F10: a stream that freezes is replaced by minute calls within 60 s, with one line, and tried again later', async () => {
    const { minute, okx, bybit, asked, lines } = begin()
    await minute(['bitcoin'], okx, bybit)
    await minute(['bitcoin'], okx, bybit)
    for (let count = 0; count < 5; count++) await minute(['bitcoin'], bybit)
    expect(asked.slice(-5)).toEqual(Array(5).fill(['okx', 'hyperliquid']))
    expect(lines).toEqual([SILENT])
    expect(okx.watched()).toBeUndefined()
    await minute(['bitcoin'], bybit)
    expect(okx.watched()).toEqual(['bitcoin'])
    await minute(['bitcoin'], okx, bybit)
    expect(asked.at(-1)).toEqual(['hyperliquid'])
    expect(lines).toEqual([SILENT, "Okx's price stream reports again"])
  })

  it('says nothing more of a stream that stays dead, and goes on trying it', async () => {
    const { minute, bybit, lines } = begin()
    for (let count = 0; count < 30; count++) await minute(['bitcoin'], bybit)
    expect(lines).toEqual([SILENT])
  })

  it('take no stream for dead that has nothing to push', async () => {
    const { minute, lines, asked } = begin()
    for (let count = 0; count < 5; count++) await minute(['nosuchcoin'])
    expect(lines).toEqual([])
    expect(asked.at(-1)).toEqual(['hyperliquid'])
  })

  it('close their streams once nobody asks for them', async () => {
    const { clock, minute, okx, bybit } = begin()
    await minute(['bitcoin'], okx, bybit)
    clock.advance(2 * MINUTE)
    expect([okx.watched(), bybit.watched()]).toEqual([undefined, undefined])
    await minute(['bitcoin'], okx, bybit)
    expect(okx.watched()).toEqual(['bitcoin'])
  })

  it('leave nothing that waits once they are closed', async () => {
    const { clock, minute, okx, bybit, prices } = begin()
    await minute(['bitcoin'], okx, bybit)
    prices.close()
    expect(okx.watched()).toBeUndefined()
    expect(clock.waiting).toBe(0)
  })
})
