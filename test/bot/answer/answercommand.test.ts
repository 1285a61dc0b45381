/** Coins that nobody collects: their prices are asked for when a member wants them, and what becomes of that is told. */
import { describe, expect, it } from 'vitest'
import type { FetchPrices } from '#src/bot/answer/answercommand.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { Progress } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { HOUR } from '#src/market/time.ts'
import { createTestBot, member, realCommands, textOf } from '../../support/bot.ts'
import { buildHistory, generate } from '../../support/history.ts'

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
        (await bot.bot.answer({ ...request, input: { kind: 'command', name, words } }, progress)).message,
      )
    },
  }
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

describe('a coin that is asked for by the ticker it bore before', () => {
  const coins = { bitcoin: 'BTC', 'polygon-ecosystem-token': 'POL', 'sonic-3': 'S', vaulta: 'A', eos: 'OLD' }
  const histories = (more: Readonly<Record<string, string>> = {}) => {
    const all = { ...coins, ...more }
    return buildHistory({
      now: '2025-11-24',
      assets: Object.entries(all).map(([id, symbol]) => ({ id, symbol, name: `${symbol} coin` })),
      daily: Object.fromEntries(Object.keys(all).map((id) => [id, prices])),
    })
  }

  it.each([
    ['matic', 'POL up 27.5% in 30 days, at $', 'MATIC is now POL.', 'MATICの現在のティッカーはPOLです。'],
    [
      'MATIC/USDT',
      'POL up 27.5% in 30 days, at $',
      'MATIC is now POL.',
      'MATICの現在のティッカーはPOLです。',
    ],
    ['ftm', 'S up 27.5% in 30 days, at $', 'FTM is now S.', 'FTMの現在のティッカーはSです。'],
  ])('is answered under the one of now, with a line that says so: %s', async (typed, title, en, ja) => {
    const { said } = botThat(undefined, () => histories())
    const answer = await said(`price ${typed}`)
    expect(answer).toContain(title)
    expect(answer).toContain(en)
    expect(await said(`price ${typed}`, 'ja')).toContain(ja)
  })

  it('says it of each of several coins, and nothing where the coin is asked for by its own ticker', async () => {
    const { said } = botThat(undefined, () => histories())
    expect(await said('price btc matic ftm')).toContain('MATIC is now POL. FTM is now S.')
    expect(await said('price matic')).toContain('is now')
    expect(await said('price pol')).not.toContain('is now')
  })

  it('says nothing where another coin bears the ticker, nor of what merely venues call a coin', async () => {
    const { said } = botThat(undefined, () => histories({ 'matic-network': 'MATIC' }))
    expect(await said('price matic')).not.toContain('is now')
    expect(await said('price xbt')).toContain('BTC up 27.5% in 30 days, at $')
    expect(await said('price xbt')).not.toContain('is now')
  })

  it('is fetched where nobody collects it', async () => {
    const unpriced = buildHistory({
      now: '2025-11-24',
      assets: [
        { id: 'bitcoin', symbol: 'BTC' },
        { id: 'polygon-ecosystem-token', symbol: 'POL' },
      ],
      daily: { bitcoin: prices },
    })
    let history = unpriced
    const { said } = botThat(
      async () => {
        history = histories()
        return 'fetched'
      },
      () => history,
    )
    expect(await said('price matic')).toContain('MATIC is now POL.')
  })
})

describe('a question back', () => {
  it('stands under a title that asks, not under one that something failed', async () => {
    const history = () => known('bitcoin')
    const ambiguous = () =>
      buildHistory({
        now: '2025-11-24',
        assets: [
          { id: 'bitcoin', symbol: 'BTC' },
          ...['apr', 'all', 'top'].map((id) => ({ id, symbol: id.toUpperCase() })),
        ],
        daily: Object.fromEntries(['bitcoin', 'apr', 'all', 'top'].map((id) => [id, prices])),
      })
    for (const word of ['apr', 'all', 'top']) {
      const { said } = botThat(undefined, ambiguous)
      expect(await said(`funding ${word}`)).toContain('["Coin or option?"')
      expect(await said(`funding ${word}`, 'ja')).toContain('["銘柄ですか、オプションですか"')
    }
    // What has no title of its own opens with the sentence on the wrong word.
    const opening = {
      en: ['window cannot be “500d”', 'Choose from: 1d'],
      ja: ['windowに「500d」は指定できません', '次から選んでください：1d'],
    }
    for (const locale of LOCALES) {
      const reply = JSON.parse(
        await botThat(undefined, history).said('funding btc 500d', locale),
      ) as unknown[]
      expect(reply[0]).toBe(opening[locale][0])
      expect(JSON.stringify(reply[2])).toContain(opening[locale][1])
    }
    // Every sentence that asks has a title of its own, in both languages.
    for (const locale of LOCALES) {
      const { chat: sentences } = (
        await import(`../../../locales/${locale}/errors.json`, { with: { type: 'json' } })
      ).default
      const { titles } = (await import(`../../../locales/${locale}/chat.json`, { with: { type: 'json' } }))
        .default
      const asking = Object.entries(sentences as Record<string, string>).filter(([, text]) =>
        /\?|？|ですか/.test(text),
      )
      expect(asking.length).toBeGreaterThan(locale === 'en' ? 3 : 1)
      expect(asking.filter(([key]) => !(key in titles.refusals)).map(([key]) => key)).toEqual([])
    }
  })

  it('leads to either answer by its buttons', async () => {
    const history = buildHistory({
      now: '2025-11-24',
      assets: [
        { id: 'bitcoin', symbol: 'BTC' },
        { id: 'apr', symbol: 'APR' },
      ],
      daily: { bitcoin: prices, apr: prices },
    })
    const bot = createTestBot({ commands, history: () => history })
    const reply = await bot.ask('funding apr', { memberLanguage: 'en' })
    const rows = reply.message.actions?.rows.flat() ?? []
    expect(rows.map((one) => ('label' in one ? one.label : ''))).toEqual(['APR - apr', 'Annualized (unit)'])
    const titles: string[] = []
    for (const one of rows) {
      if (one.kind !== 'button') continue
      titles.push((await bot.click(reply, one.choice, { memberLanguage: 'en' })).message.title)
    }
    expect(titles).toEqual(['No APR funding on record', 'No BTC funding on record'])
  })
})

it('never names the nearest of no coins', async () => {
  const { said } = botThat(undefined, () => buildHistory({ now: '2025-11-24', assets: [] }))
  expect(await said('price btc')).toContain('No coin has prices on record')
  expect(await said('price btc')).not.toContain('Nearest')
  expect(await said('price btc', 'ja')).toContain('価格の記録がまだない')
})
