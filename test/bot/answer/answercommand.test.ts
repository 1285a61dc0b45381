/** Coins that nobody collects: their prices are asked for when a member wants them, and what becomes of that is told. */
import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { HOUR } from '#src/market/time.ts'
import { buildHistory, generate } from '../../support/history.ts'
import { botThat, known, names, prices } from './collected.ts'

const NO_LIVE = {
  price: () => undefined,
  nextFunding: () => [],
  impliedVolatility: () => undefined,
  disagreements: [],
}

/** A live history in which pepe's funding settled so long ago. */
const settledAgo = (hours: number | undefined, now = '2025-11-26T01:00:00Z'): History => {
  const time = Date.parse(now)
  const prices_ = ['2025-10-17', ...generate(40, (day) => 100 + day)] as const
  const history = buildHistory({
    now: '2025-11-26',
    assets: Object.entries(names).map(([id, asset]) => ({ id, ...asset })),
    daily: { bitcoin: prices_, pepe: prices_ },
  })
  const prints = {
    times: Float64Array.of(time - ((hours ?? 0) + 4) * HOUR, time - (hours ?? 0) * HOUR),
    rates: Float64Array.of(0.0001, 0.0002),
    intervalHours: Float64Array.of(4, 4),
  }
  return {
    ...history,
    kind: 'live',
    live: { ...NO_LIVE, checkedAt: time },
    fundingVenues: (id) => (id === 'pepe' && hours !== undefined ? ['binance'] : []),
    funding: (id) => (id === 'pepe' && hours !== undefined ? prints : undefined),
  }
}

describe('settlements that the record lacks', () => {
  it('are asked for once they are due, told to the member, and answered as the newest', async () => {
    const asked: string[] = []
    let history = settledAgo(undefined)
    const { said } = botThat(
      async (asset, what) => {
        asked.push(`${asset} ${what}`)
        history = settledAgo(1)
        return 'fetched'
      },
      () => history,
    )
    const slow: string[] = []
    const text = await said('funding pepe', 'en', { slow: (line) => slow.push(line) })
    expect(text).toContain('PEPE funding +0.0400% per 8 hours')
    expect(slow[0]).toBe('Fetching funding of Pepe …')
    await said('funding pepe')
    expect(asked).toEqual(['pepe funding'])
    // Four hours later the next one has settled.
    history = settledAgo(4.2)
    await said('funding pepe')
    await said('funding pepe week:2025-11-17').catch(() => undefined)
    expect(asked).toEqual(['pepe funding', 'pepe funding'])
  })

  it.each([
    ['missing', 'funding', 'en', 'No venue that is asked has the funding rate of PEPE right now.'],
    ['missing', 'oi', 'ja', 'PEPEの建玉残高は、参照しているどの取引所からも得られませんでした。'],
    ['late', 'funding', 'ja', 'PEPEの資金調達率を取得しています。1分ほどしてからもう一度お試しください。'],
    ['late', 'oi', 'en', 'The open interest of PEPE is still being fetched. Ask again in a minute.'],
  ] as const)('and are %s are told of in a sentence (/%s, %s)', async (outcome, name, language, sentence) => {
    const { said } = botThat(
      async () => outcome,
      () => settledAgo(undefined),
    )
    expect(await said(`${name} pepe`, language)).toContain(sentence)
  })

  it('are reported as they were, with their age, where nobody has newer ones', async () => {
    const { said } = botThat(
      async () => 'missing',
      () => settledAgo(9),
    )
    expect(await said('funding pepe')).toContain('under 10 hours')
  })
})

describe('prices of a coin that is not collected', () => {
  it('are fetched while the member is told so, and then answered from the record', async () => {
    const asked: string[] = []
    let history = known('bitcoin')
    const { said } = botThat(
      async (asset) => {
        asked.push(asset)
        history = known('bitcoin', 'pepe')
        return 'fetched'
      },
      () => history,
    )
    const slow: string[] = []
    const text = await said('price pepe', 'en', { slow: (line) => slow.push(line) })
    expect(text).toContain('PEPE up 27.5% in 30 days, at $139.00')
    expect(asked).toEqual(['pepe'])
    expect(slow[0]).toBe('Fetching prices of Pepe …')
    await said('price pepe')
    expect(asked).toEqual(['pepe'])
  })

  it('are fetched one after another where a question names several', async () => {
    const there: ('bitcoin' | 'pepe' | 'bonk')[] = ['bitcoin']
    const { said } = botThat(
      async (asset) => {
        there.push(asset as 'pepe' | 'bonk')
        return 'fetched'
      },
      () => known(...there),
    )
    expect(await said('price btc pepe bonk', 'ja')).toMatch(/BTC.*PEPE.*BONK/u)
    expect(there).toEqual(['bitcoin', 'pepe', 'bonk'])
  })

  it.each([
    ['missing', 'en', '“pepe” (Pepe) is not collected, and no source has its prices right now"'],
    ['missing', 'ja', '「pepe」（Pepe）は収集の対象外で、どのデータ提供元からも価格を得られませんでした"'],
    ['late', 'en', 'Prices of “pepe” (Pepe) are still being fetched. Ask again in a minute.'],
    ['late', 'ja', '「pepe」（Pepe）の価格を取得しています。1分ほどしてからもう一度お試しください。'],
    ['unasked', 'en', 'There are no prices on record for “pepe” (Pepe).'],
    ['unasked', 'ja', '「pepe」（Pepe）の価格は記録にありません。'],
  ] as const)('that are %s are told of in a sentence (%s)', async (outcome, language, sentence) => {
    const { said } = botThat(
      async () => outcome,
      () => known('bitcoin'),
    )
    expect(await said('price pepe', language)).toContain(sentence)
  })

  it('are not asked for where nobody can be asked, nor for a name that no coin has', async () => {
    let asks = 0
    const alone = botThat(undefined, () => known('bitcoin'))
    expect(await alone.said('price pepe')).toContain('There are no prices on record for “pepe” (Pepe).')
    const { said } = botThat(
      async () => {
        asks += 1
        return 'fetched'
      },
      () => known('bitcoin'),
    )
    expect(await said('price nosuchcoin')).toContain('nosuchcoin')
    expect(asks).toBe(0)
  })

  it('are fetched anew where the market has gone on without the coin, and told as they were where nobody has more', async () => {
    const asked: string[] = []
    const live = { ...NO_LIVE, checkedAt: Date.parse('2025-11-24T01:00:00Z') }
    const aged = { ...known('bitcoin'), live }
    const old = buildHistory({
      now: '2025-11-24',
      daily: { bitcoin: prices, pepe: ['2025-11-10', 1, 2, 3, 4] },
    })
    const historyOf = (pepe: History) => ({
      ...aged,
      dailyCandles: (id: string) => (id === 'pepe' ? pepe : aged).dailyCandles(id),
    })
    let history = historyOf(old)
    const { said } = botThat(
      async (asset) => {
        asked.push(asset)
        if (asked.length === 1) return 'missing'
        history = historyOf(known('pepe'))
        return 'fetched'
      },
      () => history,
    )
    await said('price pepe week:2025-11-17')
    expect(asked).toEqual([])
    await said('price btc')
    expect(asked).toEqual([])
    expect(await said('price pepe')).not.toContain('PEPE at')
    expect(await said('price btc pepe')).toContain('PEPE $139.00')
    expect(asked).toEqual(['pepe', 'pepe'])
  })

  it('that a supplier tells and the record still lacks end in a sentence, not in a loop', async () => {
    let asks = 0
    const { said } = botThat(
      async () => {
        asks += 1
        return 'fetched'
      },
      () => known('bitcoin'),
    )
    expect(await said('price pepe')).toContain('There are no prices on record for “pepe” (Pepe).')
    expect(asks).toBe(1)
  })
})
