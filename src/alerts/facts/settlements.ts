/** Since when funding had not turned, or had not kept its sign for so long: only over settlements of the same venues, none missing. */
import type { Since } from '#src/briefing/firingfacts.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { closesOf, type Settled } from '../past.ts'

const STEP = 8 * HOUR
/** What was so lately is no news. */
const [LEAST_AGO, LEAST_AGO_OF_RUNS] = [2 * DAY, 7 * DAY]
/** A shorter record says nothing of what was never. */
const LEAST_RECORD = 180 * DAY

/** When the sign that the run ending at `time` has was last seen before that run. */
export function flipSince(
  settled: readonly Settled[],
  time: Instant,
  asset: AssetId,
  history: History,
): Since | undefined {
  const record = recordUpTo(settled, time)
  const last = record.at(-1)
  if (!last) return undefined
  const sign = Math.sign(last.rate)
  const begin = record.findLastIndex(({ rate }) => Math.sign(rate) !== sign)
  const found =
    begin < 0 ? undefined : record.slice(0, begin).findLast(({ rate }) => Math.sign(rate) === sign)
  const at = begin < 0 ? undefined : (found?.time ?? null)
  return since(at, { settled, record, time, least: LEAST_AGO }, priceAt(at, asset, history))
}

/** When a run of the same sign that was as long last ended. */
export function streakSince(settled: readonly Settled[], time: Instant, length: number): Since | undefined {
  const record = recordUpTo(settled, time)
  const sign = Math.sign(record.at(-1)?.rate ?? 0)
  const begin = record.findLastIndex(({ rate }) => Math.sign(rate) !== sign)
  if (sign === 0 || begin < 0 || record.length - 1 - begin !== length) return undefined
  let run = 0
  for (let i = begin; i >= 0; i--) {
    const one = record[i] as Settled
    run = Math.sign(one.rate) === sign ? run + 1 : 0
    if (run < length) continue
    const end = record[i + length - 1] as Settled
    return since(end.time, { settled, record, time, least: LEAST_AGO_OF_RUNS })
  }
  return since(null, { settled, record, time, least: LEAST_AGO_OF_RUNS })
}

/** The unbroken record up to an instant: 8 hours apart, each of the venues that the last one is of. */
function recordUpTo(settled: readonly Settled[], time: Instant): readonly Settled[] {
  const end = settled.findLastIndex((one) => one.time <= time)
  const last = settled[end]
  if (!last || last.time !== time) return []
  const venues = last.venues.join()
  let first = end
  while (first > 0) {
    const [one, next] = [settled[first - 1] as Settled, settled[first] as Settled]
    if (next.time - one.time > STEP || one.venues.join() !== venues) break
    first--
  }
  return settled.slice(first, end + 1)
}

function since(
  at: Instant | null | undefined,
  {
    settled,
    record,
    time,
    least,
  }: {
    readonly settled: readonly Settled[]
    readonly record: readonly Settled[]
    readonly time: Instant
    readonly least: number
  },
  price?: number,
): Since | undefined {
  const recordStart = record[0]?.time
  if (at === undefined || recordStart === undefined) return undefined
  // "Never" is said of the whole record alone, where that is long enough.
  if (at === null)
    return record[0] === settled[0] && time - recordStart >= LEAST_RECORD ? { at, recordStart } : undefined
  if (time - at < least) return undefined
  return { at, recordStart, ...(price !== undefined && { price }) }
}

function priceAt(at: Instant | null | undefined, asset: AssetId, history: History): number | undefined {
  if (at === null || at === undefined) return undefined
  const closes = closesOf(asset, history)
  return closes?.values[indexAt(closes.times, at)]
}
