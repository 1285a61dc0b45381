/** Whether a supplier's answer makes sense: read as the collector reads it, row by row, and new enough. */
import { DAY, isoOf } from '#src/market/time.ts'
import { type Supplier, SupplierError } from '#src/sources/supplier.ts'

/** A feed that is asked for, and how old its newest row may be, milliseconds. */
export interface Question {
  readonly feed: string
  /** How many days back is asked for, where the feed covers the past. */
  readonly days: number
  readonly longest?: number
  /** Bitcoin where it does not say. */
  readonly asset?: string | undefined
}

/**
 * The time of the newest row; undefined where rows are of what is to come alone. Feeds that the supplier has not are not
 * asked for. Rejects with SupplierError: what the feed rejects with, `malformed` where every row is refused, `empty` where
 * there is none, `stale` where the newest is older than it may be.
 */
export async function probeRows(
  supplier: Supplier,
  questions: readonly Question[],
  now: () => number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const times: number[] = []
  for (const { feed: name, days, longest, asset = 'bitcoin' } of questions) {
    const feed = supplier.feeds.find((one) => one.name === name)
    if (!feed) continue
    const found: number[] = []
    let refusal: string | undefined
    const ask = { assets: [asset], from: now() - days * DAY, to: now() }
    for await (const page of feed.fetch(ask, signal)) {
      found.push(...page.observations.map(({ time }) => time))
      const [first] = page.refusals
      if (first) refusal ??= `${first.where}: ${first.reason}`
    }
    const failed = (fault: 'malformed' | 'empty' | 'stale', detail: string, answer?: 'senseless') =>
      new SupplierError({ supplier: supplier.name, fault, detail, answer })
    if (found.length === 0) {
      throw refusal === undefined
        ? failed('empty', `${name} reports nothing`)
        : failed('malformed', refusal, 'senseless')
    }
    const newest = found.reduce((a, b) => Math.max(a, b))
    if (longest !== undefined && now() - newest > longest) {
      throw failed('stale', `${name} ends at ${isoOf(newest)}`)
    }
    if (name !== 'funding.next') times.push(newest)
  }
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b))
}
