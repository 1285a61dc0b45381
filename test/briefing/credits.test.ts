import { describe, expect, it } from 'vitest'
import { creditsOf } from '#src/briefing/credits.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'

const settings = { now: () => 0, pause: async () => {}, assets: () => [], key: 'abc' }

describe('words that terms ask for', () => {
  it('stand once, of those sources alone that were used', () => {
    expect(creditsOf(['Binance', 'CoinGecko', 'CoinGecko'])).toBe(
      'Data provided by CoinGecko (https://www.coingecko.com)',
    )
    expect(creditsOf(['ONS', 'CoinGecko'])).toMatch(
      /^Data provided by CoinGecko .* · Contains public sector/u,
    )
    expect(creditsOf(['Binance', 'OKX'])).toBe('')
  })

  it('are the ones of the suppliers', () => {
    const attributed = Object.values(SUPPLIERS)
      .map(({ create }) => create(settings))
      .flatMap(({ title, attribution }) => (attribution ? [{ title, ...attribution }] : []))
    expect(attributed.length).toBeGreaterThan(3)
    for (const { title, text } of attributed) {
      // Naming them is what the others ask for, which source lines do.
      const named = text.includes(title)
      expect(creditsOf([title]).startsWith(text) || named, title).toBe(true)
    }
    expect(creditsOf(['FRED'])).toBe(attributed.find(({ title }) => title === 'FRED')?.text)
    expect(creditsOf(['ONS'])).toBe(attributed.find(({ title }) => title === 'ONS')?.text)
  })
})
