/** Coins that nobody collects: their prices are asked for when a member wants them, and what becomes of that is told. */
import { describe, expect, it } from 'vitest'
import type { FetchPrices } from '#src/bot/ask.ts'
import type { Progress } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, member, realCommands, textOf } from '../support/bot.ts'
import { buildHistory, generate } from '../support/history.ts'

const commands = await realCommands()
const prices = ['2025-10-15', ...generate(40, (day) => 100 + day)] as const
const NO_LIVE = {
  price: () => undefined,
  nextFunding: () => [],
  impliedVolatility: () => undefined,
  disagreements: [],
}
const names = { bitcoin: { symbol: 'BTC', name: 'Bitcoin' }, pepe: { symbol: 'PEPE', name: 'Pepe' } }

const known = (...coins: ('bitcoin' | 'pepe' | 'bonk')[]): History =>
  buildHistory({
    now: '2025-11-24',
    assets: Object.entries({ ...names, bonk: { symbol: 'BONK', name: 'Bonk' } }).map(([id, asset]) => ({
      id,
      ...asset,
    })),
    daily: Object.fromEntries(coins.map((coin) => [coin, prices])),
  })

function botThat(fetchPrices: FetchPrices | undefined, histories: () => History) {
  const bot = createTestBot({ commands, history: histories, fetchPrices })
  return {
    ...bot,
    async said(line: string, language: 'en' | 'ja' = 'en', progress?: Progress) {
      const [name = '', ...words] = line.split(' ')
      const request = { ...member, chatLanguage: language, memberLanguage: language }
      return textOf(
        (await bot.bot.answer({ ...request, ask: { kind: 'command', name, words } }, progress)).message,
      )
    },
  }
}

describe('prices of a coin that is not collected', () => {
  it('are fetched while the member is told so, and then answered from the record', async () => {
    const asked: string[] = []
    let history = known('bitcoin')
    const { said } = botThat(
      async (asset) => {
        asked.push(asset)
        history = known('bitcoin', 'pepe')
        return 'told'
      },
      () => history,
    )
    const slow: string[] = []
    const text = await said('price pepe', 'en', { slow: (line) => slow.push(line) })
    expect(text).toContain('PEPE up 5.3% in seven days, at $139.00')
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
        return 'told'
      },
      () => known(...there),
    )
    expect(await said('price btc pepe bonk', 'ja')).toMatch(/BTC.*PEPE.*BONK/u)
    expect(there).toEqual(['bitcoin', 'pepe', 'bonk'])
  })

  it.each([
    ['untold', 'en', '“pepe” (Pepe) is not collected, and no source has its prices right now.'],
    ['untold', 'ja', '「pepe」（Pepe）は収集の対象外で、どのデータ提供元からも価格を得られませんでした。'],
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
        return 'told'
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
        if (asked.length === 1) return 'untold'
        history = historyOf(known('pepe'))
        return 'told'
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
        return 'told'
      },
      () => known('bitcoin'),
    )
    expect(await said('price pepe')).toContain('There are no prices on record for “pepe” (Pepe).')
    expect(asks).toBe(1)
  })
})
