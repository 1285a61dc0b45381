/** What is answered where a table ended before the week: its scope, where its data end, and its last figure with its day. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sourcesLine } from '#src/briefing/names.ts'
import type { Message } from '#src/chat/message.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { type CutTable, cutTable } from '../support/truth/cut.ts'
import { ask, loadHistory } from './asking.ts'

let sample: History
/** Without the last eleven days of tables. */
let cut: (...tables: readonly CutTable[]) => History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
  cut = (...tables) =>
    tables.reduce((history, table) => cutTable(history, table, sample.now - 11 * DAY), sample)
})

const PRICES: readonly CutTable[] = ['prices_daily', 'prices_hourly']
const OLD: readonly (readonly [string, readonly CutTable[], en: RegExp, ja: RegExp])[] = [
  [
    '/funding btc',
    ['funding'],
    /^BTC funding: data end on 1[23] November \(1[01] days old\); last [+−]\d\.\d{4}% on Binance$/u,
    /^BTCの資金調達率：データは11月1[23]日まで（1[01]日前）。最後の値はBinanceで[+−]\d\.\d{4}%$/u,
  ],
  [
    '/funding eth',
    ['funding'],
    /^ETH funding: data end on 1[23] November .*; last [+−]\d\.\d{4}% on Binance$/u,
    /^ETHの資金調達率：データは11月1[23]日まで（1[01]日前）/u,
  ],
  [
    '/openinterest btc',
    ['open_interest'],
    /^BTC open interest: data end on 12 November \(11 days old\); last \$[\d.]+B/u,
    /^BTCの建玉残高：データは11月12日まで（11日前）。最後の値は.*億ドル$/u,
  ],
  [
    '/openinterest',
    ['open_interest'],
    /^Open interest of all coins: data end on 12 November \(11 days old\); last \$[\d.]+B/u,
    /^全銘柄の建玉残高：データは11月12日まで（11日前）。最後の値は/u,
  ],
  [
    '/volume',
    ['spot_volume', 'perp_volume'],
    /^Spot volume: data end on 12 November \(11 days old\); last \$[\d.]+B on /u,
    /^現物の取引高：データは11月12日まで（11日前）。最後の値は.*で.*億ドル$/u,
  ],
  [
    '/marketcap',
    ['total_market_cap', 'market_caps'],
    /^Total market cap: data end on 13 November \(11 days old\); last \$[\d.]+T$/u,
    /^暗号資産全体の時価総額：データは11月13日まで（11日前）。最後の値は[\d.]+兆ドル$/u,
  ],
  [
    '/price btc',
    PRICES,
    /^BTC price: data end on 12 November \(11 days old\); last \$[\d,]+$/u,
    /^BTCの価格：データは11月12日まで（11日前）。最後の値は.*ドル$/u,
  ],
  [
    '/volatility btc',
    PRICES,
    /^BTC volatility: data end on 12 November \(11 days old\); last [\d.]+%$/u,
    /^BTCのボラティリティ：データは11月12日まで（11日前）。最後の値は[\d.]+%$/u,
  ],
  [
    '/sectors',
    [...PRICES, 'market_caps'],
    /^Sector returns: data end on 1[23] November \(11 days old\); in the seven days to 1[23] November: ./u,
    /^セクターの騰落率：データは11月1[23]日まで（11日前）。11月1[23]日までの7日間は「.+」$/u,
  ],
  [
    '/movers',
    [...PRICES, 'market_caps'],
    /^Movers of the top 100: data end on 1[23] November \(11 days old\); in the seven days to 1[23] November: ./u,
    /^上位100銘柄の騰落：データは11月1[23]日まで（11日前）。11月1[23]日までの7日間は「.+」$/u,
  ],
]

describe.each(OLD)('%s of a table that ended', (typed, tables, en, ja) => {
  it.each([
    ['en', en],
    ['ja', ja],
  ] as const)('names its scope, its last day and its last figure first (%s)', async (locale, first) => {
    const { short, message } = await ask(typed, cut(...tables), locale)
    expect(firstLine(short)).toMatch(first)
    expect(message.title).toMatch(first)
    expect(short?.footer.join(' ')).toMatch(locale === 'en' ? /1[23] Nov/u : /11月1[23]日/u)
  })
})

describe('where nothing is on record', () => {
  it.each([
    ['/volume', 'en', 'No spot volume on record'],
    ['/volume', 'ja', '現物の取引高の記録がありません'],
    ['/volume perp', 'en', 'No perpetual volume on record'],
    ['/volume perp', 'ja', '無期限先物の取引高の記録がありません'],
  ] as const)('%s says so (%s), and names no source', async (typed, locale, said) => {
    const { short } = await ask(typed, without(sample), locale)
    expect(firstLine(short)).toBe(said)
    expect(short?.images).toEqual([])
    expect(short?.footer.join(' ')).not.toMatch(/Source|出所|CoinGecko/u)
  })
})

it.each(['/funding btc', '/openinterest btc'])('%s is drawn up to where its data end', async (typed) => {
  const table = typed.startsWith('/funding') ? 'funding' : 'open_interest'
  const { short } = await ask(typed, cut(table), 'en')
  const [image] = short?.images ?? []
  const drawn = JSON.stringify(image?.spec)
  expect(drawn).toContain('data end on 1')
  // The day of the last bar stands at its end.
  expect(drawn).toMatch(/\b(?:of )?12 Nov/u)
})

it.each([
  ['en', 'Sources: A, B.', 'Source: A.'],
  ['ja', '出所：A、B', '出所：A'],
] as const)('one source is called one (%s)', (locale, several, one) => {
  const words = createWords(locale, 'UTC', 0)
  expect(sourcesLine(['A', 'B'], words)).toBe(several)
  expect(sourcesLine(['A', 'A'], words)).toBe(one)
})

it.each([
  'en',
  'ja',
] as const)('coins open with their change where the record is shorter than the window (%s)', async (locale) => {
  const { short } = await ask('/openinterest btc unit:coin', young(sample), locale)
  expect(firstLine(short)).toMatch(
    locale === 'en' ? /^In coins BTC open interest (?:rose|fell) .* over 7 days, to/u : /枚数で7日間に/u,
  )
})

it.each([
  'en',
  'ja',
] as const)('the last week is its seven days by one word as by two (%s)', async (locale: Locale) => {
  const [one, two] = [
    await ask('/price btc 先週', sample, locale),
    await ask('/price btc last week', sample, locale),
  ]
  const [seven] = [await ask('/price btc window:7d', sample, locale)]
  expect(one.short?.title).toBe(two.short?.title)
  expect(one.short?.title).toBe(seven.short?.title)
})

/** What a reader reads first, a notification alone. */
function firstLine(short: Message | undefined): string {
  const [line] = short?.blocks.flatMap((block) => (block.kind === 'facts' ? block.items : [])) ?? []
  // Over a picture the title is the picture's own.
  return (short?.hidesTitle === true ? line?.text : short?.title) ?? ''
}

function without(history: History): History {
  return { ...history, volumeVenues: () => [], volume: () => undefined }
}

/** With sixty days of open interest. */
function young(history: History): History {
  const from = history.now - 60 * DAY
  return {
    ...history,
    openInterest(asset, venue) {
      const all = history.openInterest(asset, venue)
      const first = all?.times.findIndex((time) => time >= from) ?? 0
      return all && { times: all.times.subarray(first), values: all.values.subarray(first) }
    },
  }
}
