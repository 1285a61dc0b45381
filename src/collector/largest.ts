/** What coins there are before anybody has reported: the largest, so that exchanges can be asked for what they have of them. */
import type { Instant } from '#src/market/time.ts'
import { LARGEST } from '#src/sources/coingecko/largest.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import type { RecordHistory } from './history.ts'

/** Keeps the bundled list where the record knows no coin; whatever list is reported later takes its place. */
export async function knowLargest({
  record,
  history,
  now,
  log,
}: {
  readonly record: Pick<MarketRecord, 'keep'>
  readonly history: Pick<RecordHistory, 'current' | 'refresh'>
  readonly now: () => Instant
  readonly log: (line: string) => void
}): Promise<void> {
  if (history.current().assets.length > 0) return
  await record.keep({ observations: [], observedAt: now(), assets: LARGEST })
  await history.refresh()
  log(
    `no supplier reported a list of coins: the ${LARGEST.length} largest are known by the one that comes with this version`,
  )
}
