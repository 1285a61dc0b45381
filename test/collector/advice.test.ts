/** What a log says of a source that does not serve this network. */
import { describe, expect, it } from 'vitest'
import { adviceOn } from '#src/collector/advice.ts'
import { createSilences } from '#src/collector/silences.ts'
import { SupplierError, type SupplierFault } from '#src/sources/supplier.ts'

function logged(supplier: string, fault: SupplierFault, detail: string): string {
  const lines: string[] = []
  createSilences((line) => lines.push(line)).failed(supplier, new SupplierError({ supplier, fault, detail }))
  return lines.join()
}

describe('the log line of a 451', () => {
  it('said what was answered alone: it says which setting leaves the exchange out, or leads around', () => {
    expect(logged('binance', 'blocked', 'api.binance.com/api/v3/ping answered 451')).toBe(
      'binance: api.binance.com/api/v3/ping answered 451; it does not serve this network: set EXCHANGES without binance, or lead it through a proxy elsewhere (HTTPS_PROXY, SOURCE_URL_BINANCE)',
    )
  })

  it('names the setting of data services for one of them', () => {
    expect(logged('binance-archive', 'blocked', 'answered 403')).toContain(
      'add binance-archive to SOURCES_OFF, or lead it through a proxy elsewhere (HTTPS_PROXY, SOURCE_URL_BINANCE_ARCHIVE)',
    )
  })

  it('adds nothing to what passes by itself, nor where the source’s own words say what to do', () => {
    expect(logged('binance', 'down', 'answered 503')).toBe('binance: answered 503')
    const own = 'its firewall refuses this address: set COINGECKO_KEY, or SOURCES_OFF'
    expect(adviceOn(new SupplierError({ supplier: 'coingecko', fault: 'blocked', detail: own }))).toBe('')
  })
})
