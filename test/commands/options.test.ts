/**
 * What an option chooses changes everything at once: title, prose, details, the chart on a wide screen and on a phone, and
 * the text alternative. None of them names another window, scope, unit or coin than was asked for.
 */
import { describe, expect, it } from 'vitest'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Message } from '#src/chat/message.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { ask, loadHistory } from './asking.ts'

const sample = await loadHistory('data/sample')

interface Parts {
  readonly title: string
  readonly prose: string
  /** Values of fields and cells of tables, each with its name before it. */
  readonly details: string
  readonly wide: ChartSpec
  readonly phone: ChartSpec
  /** The picture's title, its line and its text alternative. */
  readonly chart: string
  readonly alt: string
}

async function partsOf(typed: string, locale: Locale): Promise<Parts> {
  const { message, short } = await ask(typed, sample, locale)
  const [image] = message.images
  const [wide, phone] = [image?.spec, image?.phone?.spec] as ChartSpec[]
  if (!image || !wide || !phone) return expect.fail(`${typed} has no picture`)
  return {
    title: message.title,
    // The short answer's lines are held to the same.
    prose: [proseOf(message), ...(short ? [proseOf(short)] : [])].join('\n'),
    details: detailsOf(message),
    wide,
    phone,
    chart: [wide, phone].map(({ heading }) => `${heading.title} | ${heading.subtitle}`).join('\n'),
    alt: [image.alt, image.phone?.alt].join('\n'),
  }
}

function proseOf({ blocks }: Message): string {
  return blocks
    .flatMap((block) =>
      block.kind === 'paragraph'
        ? [block.text]
        : block.kind === 'bullets'
          ? block.items
          : block.kind === 'facts'
            ? block.items.map(({ text }) => text)
            : [],
    )
    .join('\n')
}

function detailsOf({ blocks }: Message): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'fields') return block.items.map(({ name, value }) => `${name}: ${value}`)
      if (block.kind !== 'table') return []
      return [block.columns.map(({ title }) => title), ...block.rows].map((row) => row.join(' | '))
    })
    .join('\n')
}

const daysIn = (days: number, locale: Locale) =>
  locale === 'ja' ? new RegExp(`${days}日`) : new RegExp(`\\b${days}[ -]days?\\b`)

describe.each(LOCALES)('a window (%s)', (locale) => {
  it.each([
    ['/price btc eth sol', 30],
    ['/price btc eth sol 90d', 90],
    ['/price btc 30d', 30],
    ['/price eth 90d', 90],
    ['/compare btc eth 90d', 90],
    ['/correlation 90d', 90],
    ['/correlation btc eth sol 90d', 90],
    ['/correlation tier:rank50to100', 30],
    ['/funding btc 30d', 30],
    ['/funding eth 90d', 90],
    ['/openinterest btc 30d', 30],
    ['/openinterest 90d', 90],
    ['/marketcap 30d', 30],
    ['/marketcap 180d', 180],
    ['/marketcap exbtc 90d', 90],
    ['/marketcap exstable 30d', 30],
    ['/movers 30d', 30],
    ['/sectors 30d', 30],
    ['/volatility 30d', 30],
    ['/volatility btc 90d', 90],
  ])('%s: title, prose, details and picture are of %i days', async (typed, days) => {
    const { title, prose, details, wide, phone, chart } = await partsOf(typed, locale)
    const named = daysIn(days, locale)
    expect(title).toMatch(named)
    expect(prose).toMatch(named)
    expect(details).toMatch(named)
    expect(chart.replaceAll('\n', ' ')).toMatch(named)
    expect(phone.heading).toEqual(wide.heading)
  })

  it.each([
    '/chart btc',
    '/chart btc 4h',
    '/chart eth 1h',
    '/chart btc 1w',
    '/price btc',
    '/price btc eth 1y',
  ])('%s: a phone shows the same window as a wide screen and the text', async (typed) => {
    const { title, wide, phone, alt } = await partsOf(typed, locale)
    expect(phone.heading).toEqual(wide.heading)
    const [of, ofPhone] = alt.split('\n')
    expect(ofPhone).toBe(of)
    const spans = [wide, phone].map(({ body }) => (body.type === 'panes' ? [body.from, body.to] : []))
    expect(spans[1]).toEqual(spans[0])
    if (typed.startsWith('/chart')) expect(wide.heading.title).toBe(title)
  })
})

describe.each(LOCALES)('coins that were named (%s)', (locale) => {
  it('are never called the largest, and have no tiers beside them', async () => {
    const { title, prose, details, chart, alt } = await partsOf('/correlation btc eth sol doge xrp', locale)
    for (const symbol of ['BTC', 'ETH', 'SOL', 'DOGE', 'XRP']) expect(title).toContain(symbol)
    const all = [title, prose, details, chart, alt].join('\n')
    expect(all).not.toMatch(/largest|上位|Top 10|top ten|Ranks|1〜10位/)
    expect(alt).toMatch(locale === 'ja' ? /指定の5銘柄/ : /5 chosen coins/)
  })

  it('of a tier are called so in the text, on the picture and in its alternative', async () => {
    const { title, prose, chart, alt } = await partsOf('/correlation tier:rank11to49', locale)
    for (const part of [title, prose, chart, alt]) expect(part).toMatch(/11[–〜]49/)
  })
})

describe.each(LOCALES)('a scope of the market cap (%s)', (locale) => {
  it.each([
    ['exbtc', { en: 'without bitcoin', ja: 'ビットコインを除く' }],
    ['exstable', { en: 'without stablecoins', ja: 'ステーブルコインを除く' }],
  ] as const)('%s is all that the answer speaks of', async (scope, named) => {
    const { title, prose, details, chart, alt } = await partsOf(`/marketcap ${scope} 90d`, locale)
    for (const part of [title, prose, chart, alt]) expect(part).toContain(named[locale])
    const total = await partsOf('/marketcap 90d', locale)
    const value = /\$[\d.]+T|[\d.]+兆ドル/.exec(total.title)?.[0] ?? expect.fail('the total has a value')
    expect([title, prose, chart].join('\n')).not.toContain(value)
    expect(prose).not.toMatch(/Total market cap|BTC makes up|ドミナンス/)
    expect(details).not.toMatch(/BTC share|ETH share|BTCの占有率/)
    expect(details).not.toBe(total.details)
  })
})

describe.each(LOCALES)('a unit (%s)', (locale) => {
  it.each([
    ['/openinterest btc coin', 'BTC'],
    ['/openinterest eth 30d coin', 'ETH'],
    ['/openinterest btc coin view:venues', 'BTC'],
    ['/openinterest btc coin view:change 30d', 'BTC'],
  ])('%s: every figure is in coins', async (typed, symbol) => {
    const { title, prose, details, chart, wide, alt } = await partsOf(typed, locale)
    expect(title).toMatch(new RegExp(`\\d ${symbol}`))
    const all = [title, prose, details, chart, alt.replace(/(?:price|価格)[^.。]*[.。]/g, '')].join('\n')
    expect(all).not.toMatch(/\$[\d.]+[BMT]|[\d.]億ドル|兆ドル/)
    if (wide.body.type === 'panes') {
      const units = wide.body.panes.flatMap(({ series }) =>
        series.flatMap((one) => ('unit' in one ? [one.unit] : [])),
      )
      expect(units).toEqual(['coins', 'price'])
    }
  })

  it('of coins is none that all coins together have, which the answer says', async () => {
    const { title, prose } = await partsOf('/openinterest total unit:coin', locale)
    expect(title).toMatch(/dollars alone|ドル建てのみ/)
    expect(prose).toMatch(/no unit of coins|枚数の単位はありません/)
  })

  it.each([
    '/funding unit:apr',
    '/funding eth 30d unit:apr',
    '/funding btc 7d unit:apr',
    '/funding btc 1d unit:apr',
  ])('%s: every rate is a year’s', async (typed) => {
    const { title, prose, details, chart, wide, alt } = await partsOf(typed, locale)
    expect(prose).toMatch(/a year|年率/)
    // A title may be of a sign alone.
    if (title.includes('%')) expect(title).toMatch(/a year|年率/)
    // Rates per 8 hours are printed to four decimals.
    const all = [title, prose, details, chart, alt].join('\n')
    expect(all).not.toMatch(/\d\.\d{4}%|\b0\.0[12]%|8h|8時間換算/)
    const drawn =
      wide.body.type === 'panes'
        ? wide.body.panes
            .slice(1)
            .flatMap(({ series }) =>
              series.flatMap((one) =>
                'points' in one ? one.points.map(([, value]) => Math.abs(value ?? 0)) : [],
              ),
            )
        : [1]
    expect(Math.max(...drawn)).toBeGreaterThan(0.01)
  })

  it('of 8 hours is what the same answer has unless a year is asked for', async () => {
    const { title } = await partsOf('/funding eth 30d', locale)
    expect(title).toMatch(/\d\.\d{4}%/)
  })
})

describe.each(LOCALES)('macro (%s)', (locale) => {
  const name = { us: /US|米/, jp: /Japan|日本|Tokyo|東京/, uk: /UK|英国/ }

  it.each(['us', 'jp', 'uk'] as const)('of %s names no other country', async (country) => {
    const { message } = await ask(`/macro country:${country}`, sample, locale)
    const all = [
      message.title,
      proseOf(message),
      detailsOf(message),
      ...message.images.map(({ alt }) => alt),
    ].join('\n')
    expect(message.title).toMatch(name[country])
    for (const other of ['us', 'jp', 'uk'] as const) {
      // Times are told in Japan's zone, and in Japanese a rate cut is named with its country.
      const text = all.replaceAll(/日本時間/g, '')
      if (other !== country) expect(text, other).not.toMatch(name[other])
    }
  })

  it.each([
    ['/macro country:eu', /euro area|ユーロ圏/],
    ['/macro when:last country:cn', /China|中国/],
    ['/macro when:next country:eu', /euro area|ユーロ圏/],
  ])('%s says that there is none, and draws nothing', async (typed, of) => {
    const { message } = await ask(typed, sample, locale)
    expect(message.title).toMatch(of)
    expect(message.title).toMatch(/^No |ありません/)
    expect(message.images).toEqual([])
    expect(proseOf(message)).toMatch(of)
  })

  it('of the week ahead has its dates, and the next decision as its picture', async () => {
    const { title, prose, chart, alt } = await partsOf('/macro next us', locale)
    expect(title).toMatch(/week ahead|予定/)
    expect(prose).toMatch(/PPI/)
    for (const part of [chart, alt]) expect(part).toMatch(/Fed|米金融政策/)
    expect(prose).not.toMatch(/2-year|2年債|payrolls|雇用/)
  })

  it('of the latest releases names them in title and prose', async () => {
    const { message } = await ask('/macro when:last', sample, locale)
    for (const text of [message.title, proseOf(message)]) expect(text).toMatch(/4\.4%/)
    expect(message.images).toEqual([])
  })

  it.each([
    ['odds', /[Cc]ut|利下げ/],
    ['ust', /US|米/],
    ['jgb', /Japan|日本/],
  ])('view:%s is what title, prose and picture are about', async (view, of) => {
    const { title, prose, chart, alt } = await partsOf(`/macro view:${view}`, locale)
    for (const part of [title, prose, chart, alt]) expect(part).toMatch(of)
  })
})

describe.each(LOCALES)('volume of perpetuals (%s)', (locale) => {
  it('is not told by what spot did', async () => {
    const { title, prose, chart, alt } = await partsOf('/volume perp 90d', locale)
    // Facts beside them may name spot.
    const [said = ''] = prose.split('\n')
    for (const part of [title, said, chart, alt]) {
      expect(part).toMatch(/erpetual|無期限/)
      expect(part).not.toMatch(/Spot|現物/)
    }
    expect(title).toMatch(/13/)
  })
})
