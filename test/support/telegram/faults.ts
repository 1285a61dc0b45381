/** What a loopback Bot API does wrong on purpose, once each, in the order in which it was told. */
import type { Values } from './body.ts'
import type { RefusalName } from './refusal.ts'

export type Fault =
  /** Nothing: the right answer, once. */
  | { readonly kind: 'pass' }
  /** An answer other than the right one; nothing is done. */
  | { readonly kind: 'refuse'; readonly as: RefusalName }
  | { readonly kind: 'status'; readonly status: number; readonly text?: string }
  /** Whole seconds to wait. */
  | { readonly kind: 'limit'; readonly retryAfter: number }
  /** The connection breaks, after or before the call was carried out. */
  | { readonly kind: 'reset'; readonly accepted: boolean }
  /** No answer ever comes, though the call was carried out. */
  | { readonly kind: 'silence' }
  /** The answer comes so many milliseconds later than it might. */
  | { readonly kind: 'delay'; readonly milliseconds: number }

export interface FaultRule {
  readonly method: RegExp
  readonly fault: Fault
  readonly where: (params: Values) => boolean
}

export function createFaults() {
  const rules: FaultRule[] = []
  return {
    add(method: RegExp, fault: Fault, where: (params: Values) => boolean = () => true): void {
      rules.push({ method, fault, where })
    },
    /** Faults that have not come up do so no more. */
    clear(): void {
      rules.length = 0
    },
    take(method: string, params: Values): Fault | undefined {
      const index = rules.findIndex((rule) => rule.method.test(method) && rule.where(params))
      return index < 0 ? undefined : rules.splice(index, 1)[0]?.fault
    },
    /** Those that nothing has met. */
    get left(): number {
      return rules.length
    },
  }
}
