/** How exchanges refuse in words of their own: what a body says beyond its status, and how long the exchange wants to be left alone. */
import { MINUTE } from '#src/market/time.ts'
import type { SupplierAnswer, SupplierFault } from '../supplier.ts'

export interface Refusal {
  readonly fault: SupplierFault
  /** For the log, after host and path. */
  readonly says: string
  /** Milliseconds, where the exchange's documents or its body say so. */
  readonly retryAfter?: number
  readonly answer?: SupplierAnswer
}

interface Answered {
  readonly status: number
  readonly text: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A refusal is short: longer bodies are data, and are not searched. */
const LONGEST = 2000

/** The refusal that an answer is, by its exchange; undefined where its status or ccxt says enough. */
export function refusalIn(exchange: string, { status, text, now }: Answered): Refusal | undefined {
  return REFUSALS[exchange]?.({ status, text: text.length > LONGEST ? '' : text, now })
}

const REFUSALS: Readonly<Record<string, (answered: Answered) => Refusal | undefined>> = {
  binance({ status, text, now }) {
    if (status !== 418 && status !== 429 && codeIn(text, 'code') !== '-1003') return undefined
    // 418 is a ban of two minutes to three days; the body names its end.
    const until = Number(/banned until (\d{13})/i.exec(text)?.[1] ?? Number.NaN)
    const wait = until > now ? until - now : status === 418 ? 2 * MINUTE : undefined
    const says = status === 418 ? 'answered 418: banned for a while' : `answered ${status} (-1003)`
    return { fault: 'limited', says, ...(wait !== undefined && { retryAfter: wait }) }
  },
  bybit({ status, text }) {
    if (status === 403 && /access too frequent/i.test(text)) {
      return { fault: 'limited', says: 'answered 403: access too frequent', retryAfter: 10 * MINUTE }
    }
    if (codeIn(text, 'retCode') === '10006') return { fault: 'limited', says: 'says too many visits (10006)' }
    return undefined
  },
  okx({ status, text }) {
    if (status !== 429 && codeIn(text, 'code') !== '50011') return undefined
    return { fault: 'limited', says: `answered ${status} (50011)`, retryAfter: 2000 }
  },
  hyperliquid({ status }) {
    if (status === 429) return { fault: 'limited', says: 'answered 429', retryAfter: MINUTE }
    if (status !== 422) return undefined
    return { fault: 'malformed', says: 'answered 422: it cannot read the request', answer: 'unread' }
  },
  // With status 200; ccxt knows the other words of Kraken, and not these.
  kraken({ text }) {
    if (!/"EQuery:Unknown asset pair"/.test(text)) return undefined
    return { fault: 'unknown', says: 'says EQuery:Unknown asset pair' }
  },
}

/** A code at the top of a body, as number or text. */
function codeIn(text: string, name: string): string | undefined {
  return new RegExp(`^\\s*\\{[^{[]*"${name}"\\s*:\\s*"?(-?\\d+)`).exec(text)?.[1]
}
