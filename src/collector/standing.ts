/** How a supplier stands: whether it tells, since when it does not, and why. */
import type { Instant } from '#src/market/time.ts'
import type { ObservedTable } from '#src/market/observation.ts'
import type { BreakerState } from '#src/sources/breaker.ts'
import type { LeftOut, Supplier, SupplierFault } from '#src/sources/supplier.ts'
import type { Teller } from './asking.ts'

export interface SupplierStanding {
  readonly name: string
  readonly title: string
  readonly attribution?: Supplier['attribution']
  /** `waiting` was not asked yet; `partly` has told something since it last failed to tell something else. */
  readonly state: 'telling' | 'partly' | 'failing' | 'waiting'
  /** When it last told what it was asked. */
  readonly lastTold?: Instant
  readonly since?: Instant
  readonly fault?: SupplierFault
  /** When it will be asked again. */
  readonly until?: Instant
  /** What it tells of that is no crypto, and is not counted. */
  readonly leftOut?: readonly LeftOut[]
  /** What it is asked for, and whether that fails. */
  readonly tells: readonly { readonly table: ObservedTable; readonly fails: boolean }[]
}

/** Of all tellers, the supplier's own are looked at. */
export function standingOf(
  { name, title, attribution, leftOut }: Supplier,
  all: readonly Teller[],
  lastTold: Instant | undefined,
): SupplierStanding {
  const tellers = all.filter(({ supplier }) => supplier.name === name)
  const breaker = worstOf(tellers)
  const failing = breaker?.fault !== undefined
  const failedAt = Math.max(...tellers.map((teller) => teller.breaker.state().at ?? Number.NEGATIVE_INFINITY))
  const answers = lastTold !== undefined && lastTold >= failedAt
  const tells = new Map<ObservedTable, boolean>()
  for (const { feed, breaker } of tellers) {
    const fails = breaker.state().fault !== undefined
    for (const table of feed.tables) tells.set(table, fails || tells.get(table) === true)
  }
  const others = leftOut?.() ?? []
  return {
    name,
    title,
    ...(attribution && { attribution }),
    state: failing ? (answers ? 'partly' : 'failing') : lastTold === undefined ? 'waiting' : 'telling',
    ...(lastTold !== undefined && { lastTold }),
    ...(failing && { since: breaker.since, fault: breaker.fault, until: breaker.until }),
    ...(others.length > 0 && { leftOut: others }),
    tells: [...tells].map(([table, fails]) => ({ table, fails })),
  } as SupplierStanding
}

/** How the feed that has failed longest stands; of one that is well where none fails. */
export function worstOf(tellers: readonly Teller[]): BreakerState | undefined {
  const states = tellers.map(({ breaker }) => breaker.state())
  const failing = states.filter(({ fault }) => fault !== undefined)
  return failing.sort((a, b) => (a.since ?? 0) - (b.since ?? 0))[0] ?? states[0]
}
