/** Volatility: the last seven days against the week before and the past year. */
import type { Reading } from '#src/market/reading.ts'
import type { VolatilityReading, VolatilityRow } from '#src/services/volatility.ts'
import { bySize } from '../salience.ts'
import { type Section, type Statement, state } from '../section.ts'
import { bottomShare, topShare } from './funding.ts'

const HIGH = 0.8
const LOW = 0.2
/** Smaller changes than this, relative, are no change. */
const STEADY = 0.05
/** Hourly sampling is told where it differs this much, relative. */
const SECOND_OPINION = 0.2

export function volatilitySection({ value, missing }: Reading<VolatilityReading>): Section {
  const [main, other] = value.rows
  if (main?.rv7d === undefined) return { name: 'volatility', statements: [], missing }
  const statements = [headline(main, main.rv7d)]
  if (other?.rv7d !== undefined) {
    statements.push(state('volatility.other', { symbol: other.symbol, now: other.rv7d }))
  }
  statements.push(...secondOpinion(main, main.rv7d))
  if (main.dvol !== undefined) statements.push(state('volatility.implied', { implied: main.dvol }))
  return { name: 'volatility', statements, missing }
}

function headline(row: VolatilityRow, now: number): Statement {
  const { symbol, rv7dWeekAgo: before, rv7dPercentile1y: percentile } = row
  const evidence = {
    rule: 'seven daily log returns, zero mean, times the square root of 365; percentile against up to 365 earlier days',
    percentile: percentile ?? null,
    recordStart: row.recordStart ?? null,
  }
  if (before === undefined) return state('volatility.level', { symbol, now }, evidence)
  const change = now / before - 1
  const high = percentile !== undefined && percentile >= HIGH
  const low = percentile !== undefined && percentile <= LOW
  const values = {
    symbol,
    now,
    before,
    top: percentile === undefined ? undefined : topShare(percentile),
    bottom: percentile === undefined ? undefined : bottomShare(percentile),
  }
  const key =
    change >= STEADY
      ? high
        ? 'roseHigh'
        : low
          ? 'roseLow'
          : 'rose'
      : change <= -STEADY
        ? low
          ? 'fellLow'
          : high
            ? 'fellHigh'
            : 'fell'
        : high
          ? 'staysHigh'
          : low
            ? 'staysLow'
            : 'steady'
  return state(
    `volatility.${key}`,
    values,
    evidence,
    percentile === undefined ? bySize(Math.log2(now / before), 1) : { percentile },
  )
}

function secondOpinion({ symbol, rv7dHourly: hourly }: VolatilityRow, now: number): Statement[] {
  if (hourly === undefined || Math.abs(hourly / now - 1) < SECOND_OPINION) return []
  return [
    state(
      'volatility.hourly',
      { symbol, hourly },
      { rule: '168 hourly returns, times the square root of 8760' },
    ),
  ]
}
