import { describe, expect, it } from 'vitest'
import { LARGEST } from '#src/sources/coingecko/largest.ts'
import { sampleHistory } from '../../support/histories.ts'

describe('the list of the largest coins', () => {
  it('has one asset an id and one a ticker, bitcoin first, stablecoins as what they are', () => {
    expect(new Set(LARGEST.map(({ id }) => id)).size).toBe(LARGEST.length)
    expect(new Set(LARGEST.map(({ symbol }) => symbol)).size).toBe(LARGEST.length)
    expect(LARGEST[0]).toEqual({ id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin', sectors: [] })
    expect(LARGEST.find(({ symbol }) => symbol === 'USDT')?.kind).toBe('stablecoin')
    expect(LARGEST.filter(({ id, symbol, name }) => !id || symbol !== symbol.toUpperCase() || !name)).toEqual(
      [],
    )
  })

  it('names coins by the ids and kinds that CoinGecko names them by', async () => {
    const { assets } = await sampleHistory()
    const known = new Map(LARGEST.map((asset) => [asset.id, asset]))
    const same = assets.filter(({ id }) => known.has(id))
    expect(same.length).toBeGreaterThan(100)
    const of = ({ id, symbol, kind }: (typeof LARGEST)[number]) => ({ id, symbol, kind })
    expect(same.map(({ id }) => of(known.get(id) as (typeof LARGEST)[number]))).toEqual(same.map(of))
  })
})
