/** CoinGecko's refusals: its codes, which come with any status (200 too), and what each means. */
import { MINUTE } from '#src/market/time.ts'
import type { CallBudget } from '../budget.ts'
import { fieldOf } from '../rows.ts'
import { SupplierError, type SupplierFault } from '../supplier.ts'
import { NAME } from './markets.ts'

interface Code {
  readonly fault: SupplierFault
  /** What the operator can do about it. */
  readonly advice?: string
}

const CODES: Readonly<Record<string, Code>> = {
  429: { fault: 'limited' },
  // Further back than the plan goes: of that time it reports nothing.
  10012: { fault: 'unknown' },
  10002: { fault: 'denied', advice: 'set COINGECKO_KEY to a demo key, or unset it' },
  10010: { fault: 'denied', advice: 'COINGECKO_KEY is a key of a paid plan: set a demo key, or unset it' },
  10011: { fault: 'denied', advice: 'COINGECKO_KEY is not known there: set a demo key, or unset it' },
  1020: { fault: 'blocked', advice: 'its firewall refuses this address: set COINGECKO_KEY, or SOURCES_OFF' },
}

/**
 * Throws SupplierError where the body is a refusal; one for being asked too often holds the purse for a minute. A body
 * with a status of refusal is judged by its code alone: words say no more than the status does.
 */
export function refuseBody(body: unknown, budget: Pick<CallBudget, 'hold'>, status = 200): void {
  const its = fieldOf(body, 'error', 'status') ?? fieldOf(body, 'status')
  const code = fieldOf(its, 'error_code') ?? fieldOf(body, 'error_code')
  const reported = fieldOf(its, 'error_message') ?? fieldOf(body, 'error')
  const known = CODES[String(code)]
  if (known === undefined && (status >= 400 || (code === undefined && typeof reported !== 'string'))) return
  const { fault, advice } = known ?? { fault: 'down' }
  if (fault === 'limited') budget.hold(MINUTE)
  const words = typeof reported === 'string' ? ` "${reported.slice(0, 120)}"` : ''
  const detail = `refuses${words}${code === undefined ? '' : ` (${code})`}${advice ? `; ${advice}` : ''}`
  throw new SupplierError({
    ...{ supplier: NAME, fault, detail },
    ...(fault === 'limited' && { retryAfter: MINUTE }),
  })
}
