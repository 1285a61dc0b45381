/** Money in the currency that a chat reads: US dollars as the record holds them, yen beside them or in their place. */
import type { YenRate } from '#src/market/yen.ts'
import { grammarOf } from './grammar.ts'
import type { Locale } from './locale.ts'
import { formatAmount, formatLevel, formatPrice, formatRoundPrice } from './numbers.ts'
import { formatYenAmount, formatYenPrice, type SignStyle } from './numbers.ts'

export const CURRENCIES = ['usd', 'jpy', 'both'] as const
export type Currency = (typeof CURRENCIES)[number]

/** What a text's money is stated in. */
export interface Money {
  readonly currency: Currency
  /** Without one everything is stated in dollars. */
  readonly yen?: YenRate | undefined
}

/** Prints sums of US dollars, in the language and the currency of a text. */
export interface MoneyPrinter {
  amount(usd: number, sign?: SignStyle): string
  /** A round level is one in dollars: its yen stand beside it, never in its place. */
  level(usd: number): string
  price(usd: number): string
  roundPrice(usd: number): string
}

export function moneyPrinter({
  locale,
  money,
}: {
  readonly locale: Locale
  readonly money?: Money | undefined
}): MoneyPrinter {
  const { currency = 'usd', yen } = money ?? {}
  const inCurrency = (dollars: string, inYen: (perUsd: number) => string, isLevel = false): string => {
    if (yen === undefined || currency === 'usd') return dollars
    const text = inYen(yen.perUsd)
    if (currency === 'jpy' && !isLevel) return text
    return grammarOf(locale).withYen(dollars, text)
  }
  return {
    amount: (usd, sign = 'auto') =>
      inCurrency(formatAmount(usd, locale, sign), (rate) => formatYenAmount(usd * rate, locale, sign)),
    level: (usd) => inCurrency(formatLevel(usd, locale), (rate) => formatYenAmount(usd * rate, locale), true),
    price: (usd) => inCurrency(formatPrice(usd, locale), (rate) => formatYenPrice(usd * rate, locale)),
    roundPrice: (usd) =>
      inCurrency(formatRoundPrice(usd, locale), (rate) =>
        formatYenPrice(Number((usd * rate).toPrecision(3)), locale),
      ),
  }
}
