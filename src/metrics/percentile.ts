/** Where a value stands among others. */

/**
 * Share of `others` below `value`, ties counted half: (below + half of ties) / n, from 0 to 1.
 * `others` must not hold the value itself unless it was seen before. Undefined where there are no others.
 */
export function percentile(value: number, others: ArrayLike<number>): number | undefined {
  if (others.length === 0) return undefined
  let below = 0
  let ties = 0
  for (let i = 0; i < others.length; i++) {
    const other = others[i] as number
    if (other < value) below++
    else if (other === value) ties++
  }
  return (below + ties / 2) / others.length
}
