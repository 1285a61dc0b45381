/** Looking a moment up in a list sorted by time. */

interface Timed {
  readonly at: number
}

/** Index of the first element at or after an instant. */
export function indexFrom(list: readonly Timed[], at: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as Timed).at < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The element at exactly this instant. */
export function at<T extends Timed>(list: readonly T[] | undefined, instant: number): T | undefined {
  const found = list?.[indexFrom(list, instant)]
  return found?.at === instant ? found : undefined
}

/** The last element before an instant. */
export function lastBefore<T extends Timed>(list: readonly T[] | undefined, instant: number): T | undefined {
  return list?.[indexFrom(list, instant) - 1]
}

/** Elements in [from, to). */
export function between<T extends Timed>(list: readonly T[] | undefined, from: number, to: number): T[] {
  return list?.slice(indexFrom(list, from), indexFrom(list, to)) ?? []
}

/** Elements in (from, to]: settlements and snapshots belong to the interval that they end. */
export function ending<T extends Timed>(list: readonly T[] | undefined, from: number, to: number): T[] {
  return between(list, from + 1, to + 1)
}
