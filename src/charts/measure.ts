/** Widths of words, each measured once. */
import type { Measure } from './scene.ts'

/** Texts whose widths are kept: those of a few hundred pictures. */
const KEPT = 20_000

export function remembered(measure: Measure): Measure {
  const known = new Map<string, number>()
  return (text, size, weight) => {
    const key = `${size} ${weight} ${text}`
    const before = known.get(key)
    if (before !== undefined) return before
    const width = measure(text, size, weight)
    if (known.size >= KEPT) known.clear()
    known.set(key, width)
    return width
  }
}
