/** The present as members see it: price now, funding to come, implied volatility, disagreement, and what has grown old. */
import { describe, expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import { makeEdition } from '#src/editions/make.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { composeEdition } from '#src/briefing/compose.ts'
import { createWords } from '#src/i18n/words.ts'
import { openStore } from '#src/store/open.ts'
import { createTestBot, realCommands, textOf } from '../support/bot.ts'
import { temporaryFolder } from '../support/folder.ts'

const monday = Date.parse('2025-11-24T00:00:00Z')
const commands = await realCommands()

const days: Observation[] = Array.from({ length: 60 }, (_, back) => ({
  table: 'prices_daily',
  of: { asset: 'bitcoin' },
  time: monday - (back + 1) * DAY,
  values: { close: 87_000, open: 87_000, high: 88_000, low: 86_000 },
  source: 'Binance',
}))

const priced = (venue: string, price: number, time = monday + 19 * MINUTE): Observation => ({
  table: 'prices_now',
  of: { asset: 'bitcoin', venue },
  time,
  values: { price },
  source: venue,
})

const settled: Observation[] = Array.from({ length: 60 }, (_, back) => ({
  table: 'funding',
  of: { venue: 'binance', asset: 'bitcoin' },
  time: monday - back * 8 * HOUR,
  values: { rate: 0.0001, interval_hours: 8 },
  source: 'Binance',
}))

const toCome: Observation = {
  table: 'funding_next',
  of: { venue: 'binance', asset: 'bitcoin' },
  time: monday + 8 * HOUR,
  values: { rate: 0.000123, interval_hours: 4 },
  source: 'Binance',
}

const implied: Observation[] = [45.5, 60].map((close, after) => ({
  table: 'implied_volatility',
  of: { asset: 'bitcoin', venue: 'deribit' },
  time: monday - DAY + after * DAY,
  values: { close },
  source: 'Deribit',
}))

async function botWith(observations: readonly Observation[]) {
  const store = await openStore(await temporaryFolder())
  let now = monday + 20 * MINUTE
  await store.record.keep({
    observations,
    observedAt: now,
    assets: [
      { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin', sectors: [] },
      { id: 'pepe', symbol: 'PEPE', name: 'Pepe', kind: 'coin', sectors: [] },
    ],
  })
  const history = await openHistory(store.record, () => now)
  const { askAll } = createTestBot({ commands, history: history.current })
  return {
    history,
    said: async (line: string, language: 'en' | 'ja' = 'en') =>
      textOf((await askAll(line, { chatLanguage: language, memberLanguage: language })).message),
    async pass(milliseconds: number) {
      now += milliseconds
      return history.refresh()
    },
  }
}

describe('the price now', () => {
  it('is reported with who told it, when, and how old it is, beside the last close', async () => {
    const { said } = await botWith([...days, priced('Binance', 88_123)])
    expect(await said('price btc')).toContain(
      '"$88,123 (Binance, 00:19 UTC on 24 Nov, less than 30 min old)"',
    )
    expect(await said('price btc', 'ja')).toContain('（Binance、日本時間11月24日9時19分、30分以内の値）')
  })

  it('begins the answer, and changes are reported with the close that they end at', async () => {
    const { said } = await botWith([...days, priced('Binance', 88_123)])
    const text = await said('price btc')
    expect(text).toContain('["BTC closed little changed over 30 days, at $87,000",')
    expect(text).toContain(
      'BTC stands at $88,123. Its last daily close was $87,000 (00:00 UTC on 24 Nov): little changed over 24 hours',
    )
    expect(text).toContain('That close is 1% below its highest price on our record, $88,000')
    expect(text).toContain('{"name":"Last daily close","value":"$87,000 (00:00 UTC on 24 Nov)"}')
    const japanese = await said('price btc', 'ja')
    expect(japanese).toContain(
      'BTCは現在8万8,123ドルです。直近の日足終値（日本時間11月24日9時、8万7,000ドル）',
    )
    expect(japanese).toContain('この終値は、記録で最も高い')
  })

  it('is one that a venue told, and a venue far from the others is named', async () => {
    const { said, history } = await botWith([
      ...days,
      ...[priced('binance', 88_000), priced('bybit', 88_100), priced('okx', 88_200), priced('gate', 80_000)],
    ])
    expect(history.current().live?.price('bitcoin')?.price).toBe(88_000)
    const text = await said('price btc')
    expect(text).toContain('Gate is out of line: BTC at $80,000')
    expect(text).toContain('−9.1%')
    expect(text).not.toMatch(/(Binance|Bybit|OKX) is out of line/)
    expect(await said('sources')).toContain('Gate is out of line')
    expect(await said('price btc', 'ja')).toContain('Gateの値は他と離れています')
  })

  it('is labelled once it is out of date, though nothing new was reported', async () => {
    const { said, pass } = await botWith([...days, priced('Binance', 88_123)])
    expect(await pass(5 * MINUTE)).toBe(false)
    expect(await pass(3 * HOUR)).toBe(true)
    expect(await said('price btc')).toContain('["BTC little changed in 30 days, at $87,000",')
    expect(await said('price btc')).toContain('"Last known price"')
    expect(await said('price btc')).toContain('out of date: 3 hours old')
    expect(await said('price btc', 'ja')).toContain('3時間前の古い値')
  })

  it('is not in a past week, nor where no supplier reported one', async () => {
    const { said } = await botWith([...days, priced('Binance', 88_123)])
    expect(await said('price btc week:2025-11-10')).not.toContain('88,123')
    expect(await (await botWith(days)).said('price btc')).not.toContain('Price now')
  })
})

describe('funding to come', () => {
  it('is a row a venue, in the unit asked for, and in no figure of an edition', async () => {
    const { said, history, pass } = await botWith([...days, ...settled, toCome])
    const text = await said('funding btc')
    expect(text).toContain('Predicted funding rate (indicative)')
    expect(text).toContain('["Binance","+0.0246%","4 h","08:00 UTC on 24 Nov"]')
    expect(await said('funding btc unit:apr')).toContain('"+26.9%"')
    expect(await said('funding btc', 'ja')).toContain('予想資金調達率（参考値）')
    expect(await said('funding btc week:2025-11-10')).not.toContain('indicative')
    const edition = makeEdition(history.current(), lastWeekAt(monday))
    expect(JSON.stringify(edition)).not.toContain('0.000123')
    // Once it has settled it is no longer to come.
    await pass(9 * HOUR)
    expect(await said('funding btc')).not.toContain('indicative')
  })

  it('is absent where the record has none', async () => {
    const { said } = await botWith([...days, ...settled])
    expect(await said('funding btc')).not.toContain('indicative')
  })
})

describe('implied volatility', () => {
  it('is the close of the last day of the week', async () => {
    const { said } = await botWith([...days, ...implied])
    const text = await said('volatility btc')
    expect(text).toContain('"45.5% (Deribit, 23 Nov 2025)"')
    expect(text).not.toContain('60.0%')
    expect(text).not.toContain('implied volatility (not supplied)')
    expect(await said('volatility btc', 'ja')).toContain('45.5%（Deribit、2025年11月23日）')
  })

  it('is a figure of the edition, which then names no lack of it', async () => {
    const { history } = await botWith([...days, ...implied])
    const figuresOf = ({ readings }: ReturnType<typeof makeEdition>) => readings.volatility
    const figures = figuresOf(makeEdition(history.current(), lastWeekAt(monday)))
    expect(figures.figures['volatility.bitcoin.dvol']).toMatchObject({ value: 0.455, sources: ['deribit'] })
    expect(figures.missing.map(({ figure }) => figure)).not.toContain('volatility.bitcoin.dvol')
    const without = figuresOf(makeEdition((await botWith(days)).history.current(), lastWeekAt(monday)))
    expect(without.missing.map(({ figure }) => figure)).toContain('volatility.bitcoin.dvol')
  })

  it('is missing where nobody told it', async () => {
    const { said } = await botWith(days)
    expect(await said('volatility btc')).toContain(
      '{"name":"Implied volatility (DVOL)","value":"no data (not supplied)"}',
    )
  })
})

describe('what is older than its bound', () => {
  it('is named with its age under answers that are made from it, and under no other', async () => {
    const old = settled.map((one) => ({ ...one, time: one.time - 3 * DAY }))
    const { said } = await botWith([...days, ...old])
    expect(await said('funding btc')).toContain(
      'Out of date: Funding (up to 00:00 UTC on 21 Nov, 3 days ago).',
    )
    expect(await said('funding btc', 'ja')).toContain('データが古くなっています：資金調達率')
    expect(await said('sources')).toContain('"3 days old, overdue"')
    expect(await said('status', 'ja')).toContain('3日前（更新遅れ）')
    expect(await said('price btc')).not.toContain('Out of date')
  })

  it('learns prices once the collecting has stopped', async () => {
    const { said, pass } = await botWith(days)
    expect(await said('price btc')).not.toContain('Out of date')
    await pass(2 * DAY)
    expect(await said('price btc')).toContain('Out of date: Daily prices (up to 23 November, 3 days ago).')
  })

  it('stands in the notes of the recap, in both languages', async () => {
    const old = settled.map((one) => ({ ...one, time: one.time - 3 * DAY }))
    const { history } = await botWith([...days, ...old])
    const edition = makeEdition(history.current(), lastWeekAt(monday))
    expect(edition.stale).toEqual([{ table: 'funding', last: monday - 3 * DAY, age: 3 * DAY }])
    const footer = (locale: 'en' | 'ja') =>
      composeEdition(edition, {
        ...{ length: 'text', charts: 0, theme: 'dark', colors: 'standard' },
        words: createWords(locale, 'UTC', monday),
      }).message.footer.join('\n')
    expect(footer('en')).toContain('Out of date: Funding (up to 00:00 UTC on 21 Nov, 3 days ago).')
    expect(footer('ja')).toContain('データが古くなっています：資金調達率')
  })
})
