/** Leaving out what is not known, since a reading has no undefined members. */

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The members that are not undefined. */
export function defined<T extends object>(members: T): Defined<T> {
  const known: Partial<T> = { ...members }
  for (const key of Object.keys(known) as (keyof T)[]) {
    if (known[key] === undefined) delete known[key]
  }
  return known as Defined<T>
}
