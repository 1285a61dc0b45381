/** What was told and is in no figure, in words. */
import { expect, it } from 'vitest'
import { formatWithheld } from '#src/briefing/details/withheld.ts'
import { createWords } from '#src/i18n/words.ts'

const sentenceOf = (value: number, first: number) =>
  formatWithheld(
    {
      ...{ table: 'funding', of: { venue: 'hyperliquid', asset: 'bitcoin' }, reason: 'settled', value },
      ...{ time: Date.UTC(2025, 7, 14, 7), against: [{ name: 'first', value: first }] },
    },
    () => 'BTC',
    createWords('en', 'UTC', Date.UTC(2025, 7, 18)),
  )

it('settlements, which are several a day, were reported without their hour', () => {
  expect(sentenceOf(0.00005, 0.00001)).toContain('07:00 UTC on 14 Aug')
})

it('two rates that print alike were reported as the same: they have the digits in which they differ', () => {
  expect(sentenceOf(0.00002641, 0.00002644)).toMatch(/\+0\.002641%.*\+0\.002644%/)
  expect(sentenceOf(0.00005, 0.00001)).toMatch(/\+0\.0050%.*\+0\.0010%/)
})
