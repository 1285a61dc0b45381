/** Paging through a venue's past by hand: ccxt's own paging steps by 8 hours and leaves holes without a word. */
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'

/** A row that is dated; NaN where it makes no sense, which its reader will refuse. */
export interface Dated {
  readonly time: Instant
}

export interface Range {
  readonly from: Instant
  readonly to: Instant
}

/** A range cut to what a venue keeps: some answer with an error where they are asked for more. */
export function withinDepth({ from, to }: Range, depthDays: number | undefined, now: Instant): Range {
  return { from: depthDays === undefined ? from : Math.max(from, now - depthDays * DAY + 5 * MINUTE), to }
}

/**
 * For venues that answer the oldest rows first, up to a cap: the next page begins after the last row, until nothing
 * comes or the next row would lie beyond the range. A short page is no end, as caps are lower than what is asked for.
 * `spacing` is what lies between two rows at least, milliseconds, where that is fixed; else the rows themselves show it.
 */
export async function* forward<Row extends Dated>(
  read: (since: Instant) => Promise<readonly Row[]>,
  { from, to }: Range,
  spacing?: number,
): AsyncGenerator<readonly Row[]> {
  let since = from
  let before: Instant | undefined
  while (since < to) {
    const rows = (await read(since)).toSorted(byTime).filter(({ time }) => !(time < since))
    const times = rows.map(({ time }) => time).filter((time) => time < to)
    if (rows.length > 0) yield rows
    const last = times.at(-1)
    if (last === undefined) return
    const gap = spacing ?? last - (times.at(-2) ?? before ?? Number.NEGATIVE_INFINITY)
    if (last + gap >= to && Number.isFinite(gap)) return
    before = last
    since = last + 1
  }
}

/**
 * For venues that answer the latest rows of a stretch, up to a cap: stretches of `span` milliseconds, oldest first,
 * each read backwards until its beginning is reached, then given as a whole.
 */
export async function* backward<Row extends Dated>(
  read: (range: Range) => Promise<readonly Row[]>,
  { from, to }: Range,
  span: number,
): AsyncGenerator<readonly Row[]> {
  for (let start = from; start < to; start += span) {
    const end = Math.min(to, start + span)
    let rows: Row[] = []
    let until = end
    while (until > start) {
      const page = (await read({ from: start, to: until })).filter(({ time }) => !(time < start))
      const times = page.map(({ time }) => time).filter((time) => time < until)
      rows = [...page, ...rows]
      if (times.length === 0) break
      const first = Math.min(...times)
      const gap = times.length > 1 ? (Math.max(...times) - first) / (times.length - 1) : 8 * HOUR
      if (first - start < gap) break
      until = first
    }
    if (rows.length > 0) yield rows.toSorted(byTime)
  }
}

function byTime(a: Dated, b: Dated): number {
  return a.time - b.time || 0
}
