/** Deribit's open interest: dollars of what is settled in the coin, coins of what is settled in USDC. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Loopback, startLoopback } from '../../support/loopback.ts'
import { answerBy } from './bypath.ts'
import { fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

it('counts contracts of both kinds in dollars', async () => {
  const summary = (instrument_name: string, mark_price: number, open_interest: number) => ({
    result: [{ instrument_name, mark_price, open_interest, creation_timestamp: NOW }],
  })
  answerBy(server, {
    'get_book_summary_by_currency BTC': summary('BTC-PERPETUAL', 87_000, 500_000),
    'get_book_summary_by_currency ETH': summary('ETH-PERPETUAL', 2800, 200_000),
    'get_book_summary_by_currency USDC': summary('SOL_USDC-PERPETUAL', 130, 1000),
    get_time: { result: NOW },
  })
  const { observations } = await fetched(openExchange('deribit', server), 'interest.now')
  const byAsset = observations.map(({ of, values }) => [of.asset, values.open_interest_usd])
  expect(Object.fromEntries(byAsset)).toEqual({ bitcoin: 500_000, ethereum: 200_000, solana: 130_000 })
})
