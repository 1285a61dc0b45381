/** Open interest: the level against its peak, the week's change, and what it says beside the price. */
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { OpenInterestReading, OpenInterestRow, Quadrant } from '#src/services/openinterest.ts'
import { type Section, type Statement, state } from '../section.ts'

/** From here on the distance from the 90-day peak is the news, fraction. */
const FAR_FROM_PEAK = -0.1
const NEAR_PEAK = -0.01
/** Below this a week's change is not told beside a drawdown, fraction. */
const WEEK_MOVE = 0.01
const RULE = 'last row dated before the boundary; peak over the 90 days before it'

const QUADRANTS = {
  'new-longs': 'openinterest.newLongs',
  'short-covering': 'openinterest.shortCovering',
  'new-shorts': 'openinterest.newShorts',
  'long-unwinding': 'openinterest.longUnwinding',
} as const satisfies Record<Exclude<Quadrant, 'mixed'>, string>

export function openinterestSection({ value, missing }: Reading<OpenInterestReading>): Section {
  const main = value.rows.find((row) => row.end !== undefined)
  const bitcoin = value.rows.find((row) => row.asset === 'bitcoin')
  if (main === undefined) return { name: 'openinterest', statements: [], missing }
  return {
    name: 'openinterest',
    statements: [
      ...level(main),
      // Directly behind the fall that it is a share of.
      ...(main.asset === 'total' ? longTail(value.fallFromLongTail, main.drawdown90d) : []),
      ...weekMove(main),
      ...(bitcoin ? quadrant(bitcoin) : []),
    ],
    missing,
  }
}

function level(row: OpenInterestRow): Statement[] {
  const { end, weekChange: change, drawdown90d: drawdown, peak90d: peak, peak90dDate } = row
  if (end === undefined) return []
  const whose = row.asset === 'total' ? 'total' : row.symbol
  const evidence = {
    rule: RULE,
    venues: row.venues,
    peakDate: peak90dDate ?? null,
    percentile: row.weekChangePercentile ?? null,
  }
  const rarity = { percentile: row.weekChangePercentile }
  if (
    drawdown !== undefined &&
    peak !== undefined &&
    peak90dDate !== undefined &&
    drawdown <= FAR_FROM_PEAK
  ) {
    const values = { whose, end, drawdown, peak, date: startOfDay(peak90dDate) }
    // A fall from the peak counts by its depth; how rare the week's change was is its own statement's.
    return [state('openinterest.drawdown', values, evidence, { percentile: 0.5 - drawdown })]
  }
  if (isAtPeak(row)) return [state('openinterest.peak', { whose, end }, evidence, rarity)]
  if (change === undefined) return [state('openinterest.levelOnly', { whose, end }, evidence)]
  return [state('openinterest.change', { whose, end, change }, evidence, rarity)]
}

function isAtPeak({ drawdown90d: drawdown, weekChange: change }: OpenInterestRow): boolean {
  return drawdown !== undefined && drawdown >= NEAR_PEAK && change !== undefined && change > 0
}

/** The week's change beside a level that is told by its peak; else the change is in the first sentence. */
function weekMove(row: OpenInterestRow): Statement[] {
  const { weekChange: change, drawdown90d: drawdown } = row
  if (change === undefined || Math.abs(change) < WEEK_MOVE) return []
  const byPeak = isAtPeak(row) || (drawdown !== undefined && drawdown <= FAR_FROM_PEAK)
  if (!byPeak) return []
  const whose = row.asset === 'total' ? 'total' : row.symbol
  const evidence = { rule: RULE, venues: row.venues }
  return [state('openinterest.week', { whose, change }, evidence, { percentile: row.weekChangePercentile })]
}

function longTail(share: number | undefined, drawdown: number | undefined): Statement[] {
  // Outside 0-1 the others rose while the total fell, or the reverse: no share of the fall can be told.
  if (share === undefined || share < 0 || share > 1) return []
  if (drawdown === undefined || drawdown > FAR_FROM_PEAK) return []
  return [
    state('openinterest.longTail', { share }, { rule: 'fall of the total since its peak less BTC and ETH' }),
  ]
}

function quadrant(row: OpenInterestRow): Statement[] {
  // In coins, as the quadrant is judged: in dollars the price itself moves open interest.
  const { quadrant, coinsWeekChange: change, priceReturn: price } = row
  if (quadrant === undefined || quadrant === 'mixed' || change === undefined || price === undefined) return []
  const rule = 'price and open interest in coins each moved at least 1 % over the week'
  return [state(QUADRANTS[quadrant], { change, price }, { rule })]
}
