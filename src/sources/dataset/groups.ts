/** Rows gathered into columns per key: sorted by time, the later of two equal times refused. */
import type { Instant } from '#src/market/time.ts'
import { RowRefusal } from './faults.ts'
import type { Report } from './report.ts'

/** The rows of one key while they come in. */
export interface Group {
  readonly times: Instant[]
  readonly lines: number[]
  /** One array per value column. */
  readonly values: readonly number[][]
}

/** Sorted columns of one key. */
export interface Settled {
  readonly times: Float64Array
  readonly values: readonly Float64Array[]
}

export interface Groups {
  /** The group of a key made of one or two words, made where there is none yet. */
  group(key: string, under?: string): Group
  /** All groups, settled and turned into `T`, by first then second word. */
  settle<T>(make: (settled: Settled) => T): Map<string, Map<string, T>>
  /** As `settle`, where keys are one word. */
  settleSingle<T>(make: (settled: Settled) => T): Map<string, T>
}

/** `what` names what may not repeat, for the refusal: `date and asset`. */
export function createGroups(file: string, what: string, width: number, report: Report): Groups {
  const groups = new Map<string, Map<string, Group>>()

  function group(key: string, under = ''): Group {
    const inner = inserted(groups, key, () => new Map<string, Group>())
    return inserted(inner, under, () => ({
      times: [],
      lines: [],
      values: Array.from({ length: width }, () => []),
    }))
  }

  function settled(group: Group): Settled {
    const kept = rises(group.times) ? undefined : keptRows(group)
    const take = (column: readonly number[]) =>
      kept ? Float64Array.from(kept, (row) => column[row] as number) : Float64Array.from(column)
    return { times: take(group.times), values: group.values.map(take) }
  }

  function keptRows({ times, lines, values }: Group): number[] {
    const order = times
      .map((_, row) => row)
      .sort((a, b) => (times[a] as number) - (times[b] as number) || a - b)
    const kept: number[] = []
    for (const row of order) {
      const last = kept.at(-1)
      if (last === undefined || times[last] !== times[row]) kept.push(row)
      else {
        const isSame = values.every((column) => Object.is(column[row], column[last]))
        const first = lines[last] as number
        const { message: reason, fault } = isSame
          ? new RowRefusal('doubled', { line: first })
          : new RowRefusal('repeated', { what, line: first })
        report.refused.push({ file, line: lines[row] as number, reason, fault })
      }
    }
    return kept
  }

  function settle<T>(make: (settled: Settled) => T): Map<string, Map<string, T>> {
    return mapValues(groups, (inner) => mapValues(inner, (group) => make(settled(group))))
  }

  return {
    group,
    settle,
    settleSingle(make) {
      const made = new Map<string, ReturnType<typeof make>>()
      for (const [key, inner] of settle(make)) for (const value of inner.values()) made.set(key, value)
      return made
    },
  }
}

function inserted<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key)
  if (present !== undefined) return present
  const value = make()
  map.set(key, value)
  return value
}

function rises(times: readonly Instant[]): boolean {
  for (let row = 1; row < times.length; row += 1) {
    if ((times[row] as number) <= (times[row - 1] as number)) return false
  }
  return true
}

function mapValues<K, V, W>(map: ReadonlyMap<K, V>, make: (value: V) => W): Map<K, W> {
  return new Map(Array.from(map, ([key, value]) => [key, make(value)]))
}
