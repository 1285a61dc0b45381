/** That USDT was not worth a dollar, in a line: prices in it are not prices in dollars. */
import type { Words } from '#src/i18n/words.ts'
import type { TetherRate } from '#src/market/tether.ts'
import { listNames } from './names.ts'

/** `USDT stood at $0.970 (Kraken, 00:00 UTC on 24 Nov). Prices quoted in USDT are stated …`; empty where it stood at par. */
export function tetherLine(rates: readonly TetherRate[], words: Words): string {
  if (rates.length === 0) return ''
  const formatted = rates.map(({ rate, time, source }) =>
    words.say('method.tetherOf', { rate, time, source: listNames([source], words) }),
  )
  return words.say('method.tether', { rates: formatted.join(words.grammar.semicolon) })
}
