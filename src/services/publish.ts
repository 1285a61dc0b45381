/** How a service publishes: each number once, under its published name, or the reason why it is missing. */
import type {
  BesideTopics,
  Coverage,
  Figure,
  MissingFigure,
  MissingReason,
  Plain,
  Reading,
  Unit,
} from '#src/market/reading.ts'
import type { Instant } from '#src/market/time.ts'
import type { Topic } from '#src/market/topic.ts'
import type { Week } from '#src/market/week.ts'

/** A figure that could not be computed. */
export interface Gap {
  readonly missing: MissingReason
  /** The table or supplier that would have had it. */
  readonly source?: string
}

export function gap(missing: MissingReason, source?: string): Gap {
  return source === undefined ? { missing } : { missing, source }
}

export function isGap(value: unknown): value is Gap {
  return typeof value === 'object' && value !== null && 'missing' in value
}

/** Where a figure comes from, where it differs from the rest of its reading. */
export interface Provenance {
  readonly asOf?: Instant
  readonly sources?: readonly string[]
  readonly coverage?: Coverage
}

export interface Publisher {
  /**
   * Publishes one figure and gives its value back, or undefined after noting why it is missing.
   * A number that is not finite is refused: a formula that yields one has a bug or lacks a guard.
   */
  put<T extends Plain>(name: string, unit: Unit, value: T | Gap, provenance?: Provenance): T | undefined
  /** The finished reading. `value` must be plain data. */
  reading<V>(value: V): Reading<V>
}

/** `facts` are what holds for every figure that says nothing else. */
export function createPublisher(
  topic: Topic | BesideTopics,
  week: Week,
  facts: { readonly asOf: Instant; readonly sources: readonly string[]; readonly coverage?: Coverage },
): Publisher {
  const figures: Record<string, Figure> = {}
  const missing: MissingFigure[] = []
  return {
    put(name, unit, value, provenance = {}) {
      if (isGap(value)) {
        missing.push({ figure: name, reason: value.missing, ...(value.source && { source: value.source }) })
        return undefined
      }
      if (typeof value === 'number' && !Number.isFinite(value)) {
        throw new RangeError(`${name} is ${value}: publish a gap with its reason instead`)
      }
      const coverage = provenance.coverage ?? facts.coverage
      figures[name] = {
        value,
        unit,
        asOf: provenance.asOf ?? facts.asOf,
        sources: provenance.sources ?? facts.sources,
        ...(coverage && { coverage }),
      }
      return value
    },
    reading(value) {
      const sources = new Set(facts.sources)
      for (const figure of Object.values(figures)) for (const source of figure.sources) sources.add(source)
      return {
        topic,
        week,
        asOf: facts.asOf,
        sources: [...sources],
        ...(facts.coverage && { coverage: facts.coverage }),
        value,
        figures,
        missing,
      }
    },
  }
}
