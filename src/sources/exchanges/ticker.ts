/** Where a ticker that ccxt made of a pushed message holds the price that the minute call reports. */
import { fieldOf } from '../rows.ts'

/** The last price that was paid. */
export function lastOf(ticker: unknown): { readonly price: unknown; readonly time: unknown } {
  return { price: fieldOf(ticker, 'last'), time: fieldOf(ticker, 'timestamp') ?? null }
}

/** As Bybit's minute call reports it: the index over several exchanges, where it has one. */
export function indexOf(ticker: unknown): { readonly price: unknown; readonly time: unknown } {
  const price = fieldOf(ticker, 'info', 'indexPrice') || fieldOf(ticker, 'info', 'lastPrice')
  return { price, time: fieldOf(ticker, 'timestamp') ?? null }
}
