/** A line in stretches, so that what stands out in it gets its markup. */

export interface Stretch {
  readonly text: string
  readonly strong: boolean
}

/** The text in order, whole: the first occurrence of each strong passage is a stretch of its own. */
export function stretchesOf(text: string, strong: readonly string[]): Stretch[] {
  const found = strong
    .filter((one) => one !== '')
    .map((one) => ({ from: text.indexOf(one), to: text.indexOf(one) + one.length }))
    .filter(({ from }) => from >= 0)
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
  const stretches: Stretch[] = []
  let at = 0
  for (const { from, to } of found) {
    // One passage may be part of another.
    if (from < at) continue
    if (from > at) stretches.push({ text: text.slice(at, from), strong: false })
    stretches.push({ text: text.slice(from, to), strong: true })
    at = to
  }
  if (at < text.length) stretches.push({ text: text.slice(at), strong: false })
  return stretches
}
