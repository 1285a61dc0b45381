/** What an operator can do about a source, for a log: the settings by name. */
import { EXCHANGE_NAMES } from '#src/sources/names.ts'
import type { SupplierError } from '#src/sources/supplier.ts'

/**
 * `set EXCHANGES without binance, …`, for what will not pass by itself: a source that does not serve this network. Empty for
 * all else, and where the error says itself what to do.
 */
export function adviceOn({ supplier, fault, message }: SupplierError): string {
  if (fault !== 'blocked' || / set [A-Z]/.test(message)) return ''
  const isExchange = (EXCHANGE_NAMES as readonly string[]).includes(supplier)
  const without = isExchange ? `set EXCHANGES without ${supplier}` : `add ${supplier} to SOURCES_OFF`
  const proxy = `SOURCE_URL_${supplier.toUpperCase().replaceAll('-', '_')}`
  return `it does not serve this network: ${without}, or lead it through a proxy elsewhere (HTTPS_PROXY, ${proxy})`
}
