/** A market of coins ranked by name, for tests of what compares many coins over the month to 16 June 2025. */
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { buildHistory, generate, instantOf } from './history.ts'

const END = '2025-06-16'

/** Coins c00, c01 … by falling market cap; `close` is the price of coin n on day i of 31 to the week's end. */
export function market(
  coins: number,
  close: (coin: number, day: number) => number,
  from = '2025-05-16',
): History {
  const ids = generate(coins, (i) => i).map((i) => `c${String(i).padStart(2, '0')}`)
  const days = (instantOf(END) - instantOf(from)) / DAY
  return buildHistory({
    daily: Object.fromEntries(
      ids.map((id, coin) => [id, [from, ...generate(days, (day) => close(coin, day))] as const]),
    ),
    marketCaps: Object.fromEntries(ids.map((id, coin) => [id, [END, 1000 - coin] as const])),
  })
}
