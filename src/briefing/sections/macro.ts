/** Macro: the week's releases, the odds of a rate cut, the curves, and what is ahead. */
import type { StatementKey } from '#src/i18n/keys.ts'
import type { CalendarEntry } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { isoOf, startOfDay } from '#src/market/time.ts'
import type { CurveRow, CurveShape, MacroReading, MacroRow, OddsRow } from '#src/services/macro.ts'
import { type Section, type Statement, state } from '../section.ts'

/** Yearly inflation rates: told as easing or picking up. */
const INFLATION = ['cpi_yoy', 'core_cpi_yoy', 'core_pce_yoy', 'uk_cpi_yoy', 'jp_cpi_yoy']
/** A change of odds is worth a clause from here on, probability. */
const ODDS_MOVE = 0.05
/** Basis-point moves below one are no move, percentage points. */
const YIELD_MOVE = 0.01
/** Fear and greed beyond these is said. */
const FEAR = 20
const GREED = 80
/** So many dates ahead fit in a sentence. */
const AHEAD = 3

export function macroSection({ value, missing }: Reading<MacroReading>): Section {
  const fresh = new Map(value.releases.filter((row) => row.thisWeek).map((row) => [row.series, row]))
  const cut = odds(value.odds[0])
  const shapes = curves(value.curves)
  const statements = [
    ...jobs(fresh.get('payrolls_change'), fresh.get('unemployment_rate')),
    ...INFLATION.flatMap((series) => inflation(fresh.get(series))),
    ...cut,
    ...shapes,
    ...sentiment(value.fearGreed),
    ...ahead(value.ahead),
  ]
  const chart = charted(shapes, cut)
  return { name: 'macro', statements, missing, ...(chart && { chart }) }
}

/** The curve that changed its slope most; without one the odds, then the US yields. */
function charted(shapes: readonly Statement[], odds: readonly Statement[]): Section['chart'] {
  const bent = shapes
    .filter((one) => !one.key.startsWith('macro.yield'))
    .toSorted((a, b) => Math.abs(Number(b.values.change)) - Math.abs(Number(a.values.change)))[0]
  const titled = bent ?? odds[0] ?? shapes[0]
  if (titled === undefined) return undefined
  return { view: titled === odds[0] ? 'odds' : String(titled.values.curve), titled }
}

function jobs(payrolls: MacroRow | undefined, unemployment: MacroRow | undefined): Statement[] {
  const step = unemployment && {
    latest: unemployment.latest,
    previous: unemployment.previous ?? unemployment.latest,
  }
  const evidence = {
    releases: [payrolls, unemployment].flatMap((row) =>
      row ? [`${row.series} ${row.period}: ${row.latest} on ${isoOf(row.releasedAt)}`] : [],
    ),
  }
  // A release of the month is rarer than any week: it comes every fourth or fifth.
  const rarity = { weeksSince: 4 }
  if (payrolls && unemployment && step) {
    const values = {
      payrolls: payrolls.latest,
      unemployment: step,
      unemploymentNow: unemployment.latest,
    }
    return [state('macro.jobs', values, evidence, rarity)]
  }
  if (payrolls) return [state('macro.payrolls', { payrolls: payrolls.latest }, evidence, rarity)]
  if (unemployment && step) {
    const values = { unemployment: step, unemploymentNow: unemployment.latest }
    return [state('macro.unemployment', values, evidence, rarity)]
  }
  return []
}

function inflation(row: MacroRow | undefined): Statement[] {
  if (row?.previous === undefined) return []
  const step = Math.round((row.latest - row.previous) * 10)
  const key = step === 0 ? 'inflationSame' : step < 0 ? 'inflationEased' : 'inflationPicked'
  const values = { series: row.series, latest: row.latest, previous: row.previous }
  return [state(`macro.${key}`, values, { releasedAt: isoOf(row.releasedAt), period: row.period })]
}

function odds(row: OddsRow | undefined): Statement[] {
  if (row?.cut === undefined) return []
  const values = { cut: row.cut, meeting: startOfDay(row.meeting), source: row.source, asOf: row.asOf }
  const evidence = { source: row.source, asOf: isoOf(row.asOf), meeting: row.meeting }
  const before = row.cutWeekAgo
  if (before === undefined || Math.abs(row.cut - before) < ODDS_MOVE) {
    return [state('macro.odds', values, evidence)]
  }
  const step = row.cut - before
  // No year of odds to rank against: a move of half the scale counts as the rarest.
  const rarity = { percentile: 0.5 + Math.min(0.5, Math.abs(step)) }
  return [state('macro.oddsMoved', { ...values, before, step }, evidence, rarity)]
}

/** The second of two curves is told in fewer words. */
const NEXT_SHAPES: Record<Exclude<CurveShape, 'unchanged'>, StatementKey> = {
  'bear-steepening': 'macro.bearSteepeningNext',
  'bull-steepening': 'macro.bullSteepeningNext',
  'bear-flattening': 'macro.bearFlatteningNext',
  'bull-flattening': 'macro.bullFlatteningNext',
}

const SHAPES: Record<Exclude<CurveShape, 'unchanged'>, StatementKey> = {
  'bear-steepening': 'macro.bearSteepening',
  'bull-steepening': 'macro.bullSteepening',
  'bear-flattening': 'macro.bearFlattening',
  'bull-flattening': 'macro.bullFlattening',
}

function curves(rows: readonly CurveRow[]): Statement[] {
  return rows.flatMap((row, place) => {
    const evidence = { ...row.dates, rule: '10y less 2y; steeper or flatter from 3 bp on' }
    if (row.shape !== 'unchanged') {
      const bentBefore = rows.slice(0, place).some((one) => one.shape !== 'unchanged')
      const key = (bentBefore ? NEXT_SHAPES : SHAPES)[row.shape]
      return [state(key, { curve: row.curve, change: row.weekChange }, evidence)]
    }
    // Of curves that kept their shape, only the US level is worth a sentence.
    if (row.curve !== 'ust') return []
    const values = { curve: row.curve, change: row.tenYearChange, yield: row.tenYear }
    const moved = Math.abs(row.tenYearChange) >= YIELD_MOVE / 2
    const key = !moved ? 'yieldSame' : row.tenYearChange > 0 ? 'yieldRose' : 'yieldFell'
    return [state(`macro.${key}`, values, evidence)]
  })
}

function sentiment(value: number | undefined): Statement[] {
  if (value === undefined || (value > FEAR && value < GREED)) return []
  return [state(value <= FEAR ? 'macro.fear' : 'macro.greed', { value }, { scale: '0-100' })]
}

function ahead(entries: readonly CalendarEntry[]): Statement[] {
  const closed = entries.find((entry) => entry.kind === 'holiday' && entry.country === 'us')
  const dates = entries.filter((entry) => entry.kind !== 'holiday').slice(0, AHEAD)
  return [
    ...(dates.length > 0 ? [state('macro.ahead', { entries: byDay(dates) })] : []),
    ...(closed
      ? [
          state(
            'macro.holidayThin',
            { name: nameOf(closed), date: startOfDay(closed.date) },
            { date: closed.date },
          ),
        ]
      : []),
  ]
}

/** Entries of one day are told with its date once. */
function byDay(entries: readonly CalendarEntry[]) {
  return [...Map.groupBy(entries, (entry) => entry.date)].map(([date, all]) => ({
    date: startOfDay(date),
    names: all.map((entry) => ({ name: nameOf(entry) })),
  }))
}

function nameOf({ nameEn, nameJa }: CalendarEntry) {
  return { en: nameEn, ja: nameJa }
}
