/** Why a figure is missing where a fact that it needs was reported and is withheld: that is no gap of the record. */
import type { History } from '#src/market/history.ts'
import type { MissingFigure, Reading } from '#src/market/reading.ts'

const known = new WeakMap<History, History>()

/**
 * The same reader, whose missing figures say `withheld` where they would be known with what is withheld. The reading is made
 * a second time from all that was reported for that, and only where something is withheld and a figure is missing.
 */
export function namingWithheld<More extends readonly unknown[], Value>(
  read: (history: History, ...more: More) => Reading<Value>,
): (history: History, ...more: More) => Reading<Value> {
  return (history, ...more) => {
    const reading = read(history, ...more)
    if (!history.unfiltered || reading.missing.length === 0) return reading
    const { figures } = read(unfilteredAt(history, history.unfiltered()), ...more)
    const missing = reading.missing.map(
      (one): MissingFigure => (figures[one.figure] === undefined ? one : { ...one, reason: 'withheld' }),
    )
    return { ...reading, missing }
  }
}

/** Of the same moment: an edition may read a history whose closes have not come as far as its week. */
function unfilteredAt(history: History, whole: History): History {
  if (whole.now === history.now) return whole
  const one = known.get(history) ?? { ...whole, now: history.now }
  known.set(history, one)
  return one
}
