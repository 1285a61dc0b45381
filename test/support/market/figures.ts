/** How the figures of two editions differ. */
import type { Figure } from '#src/market/reading.ts'

export interface Differences {
  /** Published before, and no longer. */
  readonly missing: readonly string[]
  /** Not published before. */
  readonly more: readonly string[]
  /** Another value, unit or time: `name: 1 became 2`. */
  readonly other: readonly string[]
}

export function differencesIn(
  was: Readonly<Record<string, Figure>>,
  is: Readonly<Record<string, Figure>>,
): Differences {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
  return {
    missing: names.filter((name) => !is[name]),
    more: names.filter((name) => !was[name]),
    other: names.flatMap((name) => {
      const [a, b] = [was[name], is[name]]
      if (!a || !b) return []
      if (!isNear(a.value, b.value))
        return [`${name}: ${JSON.stringify(a.value)} became ${JSON.stringify(b.value)}`]
      return a.unit === b.unit && a.asOf === b.asOf ? [] : [`${name}: of ${a.asOf} became of ${b.asOf}`]
    }),
  }
}

/** Equal but for the last digits, which coins times prices leave. */
function isNear(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(a))
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isNear((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}
