/** The funding verdict of any asset straight from a history, for readings that rest on it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import type { FundingVerdict } from '../verdicts.ts'
import { type UsedVenue, type VenuesAt, venuesAt } from './venues.ts'
import { fundingVerdict } from './verdict.ts'

/** Its settlements are the ones that claims speak of, wherever it is on record. */
const REFERENCE = 'binance'

export function readFundingVerdict(history: History, week: Week, asset: AssetId): FundingVerdict | undefined {
  return verdictAt(asset, week, venuesAt(history, asset, week))
}

/** What the venues of longest standing show; those that are left out can only speak against a word that is of every venue. */
export function verdictAt(asset: AssetId, week: Week, at: VenuesAt): FundingVerdict | undefined {
  const [young, established] = [true, false].map((isYoung) =>
    at.used.filter(({ venue }) => at.leftOut.includes(venue) === isYoung),
  ) as [UsedVenue[], UsedVenue[]]
  return fundingVerdict(asset, week, established, [...at.unfit.keys()], referenceOf(at)?.venue, young)
}

/** Of the venues of longest standing `binance`, else the one with most open interest, else the first. */
export function referenceOf({ used: all, leftOut }: VenuesAt): UsedVenue | undefined {
  const used = all.filter(({ venue }) => !leftOut.includes(venue))
  const known = used.filter(({ openInterest }) => openInterest !== undefined)
  const largest = Math.max(...known.map(({ openInterest }) => openInterest ?? 0))
  return (
    used.find(({ venue }) => venue === REFERENCE) ??
    known.find(({ openInterest }) => openInterest === largest) ??
    used[0]
  )
}
