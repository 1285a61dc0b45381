/** Venues' tickers and the assets that they mean. */
import { describe, expect, it } from 'vitest'
import { quotedIn } from '#src/sources/exchanges/pairs.ts'
import { meantBy } from '#src/sources/exchanges/symbols.ts'
import { ASSETS } from './opened.ts'

describe('a ticker', () => {
  it.each<[venue: string, ticker: string, asset: string | undefined, multiple?: number]>([
    ['binance', 'BTC', 'bitcoin'],
    ['binance', '1000SHIB', 'shiba-inu', 1000],
    ['binance', '1MBONK', 'bonk', 1_000_000],
    ['bybit', 'SHIB1000', 'shiba-inu', 1000],
    ['bybit', '1000000PEPE', 'pepe', 1_000_000],
    ['hyperliquid', 'kPEPE', 'pepe', 1000],
    ['binance', '1INCH', '1inch'],
    ['kraken', 'XBT', 'bitcoin'],
    ['kraken', 'XDG', 'dogecoin'],
    ['binance', 'RNDR', 'render-token'],
    ['okx', 'MATIC', 'polygon-ecosystem-token'],
    ['okx', 'SOL', 'solana'],
    ['okx', 'NEVERHEARD', undefined],
    ['okx', 'MKR', undefined],
    ['kraken', 'LUNA', undefined],
    ['okx', 'K', undefined],
    ['okx', '1000', undefined],
  ])('of %s, %s, means %s', (venue, ticker, asset, multiple = 1) => {
    const meant = meantBy(venue, ticker, ASSETS)
    expect(meant && { asset: meant.asset, multiple: meant.multiple }).toEqual(
      asset === undefined ? undefined : { asset, multiple },
    )
  })

  it('means another asset where a venue gives the ticker to another coin', () => {
    const luna = (id: string) => ({
      id,
      symbol: id === 'terra-luna' ? 'LUNC' : 'LUNA',
      name: id,
      kind: 'coin' as const,
      sectors: [],
    })
    const assets = [luna('terra-luna-2'), luna('terra-luna')]
    expect(meantBy('okx', 'LUNA', assets)?.asset).toBe('terra-luna-2')
    expect(meantBy('kraken', 'LUNA', assets)?.asset).toBe('terra-luna')
  })

  it('says where an asset goes by it no more', () => {
    expect(meantBy('binance', 'MATIC', ASSETS)).toMatchObject({ renamed: true })
    expect(meantBy('binance', 'POL', ASSETS)).not.toHaveProperty('renamed')
  })

  it('goes to a new coin of its own name before a rename', () => {
    const matic = { id: 'new-matic', symbol: 'MATIC', name: 'new', kind: 'coin' as const, sectors: [] }
    expect(meantBy('okx', 'MATIC', [...ASSETS, matic])?.asset).toBe('new-matic')
  })
})

describe('a pair in one word', () => {
  it.each([
    ['BTCUSDT', 'BTC', 'USDT'],
    ['ETHFDUSD', 'ETH', 'FDUSD'],
    ['USDTTRY', 'USDT', 'TRY'],
    ['SOLBTC', 'SOL', 'BTC'],
  ])('%s is %s in %s', (word, base, quote) => {
    expect(quotedIn(word)).toEqual({ base, quote })
  })

  it.each(['BTCUSDT_260327', 'BTC-27MAR26', 'USDT', 'XYZ', ''])('is not seen in %j', (word) => {
    expect(quotedIn(word)).toBeUndefined()
  })
})
