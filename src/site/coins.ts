/** Which coins an edition names, and what else each is called. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Statement } from '#src/briefing/section.ts'
import { figuresOf } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { placesIn } from './search/text.ts'

export interface ListedCoin {
  /** `bitcoin`: names its page. */
  readonly id: string
  /** `BTC`. */
  readonly symbol: string
}

/** An id that may be part of an address and of a file's path: suppliers choose ids. */
const IN_ADDRESS = /^[A-Za-z0-9][A-Za-z0-9-]*$/u

/** Coins among the values and the evidence of statements, in the order of their tickers. */
export function coinsNamed(
  { symbols, readings }: Pick<Edition, 'symbols' | 'readings'>,
  statements: readonly Statement[],
): ListedCoin[] {
  const named = new Set(
    statements.flatMap(({ values, evidence }) => [...textsIn(values), ...textsIn(evidence)]),
  )
  const figures = figuresOf(readings)
  return Object.entries(symbols)
    .filter(
      ([id, symbol]) =>
        IN_ADDRESS.test(id) &&
        figures[`price.${id}.end`] !== undefined &&
        (named.has(id) || named.has(symbol)),
    )
    .map(([id, symbol]) => ({ id, symbol }))
    .toSorted((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0))
}

/** Every text at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))

/** Everything that a coin is called: `BTC`, `bitcoin`, `ビットコイン`. */
export function namesOfCoin({ id, symbol }: ListedCoin): string[] {
  const local = dictionaries.flatMap((words) => words.find(`glossary:coins.${id}`) ?? [])
  return [...new Set([symbol, id.replaceAll('-', ' '), ...local])]
}

/** What readers of a language know it by: `BTC（ビットコイン）`, `BTC`. */
export function titleOfCoin({ id, symbol }: ListedCoin, words: Words): string {
  const name = words.find(`glossary:coins.${id}`)
  return name === undefined ? symbol : words.say('site:coins.named', { symbol, name })
}

/** Whether a sentence names the coin by its ticker, whole: `ETH` is not in `ETHFI`. */
export function namesCoin(text: string, { symbol }: ListedCoin): boolean {
  return placesIn(text.toLowerCase(), symbol.toLowerCase(), true).some(
    ([from, to]) => text.slice(from, to) === symbol,
  )
}
