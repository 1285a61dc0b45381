/** Tickers in titles: a coin is named where its ticker is a word of its own. */
import { expect, it } from 'vitest'
import { isNamed } from '#src/charts/names.ts'

it.each([
  ['BTC', 'BTC funding turns negative', true],
  ['BTC', 'BTCの資金調達率、マイナスに転じる', true],
  ['BTC', 'WBTC falls', false],
  ['S', 'BTC falls as the S&P 500 rises', false],
  ['P', 'BTC falls as the S&P 500 rises', false],
  ['S', 'S rises 40%', true],
  ['A', 'A fall of 7% in a week', false],
  ['M', 'M＋40%、上昇率で首位', true],
  ['US', 'The US$ rises', true],
  ['1INCH', '1INCH falls', true],
  ['$WIF', '$WIF rises', true],
  ['a.b', 'axb rises', false],
  ['币安人生', '币安人生 rises', true],
])('%s in "%s": %s', (symbol, title, named) => {
  expect(isNamed(symbol, title)).toBe(named)
})
