/** When two closes are the same, and what several say of one. */
import { describe, expect, it } from 'vitest'
import {
  agree,
  agreedAmong,
  rateAmong,
  reportedRateAmong,
  verdictOn,
  type WitnessClose,
} from '#src/sources/witnesses.ts'

const close = (venue: string, value: number, rate?: number): WitnessClose => ({ venue, close: value, rate })

describe('two closes of one coin', () => {
  it.each<[string, string, WitnessClose, WitnessClose, boolean]>([
    ['two venues in USDT', 'bitcoin', close('binance', 100), close('bybit', 100.09), true],
    ['the same, further apart', 'bitcoin', close('binance', 100), close('bybit', 100.11), false],
    ['of a smaller coin', 'solana', close('binance', 100), close('bybit', 100.49), true],
    ['dollars at the rate', 'bitcoin', close('binance', 100, 0.98), close('kraken', 98.29, 0.98), true],
    ['dollars beyond it', 'bitcoin', close('binance', 100, 0.98), close('kraken', 98.31, 0.98), false],
    ['the other way round', 'bitcoin', close('kraken', 98, 0.98), close('binance', 100, 0.98), true],
    ['dollars at par', 'bitcoin', close('binance', 100), close('kraken', 100.39), true],
    ['dollars at par, a peg that is lost', 'bitcoin', close('binance', 100), close('kraken', 98), false],
    [
      'two in dollars, whatever the rate',
      'bitcoin',
      close('coinbase', 98, 0.9),
      close('kraken', 98.2, 0.9),
      true,
    ],
    ['a perpetual', 'ethereum', close('binance', 100), close('hyperliquid', 100.39), true],
    [
      'a perpetual in USDC, while USDT is at 0.97',
      'bitcoin',
      close('binance', 100, 0.97),
      close('hyperliquid', 97, 0.97),
      true,
    ],
    [
      'a perpetual in USDC as if it were in USDT, at such a time',
      'bitcoin',
      close('binance', 100, 0.97),
      close('hyperliquid', 100, 0.97),
      false,
    ],
    [
      'a perpetual in USDC and dollars',
      'bitcoin',
      close('kraken', 97, 0.97),
      close('hyperliquid', 97, 0.97),
      true,
    ],
    ['the price of many', 'solana', close('binance', 100), close('defillama', 101.9), true],
    ['the price of many, beyond 2 %', 'solana', close('binance', 100), close('defillama', 102.1), false],
    [
      'the price of many, at the rate',
      'solana',
      close('binance', 100, 0.95),
      close('defillama', 95, 0.95),
      true,
    ],
  ])('%s', (_, asset, a, b, same) => {
    expect(agree(asset, a, b)).toBe(same)
  })

  it('take the rate of a venue before that of the price of many', () => {
    expect(rateAmong([close('binance', 1), close('defillama', 0.97), close('kraken', 0.98)])).toBe(0.98)
    expect(rateAmong([close('defillama', 0.97)])).toBe(0.97)
    expect(rateAmong([close('binance', 1)])).toBeUndefined()
    // Closes are held against each other by it, and it is told to nobody.
    expect(reportedRateAmong([close('defillama', 0.97)])).toBeUndefined()
  })
})

describe('what is said of a close', () => {
  it.each<[string, readonly WitnessClose[], ReturnType<typeof verdictOn>]>([
    ['by its own venue alone', [close('binance', 100)], 'alone'],
    ['by a second venue', [close('binance', 100), close('okx', 100)], 'confirmed'],
    ['by a second venue otherwise', [close('binance', 100), close('okx', 104)], 'apart'],
    ['by the price of many', [close('defillama', 101)], 'confirmed'],
    ['by the price of many otherwise', [close('defillama', 103)], 'apart'],
    [
      'by the price of many, against another venue',
      [close('binance', 100), close('okx', 104), close('defillama', 101)],
      'confirmed',
    ],
    [
      'by the price of many, which fits the other venue as well',
      [close('binance', 100), close('okx', 101), close('defillama', 100.5)],
      'apart',
    ],
    [
      'by two venues, against the price of many',
      [close('binance', 100), close('okx', 100), close('defillama', 110)],
      'confirmed',
    ],
  ])('%s', (_, closes, verdict) => {
    expect(verdictOn('solana', 100, closes)).toBe(verdict)
  })

  it('takes the close of a venue, never the price of many', () => {
    const closes = [close('defillama', 110), close('binance', 100), close('bybit', 110.5)]
    expect(agreedAmong('solana', closes)?.venue).toBe('bybit')
    expect(agreedAmong('solana', [close('defillama', 110)])).toBeUndefined()
  })
})
