/** Macro: the week's releases, the odds of a rate cut and their path, the curves, sentiment, and what is ahead. */
import type { StatementKey } from '#src/i18n/keys.ts'
import type { CalendarEntry } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { isoOf, startOfDay } from '#src/market/time.ts'
import type { CurveShape } from '#src/services/macro.ts'
import type { CurveRow, MacroReading, MacroRow, OddsRow } from '#src/services/macro/reading.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim, depthOf, reachOf } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import type { Section, Statement } from '../section.ts'

/** Yearly inflation rates: stated as easing or picking up. */
const INFLATION = ['cpi_yoy', 'core_cpi_yoy', 'core_pce_yoy', 'uk_cpi_yoy', 'jp_cpi_yoy']
/** A change of odds is worth a clause from here on, probability. */
const ODDS_MOVE = 0.05
/** Basis-point moves below one are no move, percentage points. */
const YIELD_MOVE = 0.01
/** A week in which the 2-year or the 10-year moved this much is stated, percentage points. */
const LARGE_MOVE = 0.05
/** Odds that moved this far within the week are stated with their path, probability. */
const PATH = 0.05
/** Extreme fear and extreme greed, as the index's own scale names them. */
const FEAR = 24
const GREED = 75
const SHOWN = 0.4
const MOVED = 0.3
const ASKED = 0.15
/** A yield that moved less than this stood still: it is printed as 0 bp, percentage points. */
const TWIST = 0.005
/** So many dates ahead fit in a sentence. */
const AHEAD = 3

export function macroSection(
  { value, missing }: Reading<MacroReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const fresh = new Map(value.releases.filter((row) => row.thisWeek).map((row) => [row.series, row]))
  const cut = odds(value.odds[0], extremes)
  const shapes = curves(value.curves)
  const statements = [
    ...jobs(fresh.get('payrolls_change'), fresh.get('unemployment_rate')),
    ...INFLATION.flatMap((series) => inflation(fresh.get(series))),
    ...cut,
    ...shapes,
    ...yieldEntries(value.curves, extremes),
    ...sentimentStatements(value, extremes),
    ...ahead(value.ahead),
  ]
  const chart = charted(shapes, cut)
  return { name: 'macro', statements, missing, ...(chart && { chart }) }
}

/** The curve that is worth most and changed its slope most; without one the odds, then the US yields. */
function charted(shapes: readonly Statement[], odds: readonly Statement[]): Section['chart'] {
  const bent = shapes
    .filter((one) => !one.key.startsWith('macro.yield'))
    .toSorted(
      (a, b) =>
        b.salience - a.salience || Math.abs(Number(b.values.change)) - Math.abs(Number(a.values.change)),
    )[0]
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
  const rarity = { salience: SHOWN, needed: true }
  if (payrolls && unemployment && step) {
    const values = {
      payrolls: payrolls.latest,
      unemployment: step,
      unemploymentNow: unemployment.latest,
    }
    return [claim('macro.jobs', values, evidence, rarity)]
  }
  if (payrolls) return [claim('macro.payrolls', { payrolls: payrolls.latest }, evidence, rarity)]
  if (unemployment && step) {
    const values = { unemployment: step, unemploymentNow: unemployment.latest }
    return [claim('macro.unemployment', values, evidence, rarity)]
  }
  return []
}

function inflation(row: MacroRow | undefined): Statement[] {
  if (row?.previous === undefined) return []
  const step = Math.round((row.latest - row.previous) * 10)
  const key = step === 0 ? 'inflationSame' : step < 0 ? 'inflationEased' : 'inflationPicked'
  const values = { series: row.series, latest: row.latest, previous: row.previous }
  const evidence = { releasedAt: isoOf(row.releasedAt), period: row.period }
  return [claim(`macro.${key}`, values, evidence, { salience: SHOWN })]
}

/** Of one source, named: now, a week ago where it is known, and how far they went in between. */
function odds(row: OddsRow | undefined, extremes: readonly RankedExtreme[]): Statement[] {
  if (row?.cut === undefined) return []
  const { cut, source, asOf, cutWeekAgo: before, low, high } = row
  const values = { cut, meeting: startOfDay(row.meeting), source, asOf }
  const evidence = { source, asOf: isoOf(asOf), meeting: row.meeting, cut, cutWeekAgo: before ?? null }
  const entry = findExtreme(extremes, `macro.odds.${row.meeting}.cut`)
  const entries = entry ? { entries: [entry] } : {}
  const moved = before !== undefined && Math.abs(cut - before) >= ODDS_MOVE
  const step = cut - (before ?? cut)
  const now = moved
    ? claim('macro.oddsMoved', { ...values, before, step }, evidence, {
        salience: MOVED + Math.min(0.3, Math.abs(step)),
        ...entries,
      })
    : claim('macro.odds', values, evidence, { salience: MOVED, ...entries })
  if (!low || !high || high.cut - low.cut < PATH) return [now]
  const path = { low: low.cut, lowAt: low.at, high: high.cut, highAt: high.at }
  const dated = { ...evidence, lowAt: isoOf(low.at), highAt: isoOf(high.at) }
  const weight = { salience: MOVED, ...entries }
  return [now, claim(low.at < high.at ? 'macro.oddsPathUp' : 'macro.oddsPathDown', path, dated, weight)]
}

const SHAPES: Record<Exclude<CurveShape, 'unchanged'>, StatementKey> = {
  'bear-steepening': 'macro.bearSteepening',
  'bull-steepening': 'macro.bullSteepening',
  'bear-flattening': 'macro.bearFlattening',
  'bull-flattening': 'macro.bullFlattening',
}

/** Where one yield rose and the other fell the slope twisted: neither bear nor bull is said of it. */
function shapeKey(shape: Exclude<CurveShape, 'unchanged'>, two: number, ten: number): StatementKey {
  const twisted = Math.min(Math.abs(two), Math.abs(ten)) >= TWIST && Math.sign(two) !== Math.sign(ten)
  if (!twisted) return SHAPES[shape]
  return ten > two ? 'macro.twistSteepening' : 'macro.twistFlattening'
}

function curves(rows: readonly CurveRow[]): Statement[] {
  return rows.flatMap((row) => {
    const evidence = {
      ...row.dates,
      twoYear: row.twoYear,
      tenYear: row.tenYear,
      rule: '10y less 2y; steeper or flatter from 3 bp on',
    }
    if (row.shape !== 'unchanged') {
      const { curve, weekChange: change, twoYearChange: two, tenYearChange: ten } = row
      const key = shapeKey(row.shape, two, ten)
      const values = { curve, change, two, ten }
      const large = Math.max(Math.abs(two), Math.abs(ten), Math.abs(change)) >= LARGE_MOVE
      return [claim(key, values, evidence, { salience: large ? MOVED : ASKED })]
    }
    // Of curves that kept their shape, only the US level is worth a sentence.
    if (row.curve !== 'ust') return []
    const values = { curve: row.curve, change: row.tenYearChange, yield: row.tenYear }
    const moved = Math.abs(row.tenYearChange) >= YIELD_MOVE / 2
    const key = !moved ? 'yieldSame' : row.tenYearChange > 0 ? 'yieldRose' : 'yieldFell'
    const large = Math.abs(row.tenYearChange) >= LARGE_MOVE
    return [claim(`macro.${key}`, values, evidence, { salience: large ? MOVED : ASKED })]
  })
}

/** The yield or the slope of each curve that reaches furthest back. */
function yieldEntries(rows: readonly CurveRow[], extremes: readonly RankedExtreme[]): Statement[] {
  const byDepth = extremes.toSorted((a, b) => depthOf(b) - depthOf(a))
  return rows.flatMap(({ curve }) => {
    const entry = byDepth.find(
      (one) =>
        one.guard === undefined &&
        one.series.startsWith(`macro.${curve}.`) &&
        (one.kind === 'high' || one.kind === 'low'),
    )
    if (!entry) return []
    const evidence = { rule: 'an entry of the ledger of extremes' }
    const weight = { entries: [entry] }
    const high = entry.kind === 'high'
    const tenor = Number(/\.(?<tenor>\d+)y\.yield$/u.exec(entry.series)?.groups?.tenor)
    const values = { curve, day: entry.at, reach: reachOf(entry) }
    if (Number.isFinite(tenor)) {
      const key = high ? 'macro.yieldHigh' : 'macro.yieldLow'
      return [claim(key, { ...values, tenor, yield: entry.value }, evidence, weight)]
    }
    if (!entry.series.endsWith('.slope')) return []
    const key = high ? 'macro.slopeHigh' : 'macro.slopeLow'
    return [claim(key, { ...values, slope: entry.value }, evidence, weight)]
  })
}

function sentimentStatements(
  { fearGreed: value }: MacroReading,
  extremes: readonly RankedExtreme[],
): Statement[] {
  const evidence = { rule: 'the index of its own day, 0-100' }
  const move = moodMove(extremes)
  const entry = findExtreme(extremes, 'sentiment.fearGreed.value', 'low', 'high')
  if (entry) {
    const values = { value: entry.value, day: entry.at, reach: reachOf(entry) }
    const key = entry.kind === 'low' ? 'macro.fearSince' : 'macro.greedSince'
    return [claim(key, values, evidence, { entries: [entry] }), ...move]
  }
  if (value === undefined || (value > FEAR && value < GREED)) return move
  return [
    ...move,
    claim(value <= FEAR ? 'macro.fear' : 'macro.greed', { value }, evidence, { salience: ASKED }),
  ]
}

function moodMove(extremes: readonly RankedExtreme[]): Statement[] {
  const entry = findExtreme(extremes, 'sentiment.fearGreed.dayChange', 'largest-fall', 'largest-rise')
  if (!entry) return []
  const key = entry.kind === 'largest-fall' ? 'macro.moodFell' : 'macro.moodRose'
  const values = { change: entry.value, day: entry.at, reach: reachOf(entry) }
  return [claim(key, values, { rule: 'an entry of the ledger of extremes' }, { entries: [entry] })]
}

function ahead(entries: readonly CalendarEntry[]): Statement[] {
  const closed = entries.find((entry) => entry.kind === 'holiday' && entry.country === 'us')
  const dates = entries.filter((entry) => entry.kind !== 'holiday').slice(0, AHEAD)
  return [
    ...(dates.length > 0
      ? [
          claim(
            'macro.ahead',
            { entries: byDay(dates) },
            { dates: dates.map(({ date }) => date) },
            { salience: MOVED },
          ),
        ]
      : []),
    ...(closed
      ? [
          claim(
            'macro.holidayAhead',
            { name: nameOf(closed), date: startOfDay(closed.date) },
            { date: closed.date },
            { salience: MOVED },
          ),
        ]
      : []),
  ]
}

/** Entries of one day are stated with its date once. */
function byDay(entries: readonly CalendarEntry[]) {
  return [...Map.groupBy(entries, (entry) => entry.date)].map(([date, all]) => ({
    date: startOfDay(date),
    names: all.map((entry) => ({ name: nameOf(entry) })),
  }))
}

function nameOf({ nameEn, nameJa }: CalendarEntry) {
  return { en: nameEn, ja: nameJa }
}
