/** A coin by its former ticker, and a word that may be two things: what the answer says of it. */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import { createTestBot } from '../../support/bot.ts'
import { buildHistory } from '../../support/history.ts'
import { botThat, commands, known, prices } from './collected.ts'

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
