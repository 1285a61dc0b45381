import { expect, it } from 'vitest'
import type { Asset } from '#src/market/asset.ts'
import { largestFirst, type Withheld } from '#src/market/withheld.ts'

const AT = Date.UTC(2025, 7, 18)
const assets = ['avalanche-2', 'binancecoin', 'bitcoin', 'new', 'newer'].map(
  (id): Asset => ({ id, symbol: id, name: id, kind: 'coin', sectors: [] }),
)
const CAPS: Readonly<Record<string, number>> = { 'avalanche-2': 1e10, binancecoin: 1e11, bitcoin: 2e12 }
const marketCaps = (id: string) => {
  const cap = CAPS[id]
  return cap === undefined
    ? undefined
    : { times: Float64Array.of(AT, AT + 1), values: Float64Array.of(cap, 9e12) }
}
const fact = (of: Withheld['of']): Withheld => ({
  ...{ table: 'funding', of, time: AT, value: 1, reason: 'disputed', against: [] },
})

it('facts are reported by size: of no coin, of the largest, then of those without a cap by their place', () => {
  const all = ['newer', 'avalanche-2', 'new', 'bitcoin', 'binancecoin'].map((asset) => fact({ asset }))
  const sorted = [...all, fact({ venue: 'okx' })].toSorted(largestFirst({ assets, marketCaps }, AT))
  expect(sorted.map(({ of }) => of.asset)).toEqual([
    ...[undefined, 'bitcoin', 'binancecoin', 'avalanche-2', 'new', 'newer'],
  ])
})
