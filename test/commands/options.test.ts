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
  const { message } = await ask(typed, sample, locale)
  const [image] = message.images
  const [wide, phone] = [image?.spec, image?.phone?.spec] as ChartSpec[]
  if (!image || !wide || !phone) return expect.fail(`${typed} has no picture`)
  return {
    title: message.title,
    prose: proseOf(message),
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
