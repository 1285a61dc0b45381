/** Only crypto counts as crypto: marks of each venue, and tickers that are no coin’s. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interestOf } from '#src/sources/coingecko/derivatives.ts'
import { classOfTicker } from '#src/sources/exchanges/classes.ts'
import { type Loopback, startLoopback } from '../../support/loopback.ts'
import { describeWithShared } from '../../support/shared.ts'
import { ASSETS, fetched, NOW, openExchange } from './opened.ts'
import { answerBy, type Bodies } from './bypath.ts'
import { VENUES } from './marked.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const answer = (bodies: Bodies) => answerBy(server, bodies)

describe('perpetuals on gold and shares', () => {
  it.each(
    Object.keys(VENUES),
  )('of %s are in no volume, no funding and no list, and are named', async (name) => {
    const { bodies, leftOut } = VENUES[name] ?? { bodies: {}, leftOut: {} }
    answer(bodies)
    const opened = openExchange(name, server)
    const volume = await fetched(opened, 'volume.perp')
    expect(volume.observations.map(({ values }) => values)).toEqual([{ volume_usd: 1 }])
    const next = await fetched(opened, 'funding.next')
    expect(next.observations.map(({ of }) => of.asset)).toEqual(['bitcoin'])
    const named = opened.supplier.leftOut?.() ?? []
    expect(Object.fromEntries(named.map((one) => [one.name, one.class]))).toEqual(leftOut)
    // A mark that we do not know is told in the log, too: it may be one that coins have now.
    const unknown = Object.entries(leftOut).filter(([, its]) => its === 'unknown')
    expect(volume.refusals.map(({ reason }) => reason)).toEqual(
      unknown.map(() => 'its class is one that we do not know: it is left out'),
    )
  })

  it('are known by their tickers where a venue’s list of marks does not answer', async () => {
    const { exchangeInfo: _, ...rest } = VENUES.binance?.bodies as Bodies
    answer({ ...rest, exchangeInfo: { symbols: [] } })
    const { observations } = await fetched(openExchange('binance', server), 'volume.perp')
    // Gold (10) is left out; a share with a coin's ticker cannot be told from it without the marks.
    expect(observations[0]?.values).toEqual({ volume_usd: 11_101 })
  })

  it.each([
    ['TSLA', undefined, 'equity'],
    ['TSLAX', undefined, 'equity'],
    ['xau', '4075.2', 'commodity'],
    ['US500', undefined, 'index'],
    ['EUR', undefined, 'currency'],
    ['SPX', '6700', 'index'],
    ['SPX', '1.2', undefined],
    ['SPX', undefined, undefined],
    ['SILVER', '10.5', 'commodity'],
    ['SILVER', '10', undefined],
    ['META', '600', 'equity'],
    ['META', 7, undefined],
    ['BTC', '87000', undefined],
    ['IMX', undefined, undefined],
    ['ICX', undefined, undefined],
    ['GMX', undefined, undefined],
    ['AVAX', undefined, undefined],
    ['', undefined, undefined],
  ])('%s at %s is %s', (ticker, price, its) => {
    expect(classOfTicker(ticker, price)).toBe(its)
  })

  it('never take the ticker of a coin that is on record', async () => {
    const taken = ASSETS.filter(({ symbol }) => classOfTicker(symbol) !== undefined)
    expect(taken).toEqual([])
  })

  it('are in no total of CoinGecko’s contracts, and are named', () => {
    const row = (symbol: string, index_id: string, price: string, open_interest: number) => ({
      ...{ market: 'Venue', symbol, index_id, price, open_interest },
      ...{ contract_type: 'perpetual', last_traded_at: NOW / 1000 },
    })
    const page = interestOf(
      [
        row('BTCUSDT', 'BTC', '87000', 100),
        row('XAUUSDT', 'XAU', '4075', 20),
        row('SPXUSDT', 'SPX', '1.2', 3),
        row('SPX-USD', 'SPX', '6700', 40),
        row('xyz:TSLA', 'TSLA', '391', 50),
        row('flx:ABC', 'ABC', '1', 60),
      ],
      ASSETS,
      NOW,
    )
    const total = page.observations.find(({ of }) => of.asset === 'total')
    expect(total?.values).toEqual({ open_interest_usd: 103 })
    expect(page.leftOut).toEqual([
      { name: 'Venue XAUUSDT', class: 'commodity' },
      { name: 'Venue SPX-USD', class: 'index' },
      { name: 'Venue xyz:TSLA', class: 'equity' },
      { name: 'Venue flx:ABC', class: 'unknown' },
    ])
    expect(page.refusals).toEqual([])
  })
})

describeWithShared('the case of gold and shares', ['cases'], (cases) => {
  const read = (folder: string, file: string) => JSON.parse(readFileSync(join(cases, folder, file), 'utf8'))

  it('tradfi-perps: gold and shares are neither in the total of open interest nor in the volume', async () => {
    const asOf = (list: readonly object[], field: string, time: number) =>
      list.map((row) => ({ ...row, [field]: time }))
    answer({
      exchangeInfo: read('tradfi-perps', 'binance.fapi.v1.exchangeInfo.json'),
      'fapi/v1/ticker/24hr': asOf(read('tradfi-perps', 'binance.fapi.v1.ticker.24hr.json'), 'closeTime', NOW),
    })
    const opened = openExchange('binance', server)
    const { observations } = await fetched(opened, 'volume.perp')
    expect(observations[0]?.values).toEqual({ volume_usd: 12_000_000_000 })
    expect(opened.supplier.leftOut?.().map(({ name }) => name)).toEqual(['XAUUSDT', 'TSLAUSDT'])
    const contracts = read('tradfi-perps', 'coingecko.derivatives.json')
    const page = interestOf(asOf(contracts, 'last_traded_at', NOW / 1000), ASSETS, NOW)
    expect(page.observations.map(({ of, values }) => [of.asset, values.open_interest_usd])).toEqual([
      ['bitcoin', 8_370_000_000],
      ['total', 8_370_000_000],
    ])
  })
})
