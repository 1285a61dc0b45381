/** Reading arguments as a command does, and how one is refused. */
import type { ArgumentContext } from '#src/bot/arguments/argument.ts'
import { RequestError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { buildHistory } from '../../support/history.ts'

/** What an argument is read against: a record, and the words of a language. */
export function contextIn(of: History, locale: 'ja' | 'en' = 'en'): ArgumentContext {
  return { history: of, words: createWords(locale, 'UTC', of.now), uses: new Map() }
}

/** The refusal that `act` ends in; fails where it is none. */
export function refusal(act: () => unknown): RequestError {
  try {
    act()
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** A record of coins whose ids are their tickers, most valued first. */
export function coinsOf(tickers: readonly string[]): History {
  return buildHistory({
    now: '2025-11-24',
    assets: tickers.map((id) => ({ id, symbol: id.toUpperCase() })),
    daily: Object.fromEntries(tickers.map((id) => [id, ['2025-11-20', 1, 2, 3, 4]])),
    marketCaps: Object.fromEntries(tickers.map((id, index) => [id, ['2025-11-24', 1000 - index]])),
  })
}
