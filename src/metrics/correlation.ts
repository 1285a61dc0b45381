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
 * pass over the lists instead of one over every pair.
 */
export function averagePairwise(lists: readonly ArrayLike<number>[]): number | undefined {
  const scaled = lists.map(standardize).filter((list) => list !== undefined)
  const n = scaled.length
  if (n < 2) return undefined
  const sum = new Float64Array(scaled[0]?.length ?? 0)
  for (const list of scaled)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (list[i] as number)
  const squared = sum.reduce((total, value) => total + value * value, 0)
  return Math.max(-1, Math.min(1, (squared - n) / (n * (n - 1))))
}

/** Less its mean and divided by its length, so that a product of two is their correlation. */
function standardize(list: ArrayLike<number>): Float64Array | undefined {
  const n = list.length
  let total = 0
  for (let i = 0; i < n; i++) total += list[i] as number
  const centred = new Float64Array(n)
  let squared = 0
  for (let i = 0; i < n; i++) {
    const distance = (list[i] as number) - total / n
    centred[i] = distance
    squared += distance * distance
  }
  const norm = Math.sqrt(squared)
  // Equal values leave dust of rounding behind; a list of them does not vary.
  const dust = n * Number.EPSILON * (Math.abs(total / n) + Number.MIN_VALUE)
  return n >= 2 && norm > dust ? centred.map((value) => value / norm) : undefined
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number)
  return Math.max(-1, Math.min(1, sum))
}
