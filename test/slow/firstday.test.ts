/** A fresh install that CoinGecko refuses from its first second: what exchanges have is told, and nothing is doubled later. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { askerOf } from '../support/market/asker.ts'
import { type Collecting, startCollecting } from '../support/market/collecting.ts'
import { differencesIn } from '../support/market/figures.ts'
import { smallMarket } from '../support/market/small.ts'

let sample: History
/** Friday 18:07. */
let friday: Instant

beforeAll(async () => {
  sample = smallMarket(await readHistory(sampleFolder), 26)
  friday = sample.now - 3 * DAY + 18 * HOUR + 7 * MINUTE
})

/** Live passes at each hour, and the backfill beside them, up to a time. */
async function runUntil(one: Collecting, end: Instant) {
  for (let hour = Math.ceil(one.now() / HOUR) * HOUR; hour <= end; hour += HOUR) {
    one.moveTo(hour + 2 * MINUTE)
    await one.collector.tick()
    await one.backfill.work()
  }
}

/** Up to what the edition of Monday is made of. */
async function runMonday(one: Collecting) {
  await runUntil(one, sample.now - HOUR)
  one.moveTo(sample.now + 2 * MINUTE)
  await one.collector.tick()
  one.moveTo(sample.now + 5 * MINUTE)
  await one.collector.beforeEdition()
}

async function begun(services?: readonly string[]) {
  const home = await temporaryFolder()
  return startCollecting({
    history: sample,
    home,
    at: friday,
    backfilled: true,
    ...(services && { services }),
  })
}

describe('a first day without CoinGecko', () => {
  it('reports what exchanges have, names what is lacking, and doubles nothing when it answers', {
    timeout: 900_000,
  }, async () => {
    const one = await begun()
    const ask = askerOf(one)
    one.loopbackMarket.fail('coingecko', 'forbidden')
    await one.collector.tick()
    await one.backfill.work()
    expect(one.now() - friday).toBeLessThan(HOUR)
    const answers = {
      'price btc': '"BTC stands at $',
      'funding btc': 'BTC funding',
      'openinterest eth': '"ETH open interest at Bybit and OKX: $',
      volatility: 'BTC volatility',
      correlation: 'Mean 30-day correlation of 10 coins at',
      'correlation btc eth': '30-day correlation of BTC/ETH at',
    }
    for (const [line, words] of Object.entries(answers)) expect(await ask(line)).toContain(words)
    expect(await ask('status')).toContain('CoinGecko: refuses this network, since 18:07 UTC on 21 Nov')
    const known = one.history.current()
    expect(
      sample.assets.filter(({ id, kind }) => kind === 'coin' && !known.dailyCandles(id)).map(({ id }) => id),
    ).toEqual([])

    await runUntil(one, sample.now - 14 * HOUR)
    for (const line of ['marketcap', 'movers'])
      expect(await ask(line)).toMatch(/missing for want of|on record|data end/)
    expect(await ask('marketcap')).not.toContain('None crossed')
    expect(await ask('brief full')).toContain('No data: Kawaraban Top 30, total market cap, ')
    one.loopbackMarket.fail('coingecko', undefined)
    await runMonday(one)
    const clean = await begun()
    await clean.collector.tick()
    await clean.backfill.work()
    await runMonday(clean)
    const [made, whole] = [one, clean].map(({ history }) => editionOf(history.current(), '2025-11-24'))
    // Figures are those of a record that CoinGecko told from the first day on.
    const differences = differencesIn(
      figuresOf((whole as Edition).readings),
      figuresOf((made as Edition).readings),
    )
    expect(differences).toEqual({ missing: [], more: [], other: [] })
    // One asset a coin: what was known by the list that comes with a version has CoinGecko's own place and name.
    const { assets } = one.history.current()
    const tickers = assets.filter(({ kind }) => kind === 'coin').map(({ symbol }) => symbol)
    expect(tickers.filter((ticker, at) => tickers.indexOf(ticker) !== at)).toEqual([])
    expect(assets.slice(0, 3).map(({ id }) => id)).toEqual(
      clean.history
        .current()
        .assets.slice(0, 3)
        .map(({ id }) => id),
    )
    await one.close()
    await clean.close()
  })
})
