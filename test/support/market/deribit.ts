/** What Deribit answers of its volatility index: a curve of its own, as no dataset has one. */
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { numberIn } from './quotes.ts'
import type { Speaker } from './server.ts'

/** The index begins there. */
const FIRST = Date.UTC(2021, 2, 24)
/** Rows of one answer. */
const MOST = 1000

/** Percent a year at an instant; the same by day and by hour. */
export function dvolAt(currency: string, time: Instant): number {
  const days = time / DAY
  const value = 46 + 8 * Math.sin(days / 11) + 3 * Math.sin(days / 2.3) + (currency === 'ETH' ? 17 : 0)
  return Math.round(value * 100) / 100
}

/** Newest rows of a range; `continuation` is where the next, earlier page ends. */
export const deribitDvol: Speaker = ({ path, query }, { now }) => {
  if (path === '/public/get_time') return { jsonrpc: '2.0', result: now }
  if (path !== '/public/get_volatility_index_data') return undefined
  const currency = query.get('currency') ?? ''
  const step = query.get('resolution') === '1D' ? DAY : HOUR
  const from = Math.max(FIRST, numberIn(query, 'start_timestamp', 0))
  const to = Math.min(now, numberIn(query, 'end_timestamp', now))
  const first = Math.ceil(from / step)
  const times = Array.from(
    { length: Math.max(0, Math.floor(to / step) - first + 1) },
    (_, index) => (first + index) * step,
  )
  const data = times.slice(-MOST).map((time) => {
    const [open, close] = [dvolAt(currency, time), dvolAt(currency, Math.min(now, time + step))]
    return [time, open, Math.max(open, close) + 0.5, Math.min(open, close) - 0.5, close]
  })
  const continuation = times.length > MOST ? (times[times.length - MOST] ?? 0) - 1 : null
  return {
    jsonrpc: '2.0',
    result: { data, continuation },
    usIn: now * 1000,
    usOut: now * 1000 + 1,
    usDiff: 1,
  }
}
