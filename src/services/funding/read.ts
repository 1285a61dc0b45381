/** The funding verdict of any asset straight from a history, for readings that rest on it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import type { FundingVerdict } from '../verdicts.ts'
import { type UsedVenue, venuesAt } from './venues.ts'
import { fundingVerdict } from './verdict.ts'

/** Its settlements are the ones that claims speak of, wherever it is on record. */
const REFERENCE = 'binance'

export function readFundingVerdict(history: History, week: Week, asset: AssetId): FundingVerdict | undefined {
  const { used, unfit } = venuesAt(history, asset, week)
  return fundingVerdict(asset, week, used, [...unfit.keys()], referenceOf(used)?.venue)
}

/** `binance`, else the venue with most open interest, else the first. */
export function referenceOf(used: readonly UsedVenue[]): UsedVenue | undefined {
  const known = used.filter(({ openInterest }) => openInterest !== undefined)
  const largest = Math.max(...known.map(({ openInterest }) => openInterest ?? 0))
  return (
    used.find(({ venue }) => venue === REFERENCE) ??
    known.find(({ openInterest }) => openInterest === largest) ??
    used[0]
  )
}
