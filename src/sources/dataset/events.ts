/** The files whose rows are events rather than a series: releases, odds of rate decisions, the calendar. */
import {
  CALENDAR_KINDS,
  type CalendarEntry,
  type MacroRelease,
  RATE_OUTCOMES,
  type RateOdds,
} from '#src/market/macro.ts'
import { dayOf } from '#src/market/time.ts'
import { ANY_NUMBER, readRows, vocabulary, ZERO_TO_ONE } from './columns.ts'
import { repetition } from './repetition.ts'
import type { Report } from './report.ts'

/** Releases in the order of the file; the same period may be released again at another time. */
export function readMacro(text: string, report: Report): readonly MacroRelease[] {
  const releases: MacroRelease[] = []
  readRows('macro.csv', text, report, (columns) => {
    const releasedAt = columns.optionalInstant('released_at')
    const series = columns.text('series')
    const period = columns.text('period')
    const value = columns.number('value', ANY_NUMBER)
    const unit = columns.text('unit')
    const refuseRepeated = repetition(columns, 'released_at, series and period')
    return () => {
      const instant = releasedAt()
      const release = { series: series(), period: period(), value: value(), unit: unit() }
      if (Number.isNaN(release.value)) return
      refuseRepeated([instant, release.series, release.period])
      releases.push(Number.isNaN(instant) ? release : { ...release, releasedAt: instant })
    }
  })
  return releases
}

/** Quotes in the order of the file. */
export function readRateOdds(text: string, report: Report): readonly RateOdds[] {
  const outcomes = vocabulary(RATE_OUTCOMES)
  const odds: RateOdds[] = []
  readRows('rate_odds.csv', text, report, (columns) => {
    const time = columns.instant('time')
    const source = columns.text('source')
    const meeting = columns.day('meeting')
    const outcome = columns.oneOf('outcome', outcomes)
    const probability = columns.number('probability', ZERO_TO_ONE)
    const refuseRepeated = repetition(columns, 'time, source, meeting and outcome')
    return () => {
      const quoted: RateOdds = {
        time: time(),
        source: source(),
        meeting: dayOf(meeting()),
        outcome: outcome(),
        probability: probability(),
      }
      if (Number.isNaN(quoted.probability)) return
      refuseRepeated([quoted.time, quoted.source, quoted.meeting, quoted.outcome])
      odds.push(quoted)
    }
  })
  return odds
}

/** Dates to come and past, in the order of the file. */
export function readCalendar(text: string, report: Report): readonly CalendarEntry[] {
  const kinds = vocabulary(CALENDAR_KINDS)
  const entries: CalendarEntry[] = []
  readRows('calendar.csv', text, report, (columns) => {
    const date = columns.day('date')
    const country = columns.text('country')
    const kind = columns.oneOf('kind', kinds)
    const nameEn = columns.text('name_en')
    const nameJa = columns.text('name_ja')
    const refuseRepeated = repetition(columns, 'date, country, kind and name_en')
    return () => {
      const entry: CalendarEntry = {
        date: dayOf(date()),
        country: country(),
        kind: kind(),
        nameEn: nameEn(),
        nameJa: nameJa(),
      }
      refuseRepeated([entry.date, entry.country, entry.kind, entry.nameEn])
      entries.push(entry)
    }
  })
  return entries
}
