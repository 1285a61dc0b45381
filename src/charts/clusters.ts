/** An order in which what is alike stands together. */

/**
 * Agglomerative clustering with average linkage (Sokal and Michener 1958) of a symmetric table of likeness; each time two
 * clusters join they are turned so that the most alike of their ends meet. Returns the rows' indices in order.
 */
export function clusteredOrder(likeness: readonly (readonly (number | null)[])[]): number[] {
  const at = (a: number, b: number) => likeness[a]?.[b] ?? 0
  let clusters = likeness.map((_, index) => [index])
  while (clusters.length > 1) {
    let best = { first: 0, second: 1, mean: Number.NEGATIVE_INFINITY }
    clusters.forEach((one, first) => {
      for (let second = first + 1; second < clusters.length; second++) {
        const other = clusters[second] ?? []
        const sum = one.reduce((total, a) => total + other.reduce((part, b) => part + at(a, b), 0), 0)
        const mean = sum / (one.length * other.length)
        if (mean > best.mean) best = { first, second, mean }
      }
    })
    const [one, other] = [clusters[best.first] ?? [], clusters[best.second] ?? []]
    const joined = joinedEnds(one, other, at)
    clusters = [joined, ...clusters.filter((_, index) => index !== best.first && index !== best.second)]
  }
  return clusters[0] ?? []
}

function joinedEnds(one: readonly number[], other: readonly number[], at: (a: number, b: number) => number) {
  const turned = [...one].reverse()
  const reversed = [...other].reverse()
  const ways = [
    [...one, ...other],
    [...one, ...reversed],
    [...turned, ...other],
    [...turned, ...reversed],
  ]
  const meeting = (way: readonly number[]) => at(way[one.length - 1] ?? 0, way[one.length] ?? 0)
  return ways.reduce((best, way) => (meeting(way) > meeting(best) ? way : best))
}
