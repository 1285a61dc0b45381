/** Which tests can notice a change of a source file: those whose imports lead to it, the nearest and smallest first. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IMPORT = /(?:from|import)\s*\(?\s*'((?:#src|\.)[^']*\.ts)'/g
/** Suites with scripts of their own. */
const ELSEWHERE = /^test\/(slow|torture|soak|browser|claims|structure)\//

/** Returns the test files that reach a source file, by the length of the shortest way, then by how much each loads. */
export function createReach(): (file: string) => string[] {
  const imports = new Map<string, string[]>()
  const importsOf = (file: string): string[] => {
    const known = imports.get(file)
    if (known) return known
    const names = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) => name)
    const files = names.map((name) =>
      name.startsWith('#src/') ? name.replace('#src/', 'src/') : join(dirname(file), name),
    )
    const found = files.filter((one) => existsSync(one))
    imports.set(file, found)
    return found
  }
  const tests = globSync('test/**/*.test.ts').filter((test) => !ELSEWHERE.test(test))
  const distances = tests.map((test) => ({ test, distance: distancesFrom(test, importsOf) }))
  return (file) =>
    distances
      .flatMap(({ test, distance }) => {
        const length = distance.get(file)
        return length === undefined ? [] : [{ test, length, size: distance.size }]
      })
      .sort(
        (one, other) =>
          one.length - other.length || one.size - other.size || one.test.localeCompare(other.test),
      )
      .map(({ test }) => test)
}

function distancesFrom(test: string, importsOf: (file: string) => string[]): Map<string, number> {
  const distance = new Map([[test, 0]])
  for (const [file, length] of distance) {
    for (const next of importsOf(file)) if (!distance.has(next)) distance.set(next, length + 1)
  }
  return distance
}
