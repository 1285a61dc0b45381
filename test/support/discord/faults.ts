/** What a loopback Discord does wrong on purpose, once each, in the order in which it was told. */

export type Fault =
  /** Nothing: the right answer, once. */
  | { readonly kind: 'pass' }
  /** An answer other than the right one; nothing is done. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly errors?: unknown }
  /** Seconds to wait, for one bucket or for everything. */
  | { readonly kind: 'limit'; readonly retryAfter: number; readonly global?: boolean }
  /** The connection breaks, after or before the request was carried out. */
  | { readonly kind: 'reset'; readonly accepted: boolean }
  /** No answer ever comes, though the request was carried out. */
  | { readonly kind: 'silence' }

export interface FaultRule {
  readonly method: string
  /** Matched against the path without its version, `/channels/1/messages`. */
  readonly path: RegExp
  readonly fault: Fault
}

export function createFaults() {
  const rules: FaultRule[] = []
  return {
    add(method: string, path: RegExp, fault: Fault): void {
      rules.push({ method, path, fault })
    },
    /** Faults that have not come up do so no more. */
    clear(): void {
      rules.length = 0
    },
    take(method: string, path: string): Fault | undefined {
      const index = rules.findIndex((rule) => rule.method === method && rule.path.test(path))
      return index < 0 ? undefined : rules.splice(index, 1)[0]?.fault
    },
    /** Those that nothing has met. */
    get left(): number {
      return rules.length
    },
  }
}
