/** The first minutes of a fresh install: what is known where CoinGecko refuses, and why nothing is where nobody answers. */
import { beforeAll, describe, expect, it } from 'vitest'
import { emptyPast } from '#src/app/page.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { someOf } from '../support/cases.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { askerOf } from '../support/market/asker.ts'
import { startCollecting } from '../support/market/collecting.ts'
import { smallMarket } from '../support/market/small.ts'

let sample: History
/** Friday 18:07. */
let friday: Instant

beforeAll(async () => {
  sample = smallMarket(await readHistory(sampleFolder), 8)
  friday = sample.now - 3 * DAY + 18 * HOUR + 7 * MINUTE
})

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

describe('the first minutes without CoinGecko', () => {
  it.each(
    someOf(['forbidden', 'limited', 'html', 'down'] as const, 4),
  )('knows the largest coins after the first pass (%s)', async (fault) => {
    const one = await begun(['coingecko'])
    one.loopbackMarket.fail('coingecko', fault)
    await one.collector.tick()
    expect(await askerOf(one)('price btc')).toContain('"BTC stands at $')
    expect(one.now() - friday).toBeLessThan(5 * MINUTE)
    await one.close()
  })

  it('knows no coin that CoinGecko does not list once it answers, and keeps what had a cap', async () => {
    const one = await begun(['coingecko'])
    one.loopbackMarket.fail('coingecko', 'down')
    await one.collector.tick()
    const ids = () => one.history.current().assets.map(({ id }) => id)
    const listed = sample.assets.map(({ id }) => id)
    const [unlisted = '', capped = ''] = ids().filter((id) => !listed.includes(id))
    expect(unlisted).not.toBe('')
    await one.store.record.keep({
      observedAt: one.now(),
      observations: [
        {
          ...{ table: 'market_caps', of: { asset: capped }, time: sample.now - 4 * DAY },
          ...{ values: { market_cap_usd: 1e9 }, source: 'CoinGecko' },
        },
      ],
    })
    one.loopbackMarket.fail('coingecko', undefined)
    one.moveTo(friday + HOUR)
    await one.collector.tick()
    expect(ids().toSorted()).toEqual([...listed, capped].toSorted())
    await one.close()
  })

  it('says why nothing is known while nothing is', async () => {
    const one = await begun(['coingecko'])
    const ask = askerOf(one)
    const lines = ['price btc', 'price', 'brief', 'funding eth', 'volatility', 'marketcap', 'status']
    const page = (language: 'en' | 'ja') =>
      emptyPast(one.history.current(), one.collector.suppliers(), createWords(language, 'UTC', 0))?.summary
    for (const line of lines) {
      expect(await ask(line)).toContain(
        'Nothing is on record yet. The sources are being asked for the first time',
      )
    }
    for (const supplier of ['coingecko', 'binance', 'bybit', 'okx', 'hyperliquid'])
      one.loopbackMarket.fail(supplier, 'blocked')
    await one.collector.tick()
    const [en, ja] = [
      'Nothing is on record yet. Sources not answering: Binance: refuses this network, since 18:07 UTC on 21 Nov;',
      '記録にはまだ何もありません。次のデータ提供元から応答がありません。Binance：このネットワークからの利用を拒否しています',
    ]
    for (const line of lines) {
      expect(await ask(line)).toContain(en)
      expect(await ask(line, 'ja')).toContain(ja)
    }
    const start = (text: string) => text.slice(0, text.indexOf('18:07'))
    expect([page('en'), page('ja')]).toEqual([
      expect.stringContaining(start(en)),
      expect.stringContaining(ja),
    ])
    expect(await ask('price xyz')).toContain(en)
    await one.close()
  })
})
