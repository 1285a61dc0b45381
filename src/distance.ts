/** How far apart two spellings are. */

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one into the other (optimal string
 * alignment: Damerau 1964). Lengths of a few dozen are meant: the work is their product.
 */
export function editDistance(from: string, to: string): number {
  const a = [...from]
  const b = [...to]
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, one] of a.entries()) {
    const row = [i + 1]
    for (const [j, other] of b.entries()) {
      const same = one === other ? 0 : 1
      let cost = Math.min((last[j] ?? 0) + same, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1)
      if (i > 0 && j > 0 && one === b[j - 1] && a[i - 1] === other) {
        cost = Math.min(cost, (before[j - 1] ?? 0) + 1)
      }
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
