/** Lengths of time as `doctor` tells them. */
import { expect, it } from 'vitest'
import { spanOf } from '#src/cli/span.ts'
import { createWords } from '#src/i18n/words.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'

it.each([
  [2000, '2 s', '2秒'],
  [MINUTE, '60 s', '60秒'],
  [5 * MINUTE, '5 min', '5分'],
  [HOUR, '1 hour', '1時間'],
  [2 * HOUR + 1000, '2 hours', '2時間'],
  [DAY, '1 day', '1日'],
  [3 * DAY, '3 days', '3日'],
])('%i ms is told in a unit that a reader counts in', (milliseconds, en, ja) => {
  expect(spanOf(milliseconds, createWords('en', 'UTC', 0))).toBe(en)
  expect(spanOf(milliseconds, createWords('ja', 'UTC', 0))).toBe(ja)
})
