/** Pages of the record on their way to their thread: what arrives is what was sent. */
import { expect, it } from 'vitest'
import { type Observation, VALUE_COLUMNS } from '#src/market/observation.ts'
import { packPage, unpackPage } from '#src/store/thread/pack.ts'

const TIME = Date.UTC(2025, 10, 24)
const TABLES = Object.keys(VALUE_COLUMNS) as Observation['table'][]

/** One with all columns of its table, another with the first alone. */
const observations = TABLES.flatMap((table, index): Observation[] => {
  const full = VALUE_COLUMNS[table].map((column, place) => [column, index + place / 10])
  const head = { table, of: { asset: 'bitcoin', venue: `v${index % 2}` }, source: 'Binance' }
  return [
    { ...head, time: TIME + index, values: Object.fromEntries(full) },
    { ...head, time: TIME - index, values: Object.fromEntries(full.slice(0, 1)), text: { unit: 'USD' } },
  ]
})

it('a page arrives whole: every column of every table, what is missing, words, and what goes beside', () => {
  const page = { observations, beside: observations.slice(0, 3), observedAt: TIME, unlisted: ['bitcoin'] }
  expect(unpackPage(structuredClone(packPage(page)))).toEqual(page)
  const empty = { observations: [], observedAt: TIME }
  expect(unpackPage(structuredClone(packPage(empty)))).toEqual(empty)
})

it('a value that is no number is refused, and not taken for missing', () => {
  const values = { close: '1' as unknown as number }
  const page = {
    observations: [{ ...(observations[0] as Observation), table: 'prices_daily' as const, values }],
    observedAt: TIME,
  }
  expect(() => packPage(page)).toThrow('close of prices_daily is no number')
})
