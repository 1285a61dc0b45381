/** What the benches of alerts watch: 500 coins, eight kinds of series of each. */

const COINS = 500
const KINDS = [
  'price:#',
  'spread:#',
  'funding:#',
  'predicted:#',
  'run:#',
  'rank:#',
  'change:#:1h',
  'change:#:24h',
]

export const START = Date.parse('2025-11-24T05:00:00Z')

export const SERIES: readonly string[] = Array.from({ length: COINS }, (_, coin) =>
  KINDS.map((kind) => kind.replace('#', `coin${coin}`)),
).flat()
