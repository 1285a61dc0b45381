/** A yield curve at both boundaries of the window: slope, change, shape. */
import type { History } from '#src/market/history.ts'
import type { Curve } from '#src/market/macro.ts'
import { indexAtOrBefore, lastAtOrBefore, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { curveShape, slope2s10s, slopeChange, type TwoAndTen } from '#src/metrics/curve.ts'
import type { CurveRow } from './reading.ts'
import { type Gap, gap, isGap, type Publisher } from '../publish.ts'

/** A curve whose last date lies further back than this before a boundary does not stand for it. */
const LONGEST_AGE = 7 * DAY

interface DatedYields extends TwoAndTen {
  readonly date: Instant
}

export function readCurve(
  publisher: Publisher,
  history: History,
  week: Week,
  curve: Curve,
  ended: boolean,
): CurveRow | undefined {
  // Yields are dated by local trading day: the closing Monday belongs to the next week in every zone.
  const monday = startOfDay(week.edition)
  const now = ended ? lastBefore(history, curve, monday) : gap('no-data', 'yield_curves')
  const before = ended ? lastBefore(history, curve, monday - 7 * DAY) : now
  const row = isGap(now) ? now : isGap(before) ? before : rowOf(history, curve, before, now)
  const provenance = {
    sources: history.suppliers('yield_curves', curve),
    ...(!isGap(now) && { asOf: now.date }),
  }
  const name = `macro.curve.${curve}`
  publisher.put(`${name}.slope2s10s`, 'percentage points', isGap(now) ? now : slope2s10s(now), provenance)
  publisher.put(`${name}.weekChange`, 'percentage points', isGap(row) ? row : row.weekChange, provenance)
  publisher.put(`${name}.shape`, 'word', isGap(row) ? row : row.shape, provenance)
  return isGap(row) ? undefined : row
}

function rowOf(history: History, curve: Curve, before: DatedYields, now: DatedYields): CurveRow {
  return {
    curve,
    slope2s10s: slope2s10s(now),
    weekChange: slopeChange(before, now),
    shape: curveShape(before, now),
    slopeWeekAgo: slope2s10s(before),
    tenYear: now.ten,
    tenYearChange: difference(now.ten, before.ten),
    twoYear: now.two,
    twoYearChange: difference(now.two, before.two),
    dates: { from: dayOf(before.date), to: dayOf(now.date) },
    points: history.curveTenors(curve).flatMap((tenorYears) => {
      const yields = history.curveYields(curve, tenorYears)
      const latest = yields && valueAt(yields, now.date)
      const earlier = yields && valueAt(yields, before.date)
      if (latest === undefined || earlier === undefined) return []
      const changeBp = difference(latest * 100, earlier * 100)
      return [{ tenorYears, now: latest, weekAgo: earlier, changeBp }]
    }),
  }
}

/** Without the dust of binary fractions: yields are printed to hundredths of a percent. */
function difference(now: number, before: number): number {
  return Math.round((now - before) * 1e6) / 1e6
}

/** The last day before the week's closing Monday on which any tenor has a yield. */
export function curveEnd(history: History, week: Week, curve: Curve): Day | undefined {
  const lasts = history.curveTenors(curve).flatMap((tenor) => {
    const yields = history.curveYields(curve, tenor)
    const last = yields && lastAtOrBefore(yields, startOfDay(week.edition) - 1)
    return last ? [last.time] : []
  })
  return lasts.length === 0 ? undefined : dayOf(Math.max(...lasts))
}

/** The yields of the last date before a boundary that has both tenors. */
function lastBefore(history: History, curve: Curve, boundary: Instant): DatedYields | Gap {
  const two = history.curveYields(curve, 2)
  const ten = history.curveYields(curve, 10)
  if (!two || !ten) return gap('no-data', 'yield_curves')
  const found = lastCommon(two, ten, boundary - 1)
  if (!found) return gap('no-data', 'yield_curves')
  return boundary - found.date > LONGEST_AGE ? gap('stale', 'yield_curves') : found
}

function lastCommon(two: Series, ten: Series, at: Instant): DatedYields | undefined {
  for (let index = indexAtOrBefore(ten.times, at); index >= 0; index--) {
    const date = ten.times[index] as number
    const yieldOfTwo = valueAt(two, date)
    if (yieldOfTwo !== undefined) return { date, two: yieldOfTwo, ten: ten.values[index] as number }
  }
  return undefined
}
