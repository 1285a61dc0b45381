/** When words about the week's assets hold: risk-off, selling that was crypto's own, up and down. */
import type { PriceVerdict } from '../verdicts.ts'
import type { AssetRow } from './row.ts'

/** Two equity indices and the Top 30 falling by more than this, a fraction, is risk-off. */
const RISK_OFF = -0.02
/** Crypto's own selling: it fell by this much or more while equities stayed within `STILL`, fractions. */
const CRYPTO_FELL = -0.05
const STILL = 0.01
/** Less than this is little changed, a fraction. */
const FLAT = 0.01

/** A loss that prints as 0.0 %, and one that is no small loss any more, fractions. */
const UNPRINTED = 0.0005
const SMALL_LOSS = -0.02

type Returns = readonly Pick<AssetRow, 'id' | 'class' | 'weekReturn'>[]

/** At least two equity indices and the Top 30 fell more than 2 %, and no equity index rose. */
export function isRiskOff(rows: Returns): boolean {
  const equities = returnsOf(rows, 'equity')
  const crypto = returnOf(rows, 'crypto')
  return (
    equities.filter((change) => change < RISK_OFF).length >= 2 &&
    equities.every((change) => change < 0) &&
    crypto !== undefined &&
    crypto < RISK_OFF
  )
}

/** The Top 30 fell by 5 % or more, every equity index (two at least) stayed within 1 %, and gold did not fall. */
export function sellingWasCrypto(rows: Returns): boolean {
  const equities = returnsOf(rows, 'equity')
  const crypto = returnOf(rows, 'crypto')
  const gold = returnOf(rows, 'gold')
  return (
    crypto !== undefined &&
    crypto <= CRYPTO_FELL &&
    equities.length >= 2 &&
    equities.every((change) => Math.abs(change) <= STILL) &&
    gold !== undefined &&
    gold >= 0
  )
}

/** Gold lost less than 2 %, and the Top 30 three times as much or more: "only" is earned by the move beside it. */
export function goldHeld(rows: Returns): boolean {
  const gold = returnOf(rows, 'gold')
  const crypto = returnOf(rows, 'crypto')
  if (gold === undefined || crypto === undefined) return false
  return gold <= -UNPRINTED && gold > SMALL_LOSS && crypto <= 3 * gold
}

export function priceVerdict(weekReturn: number): PriceVerdict {
  const word = Math.abs(weekReturn) < FLAT ? 'flat' : weekReturn > 0 ? 'up' : 'down'
  return { word, weekReturn }
}

/**
 * Whether closes are printed too coarsely for a week's move to be reported by rank: the printed step exceeds half of the
 * usual daily move. Fewer than 20 closes do not suffice.
 */
export function isCoarse(closes: ArrayLike<number>): boolean {
  if (closes.length < 20) return false
  const levels = Float64Array.from(closes).sort()
  const moves = new Float64Array(closes.length - 1)
  let step = Number.POSITIVE_INFINITY
  for (let i = 1; i < closes.length; i++) {
    const apart = (levels[i] as number) - (levels[i - 1] as number)
    if (apart > 0 && apart < step) step = apart
    moves[i - 1] = Math.abs((closes[i] as number) - (closes[i - 1] as number))
  }
  return step > (moves.sort()[Math.floor(moves.length / 2)] as number) / 2
}

function returnsOf(rows: Returns, of: AssetRow['class']): number[] {
  return rows.flatMap((row) => (row.class === of && row.weekReturn !== undefined ? [row.weekReturn] : []))
}

function returnOf(rows: Returns, id: string): number | undefined {
  return rows.find((row) => row.id === id)?.weekReturn
}
