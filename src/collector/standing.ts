/** How a supplier stands: whether it tells, since when it does not, and why. */
import type { Instant } from '#src/market/time.ts'
import type { BreakerState } from '#src/sources/breaker.ts'
import type { Supplier, SupplierFault } from '#src/sources/supplier.ts'

export interface SupplierStanding {
  readonly name: string
  readonly title: string
  readonly attribution?: Supplier['attribution']
  /** `waiting` was not asked yet. */
  readonly state: 'telling' | 'failing' | 'waiting'
  /** When it last told what it was asked. */
  readonly lastTold?: Instant
  readonly since?: Instant
  readonly fault?: SupplierFault
  /** When it will be asked again. */
  readonly until?: Instant
}

export function standingOf(
  { name, title, attribution }: Supplier,
  breaker: BreakerState | undefined,
  lastTold: Instant | undefined,
): SupplierStanding {
  const failing = breaker?.fault !== undefined
  return {
    name,
    title,
    ...(attribution && { attribution }),
    state: failing ? 'failing' : lastTold === undefined ? 'waiting' : 'telling',
    ...(lastTold !== undefined && { lastTold }),
    ...(failing && { since: breaker.since, fault: breaker.fault, until: breaker.until }),
  } as SupplierStanding
}
