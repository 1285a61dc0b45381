/** Values against what was recomputed: equal but for the last bits, at every depth. */

/** A value, a list or an object of such, or what is wrong with an actual value. */
export type Expected =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Expected[]
  | { readonly [name: string]: Expected }
  | ((actual: unknown) => string | undefined)

/** Faults by name. With `all`, each actual name needs an expectation; a name expected as undefined must be absent. */
export function apartFrom(
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, Expected>>,
  all = true,
): string[] {
  const unchecked = all
    ? Object.keys(actual)
        .filter((name) => !Object.hasOwn(expected, name))
        .map((name) => `${name}: nothing recomputes it`)
    : []
  return [...unchecked, ...Object.entries(expected).flatMap(([name, one]) => apart(actual[name], one, name))]
}

/** Accepts whatever another expectation or the text's figures hold already. */
export const ANYTHING: Expected = () => undefined

export function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other))
}

function apart(actual: unknown, expected: Expected, name: string): string[] {
  if (typeof expected === 'function') {
    const fault = expected(actual)
    return fault === undefined ? [] : [`${name} ${fault}`]
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [differ(name, actual, expected)]
    return expected.flatMap((one, at) => apart(actual[at], one, `${name}[${at}]`))
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [differ(name, actual, expected)]
    return apartFrom(
      actual as Readonly<Record<string, unknown>>,
      expected as Readonly<Record<string, Expected>>,
    ).map((fault) => `${name}.${fault}`)
  }
  if (typeof actual === 'number' && typeof expected === 'number') {
    return near(actual, expected) ? [] : [differ(name, actual, expected)]
  }
  return actual === expected ? [] : [differ(name, actual, expected)]
}

function differ(name: string, actual: unknown, expected: unknown): string {
  return `${name} is ${JSON.stringify(actual)}, recomputed ${JSON.stringify(expected)}`
}
