import { describe, expect, it } from 'vitest'
import {
  cadenceOf,
  needsMinutes,
  parseSeries,
  printSeries,
  type WatchedSeries,
  unitOf,
} from '#src/market/watched.ts'
import { DAY, MINUTE } from '#src/market/time.ts'

const NAMES: readonly (readonly [string, WatchedSeries])[] = [
  ['price:bitcoin', { kind: 'price', asset: 'bitcoin' }],
  ['price:bitcoin@okx', { kind: 'price', asset: 'bitcoin', venue: 'okx' }],
  ['change:ethereum:1h', { kind: 'change', asset: 'ethereum', window: '1h' }],
  ['funding:bitcoin', { kind: 'funding', asset: 'bitcoin' }],
  ['predicted:bitcoin', { kind: 'predicted', asset: 'bitcoin' }],
  ['run:bitcoin', { kind: 'run', asset: 'bitcoin' }],
  ['interest.coins:bitcoin:24h', { kind: 'interest', asset: 'bitcoin', unit: 'coins', window: '24h' }],
  ['interest.usd:bitcoin:7d', { kind: 'interest', asset: 'bitcoin', unit: 'usd', window: '7d' }],
  ['volatility:bitcoin:30d', { kind: 'volatility', asset: 'bitcoin', days: 30 }],
  ['cap:total', { kind: 'cap', of: 'total' }],
  ['rank:solana', { kind: 'rank', asset: 'solana' }],
  ['spread:bitcoin', { kind: 'spread', asset: 'bitcoin' }],
  ['extreme:price.bitcoin.low:low', { kind: 'extreme', of: 'price.bitcoin.low', side: 'low' }],
  ['stale:bitcoin', { kind: 'stale', asset: 'bitcoin' }],
]

describe('names of watched series', () => {
  it.each(NAMES)('prints and reads %s', (name, series) => {
    expect(printSeries(series)).toBe(name)
    expect(parseSeries(name)).toEqual(series)
  })

  it.each([
    '',
    'price',
    'price:',
    'change:bitcoin:2h',
    'funding:bitcoin:1h',
    'cap:a:b:c',
    'interest:x:24h',
    'nope:x',
  ])('reads no series from "%s"', (name) => {
    expect(parseSeries(name)).toBeUndefined()
  })

  it('knows what each counts in and how often it has a value', () => {
    expect(unitOf({ kind: 'spread', asset: 'bitcoin' })).toBe('fraction')
    expect(cadenceOf({ kind: 'change', asset: 'bitcoin', window: '24h' })).toBe(MINUTE)
    expect(cadenceOf({ kind: 'change', asset: 'bitcoin', window: '7d' })).toBe(DAY)
    expect(needsMinutes({ kind: 'funding', asset: 'bitcoin' })).toBe(false)
    expect(needsMinutes({ kind: 'price', asset: 'bitcoin' })).toBe(true)
  })
})
