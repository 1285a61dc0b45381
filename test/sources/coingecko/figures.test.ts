/** Coins, caps, open interest and turnover of CoinGecko, figure by figure. */
import { describe, expect, it } from 'vitest'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import { coinGecko } from '../bodies/coins.ts'
import { NOW, WEEK } from '../bodies/week.ts'
import type { Asked } from '../../support/loopback.ts'
import { lines, useFetching } from '../fetching.ts'

const { fetchFrom, state } = useFetching()

describe('CoinGecko', () => {
  it('tells coins from what carries another asset, by category and by name, and keeps known sectors', async () => {
    const { pages, observations } = await fetchFrom(createCoinGecko, 'assets', (asked) =>
      coinGecko(asked, {}),
    )
    expect(pages[0]?.assets?.map(({ id, symbol, kind, sectors }) => [id, symbol, kind, ...sectors])).toEqual([
      ['bitcoin', 'BTC', 'coin', 'layer-1'],
      ['tether', 'USDT', 'stablecoin'],
      ['staked-ether', 'STETH', 'staked'],
      ['pepe', 'PEPE', 'coin', 'meme'],
      // Its cap is not known.
      ['wrapped-bitcoin', 'WBTC', 'wrapped'],
    ])
    expect(lines(observations)).toContain('market_caps bitcoin 2025-11-24T00:00 1735000000000')
    expect(lines(observations)).toContain('prices_now bitcoin all 2025-11-24T00:19 87000')
    // A cap of 0 is one that it does not know.
    expect(lines(observations).join()).not.toContain('market_caps wrapped-bitcoin')
  })

  it('finds the members of sectors, and names each sector that it has no category for', async () => {
    const { pages } = await fetchFrom(createCoinGecko, 'sectors', (asked) => coinGecko(asked, {}))
    expect(pages[0]?.assets?.find(({ id }) => id === 'pepe')?.sectors).toEqual(['meme'])
    expect(pages[0]?.refusals.map(({ where }) => where)).toContain('CoinGecko sector oracle')
    expect(pages[0]?.refusals).toHaveLength(12)
  })

  it('takes no cap for that of midnight when midnight is long gone', async () => {
    const now = NOW + 15 * 3_600_000
    const late = { shift: 15 * 3_600_000 }
    const { observations } = await fetchFrom(createCoinGecko, 'caps', (asked) => coinGecko(asked, late), {
      now,
      reach: 'now',
    })
    expect(observations.map(({ table }) => table)).toEqual(Array(5).fill('prices_now'))
  })

  it('reports the caps of those that are not gone, and names those that are; says that it fails where all are silent', async () => {
    const ask = { ...WEEK, assets: ['gone', 'bitcoin', 'ended'] }
    const answer = (isWell: boolean) => (asked: Asked) => {
      if (asked.path === '/coins/gone/market_chart') return { status: 404, body: { error: 'coin not found' } }
      const isEmpty = !isWell || !asked.path.includes('/bitcoin/')
      return isEmpty ? { body: { prices: [], market_caps: [] } } : coinGecko(asked, {})
    }
    const { observations, pages } = await fetchFrom(createCoinGecko, 'caps', answer(true), {
      ask,
      reach: 'past',
    })
    expect(new Set(observations.map(({ of }) => of.asset))).toEqual(new Set(['bitcoin']))
    expect(pages.flatMap(({ refusals }) => refusals.map(({ where }) => where))).toEqual([
      'CoinGecko caps of gone',
      'CoinGecko caps of ended',
    ])
    expect(pages.flatMap(({ through }) => through?.asset ?? [])).toEqual(['bitcoin'])
    const alone = { ask: { ...WEEK, assets: ['ended'] }, reach: 'past' as const }
    expect((await fetchFrom(createCoinGecko, 'caps', answer(true), alone)).observations).toEqual([])
    await expect(fetchFrom(createCoinGecko, 'caps', answer(false), alone)).rejects.toThrow('market_caps')
  })

  it('adds up perpetuals over venues, those of unknown coins in the total alone', async () => {
    const { observations } = await fetchFrom(createCoinGecko, 'interest.now', (asked) => coinGecko(asked, {}))
    expect(lines(observations)).toEqual([
      'open_interest all bitcoin 2025-11-24T00:00 10000000000',
      'open_interest all pepe 2025-11-24T00:00 100000000',
      'open_interest all total 2025-11-24T00:00 10600000000',
    ])
  })

  it('turns turnover in bitcoin into USD of the day before', async () => {
    const { observations } = await fetchFrom(createCoinGecko, 'volume.spot', (asked) => coinGecko(asked, {}))
    expect(lines(observations).filter((line) => line.includes('coinbase'))[0]).toBe(
      'spot_volume coinbase 2025-11-17T00:00 10000000',
    )
    expect(
      state.server.asked.filter(({ path }) => path.endsWith('volume_chart')).map(({ path }) => path),
    ).toContain('/exchanges/gdax/volume_chart')
  })

  it('sends its key as a header alone', async () => {
    await fetchFrom(createCoinGecko, 'global', (asked) => coinGecko(asked, {}))
    expect(state.server.asked[0]?.headers['x-cg-demo-api-key']).toBe('never-t3ll-this')
    expect(JSON.stringify(state.server.asked[0]?.query)).not.toContain('never-t3ll-this')
  })
})
