/** How closely returns move together. */

/**
 * Pearson's correlation of two lists of returns at common times, -1 to 1.
 * Undefined for fewer than two pairs, or where one list does not vary at all.
 * Throws RangeError where the lengths differ.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  if (a.length !== b.length) throw new RangeError(`${a.length} returns do not pair with ${b.length}`)
  const x = standardize(a)
  const y = standardize(b)
  return x && y && dot(x, y)
}

/**
 * Pearson's correlation of each list with each, row by row; undefined where a list does not vary.
 * Every list is scaled just once, which makes a hundred coins cheap.
 */
export function correlationMatrix(lists: readonly ArrayLike<number>[]): (number | undefined)[][] {
  const scaled = lists.map(standardize)
  return scaled.map((x, i) => scaled.map((y, j) => x && y && (i === j ? 1 : dot(x, y))))
}

/**
 * Mean correlation over all pairs of different lists (the upper triangle of the matrix), -1 to 1.
 * Lists that do not vary have no correlation and are left out. Undefined without a pair.
 *
 * The scaled lists are vectors of length 1, so their sum squared is n plus twice the sum over all pairs: one
 * pass over the lists instead of one over every pair. `without` is the place of a value that every list goes without.
 */
export function averagePairwise(lists: readonly ArrayLike<number>[], without?: number): number | undefined {
  const length = lists[0]?.length ?? 0
  const sum = new Float64Array(without === undefined ? length : length - 1)
  const scaled = new Float64Array(sum.length)
  let n = 0
  for (const list of lists) {
    if (!standardizeInto(scaled, list, without)) continue
    n += 1
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (scaled[i] as number)
  }
  if (n < 2) return undefined
  let squared = 0
  for (let i = 0; i < sum.length; i++) squared += (sum[i] as number) * (sum[i] as number)
  return Math.max(-1, Math.min(1, (squared - n) / (n * (n - 1))))
}

/** Less its mean and divided by its length, so that a product of two is their correlation. */
function standardize(list: ArrayLike<number>): Float64Array | undefined {
  const scaled = new Float64Array(list.length)
  return standardizeInto(scaled, list) ? scaled : undefined
}

/** The same into memory of the caller's; false where the list does not vary. */
function standardizeInto(scaled: Float64Array, list: ArrayLike<number>, without = -1): boolean {
  const n = scaled.length
  let total = 0
  for (let i = 0, at = 0; i < n; i++, at++) {
    if (at === without) at += 1
    const value = list[at] as number
    scaled[i] = value
    total += value
  }
  const mean = total / n
  let squared = 0
  for (let i = 0; i < n; i++) {
    const distance = (scaled[i] as number) - mean
    scaled[i] = distance
    squared += distance * distance
  }
  const norm = Math.sqrt(squared)
  // Equal values leave dust of rounding behind; a list of them does not vary.
  const dust = n * Number.EPSILON * (Math.abs(mean) + Number.MIN_VALUE)
  if (n < 2 || norm <= dust) return false
  for (let i = 0; i < n; i++) scaled[i] = (scaled[i] as number) / norm
  return true
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number)
  return Math.max(-1, Math.min(1, sum))
}
