/** How broad a rise was. */

export interface Breadth {
  /** Share of the returns above 0, a fraction. */
  readonly share: number
  readonly up: number
  readonly counted: number
}

/** Counts the returns above 0; one of exactly 0 has not risen. Undefined without returns. */
export function breadth(returns: readonly number[]): Breadth | undefined {
  if (returns.length === 0) return undefined
  const up = returns.filter((value) => value > 0).length
  return { share: up / returns.length, up, counted: returns.length }
}
