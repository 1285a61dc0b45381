/** What `doctor` tries, and what it finds. */
import type { Budget, Probe } from '#src/sources/supplier.ts'

/** One thing to try. */
export interface Check {
  /** As settings name it: `binance`, `discord`. */
  readonly name: string
  readonly kind: 'exchange' | 'service' | 'platform'
  /** Asks the smallest thing there is. Rejects with SupplierError. */
  probe(signal: AbortSignal): Promise<Probe>
  /** Reads its answer as the collector does; resolves with the newest time in it. Rejects with SupplierError. */
  read?(signal: AbortSignal): Promise<number | undefined>
  budget?(): Budget | undefined
  /** Asks an exchange for all its prices once more, as alerts have it asked each minute. Rejects with SupplierError. */
  minute?(signal: AbortSignal): Promise<MinuteCost>
  /** The setting with its key, where it has one. */
  readonly key?: string | undefined
  close(): Promise<void>
}

/** What one minute's prices cost. */
export interface MinuteCost {
  /** Of what the exchange counts, and its limit. */
  readonly weight: number
  readonly limit: Budget
  /** Milliseconds. */
  readonly took: number
}

export interface DoctorProxy {
  /** Without a name and password. */
  readonly address: string
  readonly setting: string
  /** Hosts that are reached without it; may be empty. */
  readonly except: string
}

/** One thing that was tried. */
export interface Finding {
  readonly check: Check
  readonly probe?: Probe
  readonly error?: unknown
}
