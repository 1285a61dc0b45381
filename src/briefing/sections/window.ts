/** A window that was chosen comes first and gives the answer its title; the week follows, and is called so. */
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { MoversReading } from '#src/services/movers.ts'
import type { SectorsReading } from '#src/services/sectors.ts'
import { type Section, type Statement, state } from '../section.ts'

/** The section with what is said of a window before it; as it is where nothing is. */
export function withWindow(section: Section, window: readonly Statement[], weekEnd: Instant): Section {
  if (window.length === 0) return section
  const { chart: _, ...rest } = section
  const week = section.statements.length > 0 ? [state('window.week', { end: weekEnd })] : []
  return { ...rest, statements: [...window, ...week, ...section.statements] }
}

/** Over which days coins gained and lost, before who did. */
export function moversWindow({ gainers, losers }: MoversReading, span: Week): Statement[] {
  const ends = [gainers[0], losers[0]].flatMap((one) => one ?? [])
  if (ends.length === 0) return []
  const moves = ends.map(({ symbol, return: change }) => ({ symbol, return: change }))
  return [state('movers.window', { days: daysOf(span), moves }, { rule: 'simple returns of the window' })]
}

/** Over which days sectors are ranked; where no index covers them, that none does. */
export function sectorsWindow({ rows }: SectorsReading, span: Week): Statement[] {
  const [first, last] = [rows[0], rows.at(-1)]
  const days = daysOf(span)
  const evidence = { rule: 'simple returns of the window', days }
  if (!first || !last) return [state('sectors.noWindow', { days }, evidence)]
  const moves = [first, last].map(({ sector, weekReturn }) => ({ sector, return: weekReturn }))
  return [state('sectors.window', { days, moves }, evidence)]
}

/** Turnover of the weeks that are drawn, on average, beside the last; undefined where fewer than two are known. */
export function volumeWindow(market: 'spot' | 'perp', weeks: readonly Point[]): Statement[] {
  const known = weeks.flatMap(([, usd]) => usd ?? [])
  const last = weeks.at(-1)?.[1]
  if (known.length < 2 || last === undefined || last === null) return []
  const mean = known.reduce((sum, usd) => sum + usd, 0) / known.length
  const values = { weeks: known.length, mean, last }
  return [
    state(market === 'spot' ? 'volume.windowSpot' : 'volume.windowPerp', values, {
      rule: 'weeks from Monday to Sunday',
    }),
  ]
}

function daysOf({ start, end }: Week): number {
  return Math.round((end - start) / DAY)
}
