/** The week of the small bodies, its coins, and rows of it that are healthy or spoiled. */
import type { Asset } from '#src/market/asset.ts'
import { DAY } from '#src/market/time.ts'
import type { Spoiled } from '../../contracts/supplier.ts'

/** Monday 2025-11-24, twenty past midnight. */
export const NOW = Date.UTC(2025, 10, 24, 0, 20)
export const MIDNIGHT = Date.UTC(2025, 10, 24)
export const WEEK = { from: MIDNIGHT - 7 * DAY, to: MIDNIGHT }

export const COINS: readonly Asset[] = [
  { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin', sectors: ['layer-1'] },
  { id: 'ethereum', symbol: 'ETH', name: 'Ethereum', kind: 'coin', sectors: ['layer-1'] },
  { id: 'pepe', symbol: 'PEPE', name: 'Pepe', kind: 'coin', sectors: ['meme'] },
]

/** The days of the week, each with a number; the last one spoiled. */
export function days<Row>(spoiled: Spoiled, row: (time: number, value: unknown) => Row, first = 100): Row[] {
  if (spoiled.none) return []
  return Array.from({ length: 7 }, (_, index) => {
    const value = index === 6 && 'value' in spoiled ? spoiled.value : first + index
    return row(MIDNIGHT - (7 - index) * DAY + (spoiled.shift ?? 0), value)
  })
}

export const shifted = (spoiled: Spoiled, time = NOW) => time + (spoiled.shift ?? 0)

export const valued = (spoiled: Spoiled, value: unknown) => ('value' in spoiled ? spoiled.value : value)
