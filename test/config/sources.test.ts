/** Settings of sources: which exchanges and services there are, their addresses and keys. */
import { describe, expect, it } from 'vitest'
import { SOURCE_SETTINGS, urlSetting } from '#src/config/sources.ts'
import { readConfig } from '#src/config.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { EXCHANGE_NAMES, SERVICE_NAMES } from '#src/sources/names.ts'

describe('settings of sources', () => {
  it('know the exchanges and services that there are', () => {
    expect([...EXCHANGE_NAMES].sort()).toEqual(Object.keys(EXCHANGES).sort())
    for (const [name, open] of Object.entries(EXCHANGES)) {
      expect(open({ now: () => 0, pause: async () => undefined, assets: () => [] }).name).toBe(name)
    }
    expect(urlSetting('deribit-dvol')).toBe('SOURCE_URL_DERIBIT_DVOL')
    const settings = SOURCE_SETTINGS.map(({ name }) => name)
    for (const name of [...EXCHANGE_NAMES, ...SERVICE_NAMES]) expect(settings).toContain(urlSetting(name))
    const keys = SOURCE_SETTINGS.filter(({ secret }) => secret).map(({ name }) => name)
    expect(keys).toEqual(['COINGECKO_KEY', 'BLS_KEY', 'FRED_KEY'])
    expect(readConfig({}).sources.off).toEqual(['fedfunds'])
  })

  it('are read, and off where they are off by themselves', () => {
    const { sources } = readConfig({
      ...{ EXCHANGES: 'OKX, kraken', FRED_KEY: 'abc', SOURCE_URL_DERIBIT_DVOL: 'http://127.0.0.1:1' },
    })
    expect(sources).toEqual({
      exchanges: ['okx', 'kraken'],
      off: ['fedfunds'],
      urls: { 'deribit-dvol': 'http://127.0.0.1:1' },
      keys: { fred: 'abc' },
    })
  })

  it('get a sentence on what is wrong with them, but never a key', () => {
    const read = () => readConfig({ EXCHANGES: 'mtgox', BLS_KEY: 'no good', SOURCE_URL_BLS: 'ftp://x' })
    expect(read).toThrow(/EXCHANGES names "mtgox"/)
    expect(read).toThrow(/SOURCE_URL_BLS is not an http/)
    expect(read).toThrow(/BLS_KEY has blanks/)
    expect(read).not.toThrow(/no good/)
  })
})
