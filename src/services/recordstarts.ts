/** Where the record of each group of the ledger begins: what the footer of every edition says alike. */
import type { History } from '#src/market/history.ts'
import type { Instant } from '#src/market/time.ts'
import type { ExtremeGroup } from './extremes/extreme.ts'

export type RecordStarts = Readonly<Partial<Record<ExtremeGroup, Instant>>>

/** The first instant of each group's oldest series; a group without a series is absent. */
export function readRecordStarts(history: History): RecordStarts {
  const prices = history.dailyCandles('bitcoin')?.times[0]
  const starts: Record<ExtremeGroup, Instant | undefined> = {
    price: prices,
    coins: prices,
    volatility: prices,
    marketcap: history.totalMarketCap?.times[0],
    breadth: first(history.assets.map(({ id }) => history.marketCaps(id)?.times[0])),
    funding: first(
      history.fundingVenues('bitcoin').map((venue) => history.funding('bitcoin', venue)?.times[0]),
    ),
    openinterest: first(
      (['total', 'bitcoin'] as const).flatMap((asset) =>
        history.openInterestVenues(asset).map((venue) => history.openInterest(asset, venue)?.times[0]),
      ),
    ),
    cross: first(history.crossAssets.map(({ id }) => history.crossCloses(id)?.times[0])),
    macro: first(
      (['ust', 'jgb'] as const).flatMap((curve) =>
        history.curveTenors(curve).map((tenor) => history.curveYields(curve, tenor)?.times[0]),
      ),
    ),
    sentiment: first(history.sentimentIndices.map((index) => history.sentiment(index)?.times[0])),
    volume: first(history.volumeVenues('spot').map((venue) => history.volume('spot', venue)?.times[0])),
  }
  return Object.fromEntries(Object.entries(starts).filter(([, start]) => start !== undefined))
}

function first(starts: readonly (Instant | undefined)[]): Instant | undefined {
  const known = starts.filter((start) => start !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
