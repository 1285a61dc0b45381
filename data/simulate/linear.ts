/** The smallest change of some numbers after which given weighted sums of them have given values. */

/** One condition: the sum of `weights[i] x values[i]` is `target`. */
export interface Condition {
  readonly weights: Float64Array
  readonly target: number
}

/**
 * `values` moved to meet all conditions, with the least sum of squared moves, each divided by its `freedom`
 * (0 = may not move). The method of Lagrange multipliers; throws RangeError where conditions contradict.
 */
export function meetConditions(
  values: Float64Array,
  freedom: Float64Array,
  conditions: readonly Condition[],
): Float64Array {
  const matrix = conditions.map((a) => conditions.map((b) => dot(a.weights, b.weights, freedom)))
  const gaps = conditions.map(({ weights, target }) => target - dot(weights, values))
  const multipliers = solve(matrix, gaps)
  return values.map((value, i) => {
    const pull = conditions.reduce(
      (sum, c, k) => sum + (multipliers[k] as number) * (c.weights[i] as number),
      0,
    )
    return value + (freedom[i] as number) * pull
  })
}

function dot(a: Float64Array, b: Float64Array, scale?: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number) * (scale?.[i] ?? 1)
  return sum
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  const n = rows.length
  for (let column = 0; column < n; column++) {
    const pivot = rows
      .slice(column)
      .reduce((a, b) => (Math.abs(at(b, column)) > Math.abs(at(a, column)) ? b : a))
    if (Math.abs(at(pivot, column)) < 1e-14) throw new RangeError('the conditions contradict one another')
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(column, 0, pivot)
    for (const row of rows.slice(column + 1)) {
      const factor = at(row, column) / at(pivot, column)
      for (let k = column; k <= n; k++) row[k] = at(row, k) - factor * at(pivot, k)
    }
  }
  const solution = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i] as number[]
    const known = solution.reduce((sum, value, k) => (k > i ? sum + at(row, k) * value : sum), 0)
    solution[i] = (at(row, n) - known) / at(row, i)
  }
  return solution
}

function at(row: readonly number[], index: number): number {
  return row[index] as number
}
