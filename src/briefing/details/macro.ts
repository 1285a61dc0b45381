/** Details of `/macro`: releases, odds, curves, dates ahead; what no source supplies is named. */
import type { Block } from '#src/chat/message.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { MacroReading, MacroRow } from '#src/services/macro/reading.ts'
import { detailsOf, printersOf } from '../details.ts'

export type MacroWhen = 'week' | 'last' | 'next'
export const COUNTRIES = ['all', 'us', 'jp', 'eu', 'uk', 'cn'] as const
export type MacroCountry = (typeof COUNTRIES)[number]

export function macroDetails(
  { value }: Reading<MacroReading>,
  when: MacroWhen,
  country: MacroCountry,
  words: Words,
  isChosen = false,
): Block[] {
  const { field, fields, say } = detailsOf('macro', words)
  const { percent, points } = printersOf(words)
  const releases = value.releases.filter(
    (row) => inCountry(countryOf(row.series), country) && (when !== 'week' || row.thisWeek),
  )
  const dates = [...value.holidays, ...value.ahead].filter((one) => inCountry(one.country, country))
  const ahead = dates.filter((one) => value.ahead.includes(one))
  const us = country === 'all' || country === 'us'
  const [odds] = value.odds
  const figures = fields([
    us ? field('cut', percent(odds?.cut)) : undefined,
    us ? field('cutBefore', percent(odds?.cutWeekAgo)) : undefined,
    us && odds
      ? field(
          'oddsOf',
          say('oddsSource', { source: odds.source, asOf: odds.asOf, meeting: startOfDay(odds.meeting) }),
        )
      : undefined,
    ...value.curves
      .filter(({ curve }) => inCountry(curve === 'ust' ? 'us' : 'jp', country))
      .map(({ curve, tenYear, slope2s10s, shape }) => ({
        name: say(`curves.${curve}`),
        value: say('curveOf', {
          ten: formatNumber(tenYear, 2),
          slope: points(slope2s10s) as string,
          shape: say(`shapes.${shape}`),
        }),
      })),
    country === 'all'
      ? field('fearGreed', value.fearGreed === undefined ? undefined : formatNumber(value.fearGreed))
      : undefined,
  ])
  const known = isChosen ? figures.items.filter(({ missing }) => missing !== true) : figures.items
  return [
    ...(when === 'next'
      ? [aheadTable(ahead)]
      : isChosen && releases.length === 0
        ? []
        : [releasesTable(releases, say(when === 'last' ? 'latestReleases' : 'weekReleases'), words)]),
    // Of a country without odds and curves there is nothing beside its releases.
    ...(known.length > 0 ? [{ ...figures, items: known }] : []),
    ...(releases.length > 0 ? [{ kind: 'paragraph' as const, text: say('noConsensus') }] : []),
  ]

  function aheadTable(entries: MacroReading['ahead']): Block {
    const { table, tableOrNone } = detailsOf('macro', words)
    const { day } = printersOf(words)
    const rows = entries.map((one) => [
      day(one.date),
      words.find(`glossary:countries.${one.country}`) ?? one.country.toUpperCase(),
      eventName(one, words),
    ])
    return tableOrNone(table({ left: ['day', 'country', 'event'] }, rows, say('ahead')))
  }
}

/** What an entry of the calendar is called in the reader's language. */
export function eventName(entry: MacroReading['ahead'][number], words: Words): string {
  return names(entry)[words.locale] ?? entry.nameEn
}

/** What an entry is called, in the languages that the record has names in. */
function names({ nameJa, nameEn }: MacroReading['ahead'][number]): Partial<Record<Locale, string>> {
  return { ja: nameJa, en: nameEn }
}

function releasesTable(releases: readonly MacroRow[], heading: string, words: Words): Block {
  const { table, tableOrNone } = detailsOf('macro', words)
  const rows = releases.map((row) => [
    words.find(`glossary:series.${row.series}`) ?? row.series,
    periodOf(row.period, words),
    printed(row.latest, row, words),
    row.previous === undefined ? undefined : printed(row.previous, row, words),
    formatDateTime(row.releasedAt, words),
  ])
  const columns = { left: ['series', 'period'], right: ['latest', 'previous', 'released'] }
  return tableOrNone(table(columns, rows, heading))
}

/** `2025-09` as a month; quarters and years stand as they are. */
function periodOf(period: string, words: Words): string {
  if (!/^\d{4}-\d{2}$/u.test(period)) return period
  return detailsOf('macro', words).say('months', { month: Date.parse(`${period}-01`) })
}

/** Rates that are published in hundredths of a percent. */
const IN_HUNDREDTHS: ReadonlySet<string> = new Set(['fed_funds_rate', 'fed_funds_effective'])

/** Tables carry signs: a change of payrolls may be below zero. */
export function printed(
  value: number,
  { series, unit }: { readonly series: string; readonly unit: string },
  words: Words,
): string {
  if (unit.startsWith('percent')) return `${formatNumber(value, IN_HUNDREDTHS.has(series) ? 2 : 1)}%`
  if (unit.startsWith('thousand')) {
    return detailsOf('macro', words).say('thousands', { sign: value < 0 ? '−' : '+', value })
  }
  return formatNumber(value)
}

/** `jp` of `jp_cpi_yoy`; series without a country are the United States'. */
export function countryOf(series: string): string {
  return /^(uk|jp|eu|cn|kr)_/.exec(series)?.[1] ?? 'us'
}

/** Whether something of a country is of the one asked for. */
export function inCountry(country: string, wanted: MacroCountry): boolean {
  return wanted === 'all' || country === wanted || (wanted === 'uk' && country === 'gb')
}
