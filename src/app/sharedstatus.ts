/** The suppliers' status, published by the process that asks them and read by the others. */
import type { Clock } from '#src/clock.ts'
import type { SupplierStatus } from '#src/collector/status.ts'
import type { SharedState } from '#src/store/sharedstate.ts'

export interface ReportedStatus {
  readonly suppliers: readonly SupplierStatus[]
  /** When another process reported it; undefined where this one knows. */
  readonly at?: number
}

/** The suppliers' status as the processes of one bot share it. */
export interface SharedStatus {
  publish(suppliers: readonly SupplierStatus[]): Promise<void>
  refresh(): Promise<void>
  /** As of the last refresh. */
  current(): ReportedStatus
}

/** The name that the status of suppliers has in the store. */
const STATUS = 'suppliers'

export function createSharedStatus(sharedState: SharedState, clock: Clock): SharedStatus {
  let current: ReportedStatus = { suppliers: [] }
  return {
    publish: (suppliers) => sharedState.set(STATUS, suppliers, clock.now()),
    async refresh() {
      const last = await sharedState.get(STATUS)
      if (last) current = { suppliers: (last.value as readonly StoredStatus[]).map(statusFrom), at: last.at }
    },
    current: () => current,
  }
}

/** A status as it is stored; earlier versions wrote other names: `lastTold`, `tells`, and the state `telling`. */
interface StoredStatus extends Omit<SupplierStatus, 'state' | 'tables'> {
  readonly state: SupplierStatus['state'] | 'telling'
  readonly tables?: SupplierStatus['tables']
  readonly tells?: SupplierStatus['tables']
  readonly lastTold?: number
}

function statusFrom({ state, tables, tells, lastTold, ...rest }: StoredStatus): SupplierStatus {
  const lastAnswer = rest.lastAnswer ?? lastTold
  return {
    ...rest,
    state: state === 'telling' ? 'answering' : state,
    tables: tables ?? tells ?? [],
    ...(lastAnswer !== undefined && { lastAnswer }),
  }
}
