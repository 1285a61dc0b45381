/** `doctor` says in time that the release dates end. */
import { expect, it } from 'vitest'
import { warnOfReleaseDays } from '#src/cli/releasedays.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { DAY } from '#src/market/time.ts'
import { releasedAt, schedulesEnd } from '#src/sources/releases.ts'

function said(now: number, locale: Locale): string {
  let text = ''
  warnOfReleaseDays(
    now,
    createWords(locale, 'UTC', 0),
    { write: (more) => (text += more) },
    Date.UTC(2026, 11, 4),
  )
  return text.trim()
}

it.each<[Locale, RegExp]>([
  ['en', /^The release dates .* end on .*4 Dec.* 2026\. /],
  ['ja', /^このバージョンに収録されている.*2026年12月4日までです。/],
])('warns from 45 days before the end, in %s', (locale, words) => {
  const end = Date.UTC(2026, 11, 4)
  expect(said(end - 46 * DAY, locale)).toBe('')
  expect(said(end - 45 * DAY, locale)).toMatch(words)
  expect(said(end + DAY, locale)).toMatch(words)
})

it('ends with the last release that all three schedules have', () => {
  const last = ['payrolls_change', 'cpi_yoy', 'pce_yoy'].map((series) => releasedAt(series, '2026-11') ?? 0)
  expect(Math.floor(Math.min(...last) / DAY) * DAY).toBe(schedulesEnd())
  expect(['payrolls_change', 'cpi_yoy', 'pce_yoy'].map((series) => releasedAt(series, '2026-12'))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
