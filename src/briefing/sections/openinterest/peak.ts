/** How far open interest is from its peak of 90 days: a peak is stated with its window, and the record's beside it. */
import { startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { OpenInterestRow } from '#src/services/openinterest.ts'
import type { LeverageVerdict } from '#src/services/verdicts.ts'
import { claim } from '../../claim.ts'
import type { Statement } from '../../section.ts'
import { entryOf, passedTenth } from '../evidence.ts'
import { countedOver } from './counted.ts'

/** From here on the distance from the peak is stated, fraction. */
const FAR = -0.1
const NEAR = -0.01
/** A further tenth is never cut from a paragraph. */
const SHOWN = 0.45
const ASKED = 0.15
const RULE = 'highest of the 90 days before the end; one of the first seven of them is no peak'

/** `verdict` for the same distance in coins; `longTail` is the others' share of a total's fall. */
export function peakStatements(
  row: OpenInterestRow,
  verdict: LeverageVerdict | undefined,
  longTail: number | undefined,
  extremes: readonly RankedExtreme[],
): Statement[] {
  const { end, start, drawdown90d: drawdown, peak90d: peak, peak90dDate, weekChange } = row
  if (end === undefined || drawdown === undefined || peak === undefined || peak90dDate === undefined)
    return []
  const whose = row.asset === 'total' ? 'total' : row.symbol
  const evidence = { rule: RULE, ...countedOver(row), peak, peakDate: peak90dDate, drawdown }
  if (row.peakAtEdge) return belowRecord(row, whose, evidence)
  if (drawdown >= NEAR && weekChange !== undefined && weekChange > 0) {
    // An entry of the ledger says the same, and since when.
    if (entryOf(extremes, `openinterest.${row.asset}.usd`, 'high')) return []
    return [claim('openinterest.nearPeak', { whose, end }, evidence, { salience: 0.3 })]
  }
  if (drawdown > FAR) return []
  const before = start === undefined ? drawdown : Math.min(0, start / peak - 1)
  const passed = passedTenth(drawdown, before)
  const weight = { salience: passed ? SHOWN : ASKED }
  const values = { whose, drawdown, peak, date: startOfDay(peak90dDate) }
  const coins = verdict?.coinsFromPeak
  const { recordPeak } = row
  const statement =
    recordPeak === undefined || recordPeak.date === peak90dDate
      ? coins && coins.low >= NEAR
        ? claim('openinterest.atPeakInCoins', values, { ...evidence, ...coinsOf(verdict) }, weight)
        : coins
          ? claim(
              'openinterest.belowPeak',
              { ...values, coins: { ...coins } },
              { ...evidence, ...coinsOf(verdict) },
              weight,
            )
          : claim('openinterest.belowPeakDollars', values, evidence, weight)
      : claim('openinterest.belowBothPeaks', { ...values, ...recordValues(row) }, evidence, weight)
  const share = longTail !== undefined && longTail >= 0 && longTail <= 1 ? longTail : undefined
  return [
    statement,
    // Outside 0-1 the others rose while the total fell, or the reverse: no share of the fall can be stated.
    ...(share === undefined
      ? []
      : [
          claim(
            'openinterest.longTail',
            { share },
            { rule: 'fall of the total since its peak less BTC and ETH', peakDate: peak90dDate },
            { salience: passed ? SHOWN : ASKED },
          ),
        ]),
  ]
}

/** Where the window holds no peak, only the record's can be stated. */
function belowRecord(row: OpenInterestRow, whose: string, evidence: Statement['evidence']): Statement[] {
  const values = recordValues(row)
  if (values === undefined || values.recordDrawdown > FAR) return []
  return [claim('openinterest.belowRecord', { whose, ...values }, { ...evidence, ...row.recordPeak })]
}

function recordValues({ end, recordPeak, recordStart }: OpenInterestRow) {
  if (end === undefined || recordPeak === undefined || recordStart === undefined) return undefined
  return {
    record: recordPeak.value,
    recordDate: startOfDay(recordPeak.date),
    recordDrawdown: end / recordPeak.value - 1,
    recordStart: startOfDay(recordStart),
  }
}

function coinsOf(verdict: LeverageVerdict | undefined) {
  const { coinsFromPeak: coins, coinsPeakDays: days } = verdict ?? {}
  return {
    ...(coins && { coinsFromPeakLow: coins.low, coinsFromPeakHigh: coins.high }),
    ...(days && { coinsPeakFirst: days.first, coinsPeakLast: days.last }),
  }
}
