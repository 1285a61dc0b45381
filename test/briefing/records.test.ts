/** Where records begin: one item a month, only of groups that were told and whose start is known. */
import { expect, it } from 'vitest'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import { recordsLine } from '#src/briefing/records.ts'
import { createWords } from '#src/i18n/words.ts'
import { day, entry } from './thread/given.ts'

const price = entry('price.bitcoin.low')
const cap = entry('marketcap.total.snapshot')
const coin = entry('coins.ethereum.close')
const january = Date.UTC(2025, 0, 2)
const records = { price: january, marketcap: Date.UTC(2025, 0, 31), coins: Date.UTC(2024, 11, 31) }

function line(
  entries: readonly (typeof price)[],
  locale: 'en' | 'ja' = 'en',
  starts: object = records,
): string {
  const ids = new Set(entries.map(extremeIdOf))
  const words = createWords(locale, 'UTC', day(7))
  return recordsLine({ extremes: [price, cap, coin], records: starts }, ids, words)
}

it('names groups that begin in one month together', () => {
  expect(line([price, cap, coin])).toBe(
    'Records begin: prices, market cap January 2025; coins December 2024.',
  )
  expect(line([price, cap, coin], 'ja')).toMatch(/価格・時価総額.*2025年1月、個別銘柄.*2024年12月/)
})

it('names no group of which nothing was reported, or whose start is not known', () => {
  expect(line([cap])).toBe('Records begin: market cap January 2025.')
  expect(line([price, cap], 'en', { price: january })).toBe('Records begin: prices January 2025.')
})

it('is empty where nothing that was reported rests on the ledger', () => {
  expect(line([])).toBe('')
  expect(line([price], 'en', {})).toBe('')
})
