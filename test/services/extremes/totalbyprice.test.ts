/** Open interest of all assets together has no coins: total market cap is the price that it is judged by. */
import { expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { readHistory, sampleFolder } from '../../support/histories.ts'

it.each([
  // +9.1 % beside a total market cap of +10.2 %, and +4.2 % beside +5.6 %.
  ['2025-04-28', true],
  ['2025-09-08', true],
])('a rise in dollars of the week to %s is the price’s', async (edition, byPrice) => {
  const history = await readHistory(sampleFolder)
  const entry = readExtremes(history, weekEnding(edition)).find(
    ({ series }) => series === 'openinterest.total.weekChange',
  )
  expect(entry?.byPrice).toBe(byPrice)
})
