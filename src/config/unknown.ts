/** Settings that are set and not read: most are misspelt, and what was meant keeps its default. */
import { editDistance } from '#src/distance.ts'

export interface UnknownSetting {
  readonly name: string
  /** The setting that is spelt most like it; undefined where none is near. */
  readonly nearest: string | undefined
}

/** Names that begin so are ours alone. */
const OURS = /^(?:KAWARABAN|DISCORD|TELEGRAM|SOURCE_URL)_/i

/** All that the environment has under names of ours and that is no setting, in the order of their names. */
export function unknownSettings(
  settings: readonly { readonly name: string; readonly secret?: true }[],
  from: Readonly<Record<string, string | undefined>>,
): readonly UnknownSetting[] {
  const known = settings.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]))
  return Object.keys(from)
    .filter((name) => OURS.test(name) && !known.includes(name))
    .toSorted()
    .map((name) => ({ name, nearest: nearestOf(name, known) }))
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
