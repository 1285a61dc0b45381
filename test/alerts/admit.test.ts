/** Which observed values are judged. */
import { expect, it } from 'vitest'
import { refusalOf } from '#src/alerts/admit.ts'

const NOW = Date.parse('2025-11-24T05:00:00Z')
const refused = (series: string, value: number, time = NOW) =>
  refusalOf({ series, value, time, standing: 'confirmed', evidence: { sources: [] } }, undefined, NOW)

it('prices and shares may be as small as they are, and never 0 or less', () => {
  expect(refused('price:pepe', 0.000_004)).toBeUndefined()
  expect(refused('volatility:bitcoin:7d', 0.4)).toBeUndefined()
  for (const series of ['price:pepe', 'cap:total', 'rank:pepe', 'volatility:bitcoin:7d'])
    expect([0, -1].map((value) => refused(series, value))).toEqual(['senseless', 'senseless'])
})

it('changes and rates may be 0 and less', () => {
  for (const series of ['change:bitcoin:1h', 'funding:bitcoin'])
    expect([0, -0.01].map((value) => refused(series, value))).toEqual([undefined, undefined])
})

it('a value is of the next five minutes at the latest', () => {
  expect(refused('price:bitcoin', 90_000, NOW + 300_000)).toBeUndefined()
  expect(refused('price:bitcoin', 90_000, NOW + 300_001)).toBe('future')
})
