/** How /sources and /status tell of suppliers: which one is silent, since when, why, and what terms ask to be shown. */
import { describe, expect, it } from 'vitest'
import type { SupplierRow } from '#src/briefing/details/suppliers.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { buildHistory } from '../../support/history.ts'

const commands = await realCommands()
const now = Date.parse('2025-11-24T00:20:00Z')
const history = buildHistory({ now: '2025-11-24', daily: { bitcoin: ['2025-11-20', 1, 2, 3, 4] } })

const telling = (title: string, table: string): SupplierRow => ({
  ...{ title, state: 'answering', lastAnswer: now - 60_000, tables: [{ table, fails: false }] },
})
const blocked: SupplierRow = {
  ...{ title: 'Binance', state: 'failing', fault: 'blocked', since: Date.parse('2025-11-22T22:20:00Z') },
  ...{ lastAnswer: Date.parse('2025-11-22T22:02:00Z'), until: Date.parse('2025-11-24T01:20:00Z') },
  tables: [
    { table: 'funding', fails: true },
    { table: 'funding_next', fails: true },
    { table: 'prices_daily', fails: false },
  ],
}
const unreached: SupplierRow = {
  ...{ title: 'Yahoo', state: 'failing', fault: 'unreached', since: Date.parse('2025-11-23T23:40:00Z') },
  tables: [{ table: 'cross_assets', fails: true }],
}
const credited: SupplierRow = {
  ...telling('CoinGecko', 'market_caps'),
  attribution: { text: 'Data provided by CoinGecko.', url: 'https://www.coingecko.com' },
}

async function said(line: string, suppliers: readonly SupplierRow[], language: 'en' | 'ja' = 'en') {
  const { ask } = createTestBot({
    commands,
    history: () => history,
    status: () => ({ version: '0.1.0', startedAt: now, now, platforms: [], suppliers }),
  })
  return textOf((await ask(line, { chatLanguage: language, memberLanguage: language })).message)
}

describe('/sources', () => {
  const all = [telling('OKX', 'funding'), blocked, unreached, credited]

  it('says of each silent supplier why, since when, what it is asked for, and when it is tried again', async () => {
    const text = await said('sources', all)
    expect(text).toContain(
      '"Binance: refuses this network, since 22:20 UTC on 22 Nov. Data affected: Funding. Last answer: 22:02 UTC on 22 Nov. Next attempt: 01:20 UTC on 24 Nov."',
    )
    expect(text).toContain(
      'Yahoo: cannot be reached, since 23:40 UTC on 23 Nov. Data affected: Other markets. No answer since the bot started.',
    )
    expect(text).toContain('{"name":"OKX","value":"answering, last answer at 00:19 UTC on 24 Nov"}')
    expect(text).not.toContain('{"name":"Binance"')
  })

  it('never calls one silent that has answered since: it says what that one does not tell', async () => {
    const partly: SupplierRow = { ...blocked, state: 'partly', lastAnswer: now - 60_000 }
    const text = await said('sources', [telling('OKX', 'funding'), partly])
    expect(text).not.toContain('Not answering')
    expect(text).toContain(
      '{"name":"Binance","value":"answering, except for Funding (refuses this network since 22:20 UTC on 22 Nov), last answer at 00:19 UTC on 24 Nov"}',
    )
    expect(await said('sources', [partly], 'ja')).toContain('応答あり（資金調達率を除く：')
    expect(await said('status', [partly])).not.toContain('Binance')
  })

  it('names what is no crypto and is not counted: by class, and the first by name', async () => {
    const leftOut = [
      { name: 'XAUUSDT', class: 'commodity' },
      ...Array.from({ length: 9 }, (_, index) => ({ name: `SHARE${index}USDT`, class: 'equity' })),
      { name: 'NEWUSDT', class: 'unknown' },
    ]
    const rows = [{ ...telling('Binance', 'funding'), leftOut }]
    expect(await said('sources', rows)).toContain(
      'Binance: commodities 1, shares 9, unknown class 1 (XAUUSDT, SHARE0USDT, SHARE1USDT, SHARE2USDT, SHARE3USDT, SHARE4USDT, SHARE5USDT, SHARE6USDT …)',
    )
    expect(await said('sources', rows, 'ja')).toContain('Binance：商品1件、株式9件、分類不明1件（XAUUSDT、')
    const eight = [{ ...telling('Binance', 'funding'), leftOut: leftOut.slice(0, 8) }]
    expect(await said('sources', eight)).toContain('SHARE5USDT, SHARE6USDT)')
    expect(await said('sources', [telling('Binance', 'funding')])).not.toContain('left out')
  })

  it('reports it in Japanese, in the reader’s time', async () => {
    expect(await said('sources', all, 'ja')).toContain(
      '"Binance：このネットワークからの利用を拒否しています（日本時間11月23日7時20分から）。対象のデータ：資金調達率。最後の応答：日本時間11月23日7時02分。次の取得：日本時間11月24日10時20分。"',
    )
  })

  it('shows what terms ask to be shown', async () => {
    expect(await said('sources', all)).toContain('"Data provided by CoinGecko: https://www.coingecko.com"')
  })

  it('names of a topic those suppliers alone that it is asked from', async () => {
    const text = await said('sources funding', all)
    expect(text).toContain('Binance: refuses')
    expect(text).toContain('"OKX"')
    expect(text).not.toMatch(/Yahoo|coingecko\.com/u)
  })

  it('names no supplier where none is asked', async () => {
    expect(await said('sources', [])).not.toMatch(/Status of the sources|Sources not answering/u)
  })

  it('says when another process told how they stand, once that is long ago', async () => {
    const answerAt = async (line: string, minutes: number, language: 'en' | 'ja') => {
      const suppliersAt = now - minutes * 60_000
      const status = () => ({ version: '0', startedAt: now, now, platforms: [], suppliers: all, suppliersAt })
      const { ask } = createTestBot({ commands, history: () => history, status })
      return textOf((await ask(line, { chatLanguage: language, memberLanguage: language })).message)
    }
    for (const line of ['sources', 'status']) {
      expect(await answerAt(line, 10, 'en')).not.toContain('last reported')
      expect(await answerAt(line, 11, 'en')).toContain('last reported at 00:09 UTC on 24 Nov')
      expect(await answerAt(line, 11, 'ja')).toContain('最後の報告は日本時間11月24日9時09分です')
    }
  })

  it('reports how they stand at the moment, not when somebody else asked', async () => {
    let suppliers: readonly SupplierRow[] = [telling('OKX', 'funding')]
    const { ask } = createTestBot({
      commands,
      history: () => history,
      status: () => ({ version: '0.1.0', startedAt: now, now, platforms: [], suppliers }),
    })
    expect(textOf((await ask('sources')).message)).not.toContain('Sources not answering')
    suppliers = [{ ...blocked, title: 'OKX' }]
    expect(textOf((await ask('sources')).message)).toContain('OKX: refuses this network')
  })
})

describe('/status', () => {
  it('names silent suppliers with why and since when, in both languages', async () => {
    expect(await said('status', [blocked, unreached])).toContain(
      '{"name":"Sources not answering","value":"Binance: refuses this network, since 22:20 UTC on 22 Nov\\nYahoo: cannot be reached, since 23:40 UTC on 23 Nov"}',
    )
    expect(await said('status', [blocked], 'ja')).toContain(
      '"Binance：このネットワークからの利用を拒否しています（日本時間11月23日7時20分から）"',
    )
  })

  it('counts those beyond the third', async () => {
    const many = ['A', 'B', 'C', 'D', 'E'].map((title) => ({ ...unreached, title }))
    const text = await said('status', many)
    expect(text).toContain('C: cannot be reached')
    expect(text).not.toContain('D: cannot')
    expect(text).toContain('and 2 more (listed by /sources)')
  })

  it('says nothing of suppliers where all tell', async () => {
    expect(await said('status', [telling('OKX', 'funding')])).not.toContain('Sources not answering')
  })
})
