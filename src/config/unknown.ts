/** Settings that are set and not read: most are misspelt, and what was meant keeps its default. */
import { editDistance } from '#src/distance.ts'

export interface UnknownSetting {
  readonly name: string
  /** The setting that is spelt most like it; undefined where none is near. */
  readonly nearest: string | undefined
}

/** Names that begin so are ours alone. */
const OURS = /^(?:KAWARABAN|DISCORD|TELEGRAM|SOURCE_URL)_/i

/** Of a name that is not ours by its beginning, so many letters may differ from a setting's: others have names, too. */
const SLIP = 1
/** Letters of a setting that others may come near to by chance. */
const SHORT = 8

/**
 * All that is no setting and has a name of ours, or one that is a slip away from a setting, in the order of their names: who
 * sets DATABSE_URL must not be left to think that the database is used.
 */
export function unknownSettings(
  settings: readonly { readonly name: string; readonly secret?: true }[],
  from: Readonly<Record<string, string | undefined>>,
): readonly UnknownSetting[] {
  const known = settings.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]))
  return Object.keys(from)
    .filter((name) => !known.includes(name) && (OURS.test(name) || isSlip(name, known)))
    .toSorted()
    .map((name) => ({ name, nearest: nearestOf(name, known) }))
}

function isSlip(name: string, known: readonly string[]): boolean {
  const typed = name.toUpperCase()
  return known.some(
    (one) =>
      one.length >= SHORT && Math.abs(one.length - typed.length) <= SLIP && editDistance(typed, one) <= SLIP,
  )
}

/** A third of its letters may differ: beyond that nothing is alike. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const typed = name.toUpperCase()
  const near = known
    .map((one) => ({ one, far: editDistance(typed, one) }))
    .filter(({ far }) => far <= typed.length / 3)
    .sort((a, b) => a.far - b.far)
  return near[0]?.one
}

/** One line for the log; values are never quoted. */
export function tellUnknown({ name, nearest }: UnknownSetting): string {
  return nearest === undefined
    ? `${name} is no setting, and is not read`
    : `${name} is no setting, and is not read: ${nearest} may be meant`
}
