/** What a stablecoin is worth, told by a source that the glossary has no name for. */
import { expect, it } from 'vitest'
import { createWords } from '#src/i18n/words.ts'

it.each([
  ['CoinGecko', '(CoinGecko)'],
  ['Kraken', '(Kraken)'],
  ['okx', '(OKX)'],
])('names %s as it is named elsewhere', (source, named) => {
  const values = { symbol: 'USDT', price: 0.97, time: 0, source }
  expect(createWords('en', 'UTC', 0).say('price.stable.text', values)).toContain(named)
  expect(createWords('ja', 'UTC', 0).say('price.stable.text', values)).toContain(`（${named.slice(1, -1)}）`)
})
