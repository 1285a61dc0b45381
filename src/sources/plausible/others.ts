/** Other markets, yields, releases and moods that cannot be: each is held against its own past. */
import type { Series } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { startOfDay } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { jumpsIn, type JumpRule, medianOf, within } from './jumps.ts'

/** From one session to the next. The worst of 2025 was 1.51, of volatility; Tokyo's worst ever 0.85. */
const SESSION = within(0.7, 1.4)
const VOLATILITY = within(1 / 3, 3)
/** Percentage points from one day to the next. */
const POINTS = 2
/** Of an index of 0 to 100. */
const MOOD = 60

export function implausibleOthers(tables: HistoryTables): readonly Withheld[] {
  const classes = new Map((tables.crossAssets ?? []).map(({ id, class: its }) => [id, its as string]))
  const ruleOf = (id: string): JumpRule['isNear'] => {
    const its = classes.get(id)
    return its === 'rate' ? near(POINTS) : its === 'volatility' || id === 'vix' ? VOLATILITY : SESSION
  }
  const curves = [...(tables.curves ?? [])].flatMap(([curve, tenors]) =>
    [...tenors].flatMap(([tenor, series]) =>
      observed('yield_curves', { curve, tenor_years: String(tenor) }, series, near(POINTS)),
    ),
  )
  const cross = [...(tables.crossCloses ?? [])].flatMap(([asset, series]) =>
    observed('cross_assets', { asset }, series, ruleOf(asset)),
  )
  const moods = [...(tables.sentiment ?? [])].flatMap(([index, series]) =>
    observed('sentiment', { index }, series, near(MOOD)),
  )
  return [...cross, ...curves, ...moods, ...implausibleReleases(tables)]
}

export function implausibleImplied(asset: string, series: Series): readonly Withheld[] {
  return observed('implied_volatility', { asset, venue: 'deribit' }, series, within(0.4, 2.5))
}

function near(points: number): JumpRule['isNear'] {
  return (value, before) => Math.abs(value - before) <= points
}

function observed(
  table: Withheld['table'],
  of: Withheld['of'],
  series: Series,
  isNear: JumpRule['isNear'],
): readonly Withheld[] {
  return jumpsIn(series, { isNear }).map(
    ({ time, value, before }): Withheld => ({
      ...{ table, of, time, value, reason: 'jump' },
      against: [{ name: 'before', value: before }],
    }),
  )
}

/** Releases by which one is judged, and how far it may lie from their middle: times the middle of their distances. */
const RELEASES = 24
const LEAST_RELEASES = 8
const DISTANCES = 15

function implausibleReleases({ macro = [] }: HistoryTables): readonly Withheld[] {
  const bySeries = Map.groupBy(macro, ({ series }) => series)
  return [...bySeries].flatMap(([series, releases]) => {
    const stands: number[] = []
    return releases.flatMap(({ period, value, unit, releasedAt }): Withheld[] => {
      const last = stands.slice(-RELEASES)
      const middle = medianOf(last)
      const usual = medianOf(last.map((one) => Math.abs(one - middle)))
      // A rate that is set at meetings has no distances between them, and near 0 no level either.
      const least = unit.startsWith('percent') ? POINTS : 0
      const bound = Math.max(least, DISTANCES * Math.max(usual, Math.abs(middle) * 0.05))
      if (last.length >= LEAST_RELEASES && Math.abs(value - middle) > bound) {
        const time = releasedAt ?? startOfDay(period.length === 7 ? `${period}-01` : period)
        const against = [{ name: 'month', value: middle }]
        return [{ table: 'macro', of: { series, period }, time, value, reason: 'jump', against }]
      }
      stands.push(value)
      return []
    })
  })
}
