/** Pairs written as one word, `BTCUSDT`, taken apart by their quote. */

/** Quotes that pairs are written in, longer ones first, as FDUSD ends like USD. */
const QUOTES = (
  'FDUSD USDT USDC TUSD BUSD USDE USD1 USDS USDP PYUSD BIDR IDRT BVND USD EUR GBP TRY BRL JPY AUD ARS ZAR UAH RUB ' +
  'NGN PLN RON MXN COP CZK IDR KRW SGD BTC ETH BNB DAI XRP TRX DOGE SOL DOT BGB EURI BRZ MNT'
).split(' ')

export interface Pair {
  readonly base: string
  readonly quote: string
}

/** Undefined where the word ends in none of the quotes, or is no plain pair (`BTCUSDT_260327`, `BTC-27MAR26`). */
export function quotedIn(word: string, quotes: readonly string[] = QUOTES): Pair | undefined {
  if (!/^[\p{L}\p{N}]+$/u.test(word)) return undefined
  const quote = quotes
    .filter((one) => word.endsWith(one) && word.length > one.length)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '')
  return quote === '' ? undefined : { base: word.slice(0, -quote.length), quote }
}
