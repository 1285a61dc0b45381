/**
 * "Since" for every point of a series at once: the last earlier value that is as high, or as low.
 *
 * A monotone stack, kept as links: from a point one follows the links of the points before it until one reaches its
 * value. Each point is passed over once at most, so a whole series costs O(n) and one more point O(1), amortised.
 */

export interface Lookback {
  /** How many values it covers. Its arrays may be longer. */
  readonly length: number
  /** Index of the last earlier value >= the point's own; -1 = none. */
  readonly higher: Int32Array
  /** Index of the last earlier value <= the point's own; -1 = none. */
  readonly lower: Int32Array
  /** Values compared to make it from what was known: what new points cost. */
  readonly comparisons: number
}

/** Values and what is known of them. */
export interface Known {
  readonly values: Float64Array
  readonly lookback: Lookback
}

/**
 * Links of all values. Of what is known (and is used up with it) only the part counts that both share at their start: a
 * record that has grown since, or one whose last value was revised. Values must be finite.
 */
export function lookBack(values: Float64Array, known?: Known): Lookback {
  const shared = known ? sharedLength(values, known) : 0
  const higher = roomFor(values.length, shared, known?.lookback.higher, known?.lookback.length)
  const lower = roomFor(values.length, shared, known?.lookback.lower, known?.lookback.length)
  let comparisons = 0
  for (let i = shared; i < values.length; i++) {
    const own = values[i] as number
    let at = i - 1
    while (at >= 0 && (values[at] as number) < own) {
      at = higher[at] as number
      comparisons++
    }
    higher[i] = at
    at = i - 1
    while (at >= 0 && (values[at] as number) > own) {
      at = lower[at] as number
      comparisons++
    }
    lower[i] = at
    comparisons += 2
  }
  return { length: values.length, higher, lower, comparisons }
}

/** Index of the last value before `index` that is >= `level` (`up`) or <= it (`down`); -1 = none. Follows links. */
export function lastReaching(
  values: Float64Array,
  { higher, lower }: Lookback,
  index: number,
  level: number,
  direction: 'up' | 'down',
): number {
  const links = direction === 'up' ? higher : lower
  let at = index - 1
  while (at >= 0 && (direction === 'up' ? (values[at] as number) < level : (values[at] as number) > level)) {
    at = links[at] as number
  }
  return at
}

function sharedLength(values: Float64Array, { values: before, lookback }: Known): number {
  const most = Math.min(values.length, lookback.length)
  if (before === values) return most
  for (let i = 0; i < most; i++) if (values[i] !== before[i]) return i
  return most
}

/**
 * The known links with room for more. Where all of them hold, later ones are written behind them into the same memory,
 * twice as long when it is full; where some were revised, the rest is a copy, as others may still read the old ones.
 */
function roomFor(
  length: number,
  shared: number,
  known: Int32Array | undefined,
  used: number | undefined,
): Int32Array {
  if (known && shared === used && known.length >= length) return known
  const links = new Int32Array(known && length - shared < shared ? Math.max(length, 2 * shared) : length)
  if (known) links.set(known.subarray(0, shared))
  return links
}
