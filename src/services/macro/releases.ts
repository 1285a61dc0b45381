/** The latest release of each series that was known at the window's end. */
import type { MacroRelease } from '#src/market/macro.ts'
import type { Unit } from '#src/market/reading.ts'
import { type Instant, isoOf } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { MacroRow } from './reading.ts'
import { gap, type Publisher } from '../publish.ts'

/** Named as missing even where the record has none of them: a reader expects them. */
const EXPECTED = ['payrolls_change', 'unemployment_rate', 'cpi_yoy']

type DatedRelease = MacroRelease & { readonly releasedAt: Instant }

/** Newest release first. */
export function readReleases(
  publisher: Publisher,
  record: readonly MacroRelease[],
  week: Week,
): readonly MacroRow[] {
  const bySeries = Map.groupBy(record, (release) => release.series)
  for (const series of EXPECTED) if (!bySeries.has(series)) bySeries.set(series, [])
  const rows: MacroRow[] = []
  for (const [series, releases] of bySeries) {
    const row = latestOf(releases, week)
    publish(publisher, series, row)
    if (row) rows.push(row)
  }
  return rows.sort((a, b) => b.releasedAt - a.releasedAt || (a.series < b.series ? -1 : 1))
}

function latestOf(releases: readonly MacroRelease[], week: Week): MacroRow | undefined {
  // What was not yet released is not yet known, and a revision counts from its own release on.
  const known = releases.filter(
    (release): release is DatedRelease => (release.releasedAt ?? Infinity) <= week.end,
  )
  const periods = [...new Set(known.map((release) => release.period))].sort()
  const inPeriod = (period: string | undefined) =>
    known.filter((release) => release.period === period).sort((a, b) => a.releasedAt - b.releasedAt)
  const ofPeriod = inPeriod(periods.at(-1))
  const first = ofPeriod[0]
  const latest = ofPeriod.at(-1)
  if (!first || !latest) return undefined
  const previous = inPeriod(periods.at(-2)).at(-1)
  return {
    series: latest.series,
    period: latest.period,
    latest: latest.value,
    ...(previous && { previous: previous.value }),
    unit: latest.unit,
    releasedAt: latest.releasedAt,
    thisWeek: first.releasedAt > week.start,
  }
}

function publish(publisher: Publisher, series: string, row: MacroRow | undefined): void {
  const unknown = gap('no-data', 'macro')
  const unit = unitOf(row?.unit)
  const provenance = row && { asOf: row.releasedAt }
  publisher.put(`macro.${series}.latest`, unit, row ? row.latest : unknown, provenance)
  publisher.put(`macro.${series}.previous`, unit, row?.previous ?? unknown, provenance)
  publisher.put(`macro.${series}.releasedAt`, 'date', row ? isoOf(row.releasedAt) : unknown, provenance)
}

/** Records qualify their units (`percent, monthly mean`): the first word or two say what is counted. */
function unitOf(unit = ''): Unit {
  if (unit.startsWith('percent')) return 'percent'
  if (unit.startsWith('thousand')) return 'thousand persons'
  return unit.startsWith('persons') ? 'persons' : 'count'
}
