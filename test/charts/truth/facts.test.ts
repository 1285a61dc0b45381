/** A short answer and its picture state the same values: what stands at the end of a line is a fact in the same unit. */
import { beforeAll, describe, expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { ask, loadHistory } from '../../commands/asking.ts'

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
})

/** Questions whose picture has one value a fact, and the series that need none. */
const QUESTIONS: readonly (readonly [typed: string, without: readonly string[]])[] = [
  ['/funding', []],
  ['/funding eth 30d', []],
  ['/funding btc 7d unit:apr', []],
  ['/funding sol 90d', []],
  ['/openinterest', ['price']],
  ['/openinterest total 30d', ['price']],
  ['/volatility', []],
  ['/volatility eth 30d', []],
  ['/volatility btc compare:eth window:90d', []],
  ['/marketcap', []],
  ['/marketcap exbtc 90d', []],
  ['/price', []],
  ['/price eth 1y', []],
]

interface EndLabel {
  readonly text: string
  readonly figure?: { readonly of: string; readonly series: string }
}

/** The printed last values of the drawn series. */
function endsIn(value: unknown): EndLabel[] {
  if (typeof value !== 'object' || value === null) return []
  const own = value as Partial<EndLabel>
  const here = own.figure?.of === 'last' && own.text !== undefined ? [own as EndLabel] : []
  return [...here, ...Object.values(value).flatMap(endsIn)]
}

describe.each(LOCALES)('a short answer in %s', (locale) => {
  it.each(QUESTIONS)('states what its picture has at the ends: %s', async (typed, without) => {
    const { short } = await ask(typed, sample, locale)
    const strong = short?.blocks.flatMap((block) =>
      block.kind === 'facts' ? block.items.flatMap((one) => one.strong ?? []) : [],
    )
    const ends = (short?.images ?? [])
      .flatMap(({ spec, phone }) => [spec, phone?.spec])
      .flatMap(endsIn)
      .filter(({ figure }) => !without.includes(figure?.series ?? ''))
    expect(ends.length).toBeGreaterThan(0)
    for (const { text } of ends) {
      expect(
        strong?.some((one) => one.includes(text) || text.includes(one)),
        `${text} in ${strong}`,
      ).toBe(true)
    }
  })
})
