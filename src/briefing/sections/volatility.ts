/** Volatility: the last seven days against the week before, and where they stand on their record. */
import type { StandingValue } from '#src/i18n/claimformats.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { VolatilityReading, VolatilityRow } from '#src/services/volatility.ts'
import { claim, reachOf } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import type { Section, Statement } from '../section.ts'

/** Hourly sampling is stated where it differs this much, relative. */
const SECOND_OPINION = 0.2
/** Shares of the earlier days beyond which daily closes are low or high by themselves. */
const LOW = 0.2
const HIGH = 0.8
const SHOWN = 0.35
const ASKED = 0.15

export function volatilitySection(
  { value, missing }: Reading<VolatilityReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const [main, other] = value.rows
  if (main?.rv7d === undefined) return { name: 'volatility', statements: [], missing }
  const statements = [
    headline(main, main.rv7d, extremes),
    ...(other?.rv7d === undefined ? [] : [second(other, other.rv7d, extremes)]),
    ...secondOpinion(main, main.rv7d),
    ...implied(main, extremes),
  ]
  return { name: 'volatility', statements, missing }
}

function headline(row: VolatilityRow, now: number, extremes: readonly RankedExtreme[]): Statement {
  const { symbol, rv7dWeekAgo: before, verdict } = row
  const evidence = evidenceOf(row)
  if (before === undefined) return claim('volatility.level', { symbol, now }, evidence, { salience: ASKED })
  const { word = 'normal', moved = 'steady' } = verdict ?? {}
  const side = moved === 'rose' ? 'high' : moved === 'fell' ? 'low' : undefined
  const entry = side && entryOf(row, side, extremes)
  const values = { symbol, now, before }
  if (entry) {
    const key = moved === 'rose' ? 'roseSince' : 'fellSince'
    return claim(`volatility.${key}`, { ...values, reach: reachOf(entry) }, evidence, { entries: [entry] })
  }
  const place = standingOf(row)
  if (word === 'normal' || place === undefined) {
    const key = moved === 'rose' ? 'rose' : moved === 'fell' ? 'fell' : 'steady'
    return claim(`volatility.${key}`, values, evidence, { salience: ASKED })
  }
  const key =
    moved === 'rose'
      ? word === 'high'
        ? 'roseHigh'
        : 'roseLow'
      : moved === 'fell'
        ? word === 'high'
          ? 'fellHigh'
          : 'fellLow'
        : word === 'high'
          ? 'staysHigh'
          : 'staysLow'
  return claim(`volatility.${key}`, { ...values, place }, evidence, { salience: SHOWN })
}

/** The other coin speaks in a recap only where it holds an entry of its own. */
function second(row: VolatilityRow, now: number, extremes: readonly RankedExtreme[]): Statement {
  const { symbol } = row
  const high = entryOf(row, 'high', extremes)
  const entry = high ?? entryOf(row, 'low', extremes)
  if (!entry) return claim('volatility.other', { symbol, now }, evidenceOf(row))
  const key = high ? 'volatility.otherHigh' : 'volatility.otherLow'
  return claim(key, { symbol, now, reach: reachOf(entry) }, evidenceOf(row), { entries: [entry] })
}

/** Daily closes are not left to speak alone where the hours say otherwise. */
function secondOpinion(row: VolatilityRow, now: number): Statement[] {
  const { symbol, rv7dHourly: hourly, rv7dPercentile1y: percentile, verdict } = row
  if (hourly === undefined || Math.abs(hourly / now - 1) < SECOND_OPINION) return []
  const evidence = { ...evidenceOf(row), rule: '168 hourly returns, times the square root of 8760' }
  const alone =
    percentile !== undefined && (percentile <= LOW || percentile >= HIGH) && verdict?.word === 'normal'
  return [
    alone
      ? claim('volatility.hourlyApart', { symbol, now, hourly }, evidence, { salience: 0.3, needed: true })
      : claim('volatility.hourly', { symbol, hourly }, evidence),
  ]
}

function implied({ asset, dvol }: VolatilityRow, extremes: readonly RankedExtreme[]): Statement[] {
  if (dvol === undefined) return []
  const evidence = { rule: 'last daily close of the DVOL index' }
  const high = findExtreme(extremes, `volatility.${asset}.dvol`, 'high')
  const entry = high ?? findExtreme(extremes, `volatility.${asset}.dvol`, 'low')
  if (!entry || entry.value !== dvol) return [claim('volatility.implied', { implied: dvol }, evidence)]
  const key = high ? 'volatility.impliedHigh' : 'volatility.impliedLow'
  return [claim(key, { implied: dvol, reach: reachOf(entry) }, evidence, { entries: [entry] })]
}

/** An entry about this very value, not about another day of the week. */
function entryOf(
  { asset, rv7d }: VolatilityRow,
  side: 'high' | 'low',
  extremes: readonly RankedExtreme[],
): RankedExtreme | undefined {
  const entry = findExtreme(extremes, `volatility.${asset}.rv7d`, side)
  return entry && rv7d !== undefined && Math.abs(entry.value - rv7d) < 1e-9 ? entry : undefined
}

function standingOf({ rv7dPercentile1y: percentile, verdict, recordStart, series }: VolatilityRow) {
  const span = verdict?.span
  if (percentile === undefined || recordStart === undefined || span === undefined) return undefined
  const start = Math.max(startOfDay(recordStart), series[0]?.[0] ?? 0)
  return { percentile, span, start } satisfies StandingValue
}

function evidenceOf(row: VolatilityRow): Statement['evidence'] {
  return {
    rule: 'seven daily log returns, zero mean, times the square root of 365; percentile against up to 365 earlier days',
    percentile: row.rv7dPercentile1y ?? null,
    days: row.verdict?.days ?? null,
    hourly: row.rv7dHourly ?? null,
    closeMedian: row.closeHours?.median ?? null,
    bandLow: row.band?.low ?? null,
    bandMiddle: row.band?.middle ?? null,
    bandHigh: row.band?.high ?? null,
    recordStart: row.recordStart ?? null,
  }
}
