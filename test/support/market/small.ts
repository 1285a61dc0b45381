/** A history of fewer coins, for tests that collect it many times. */
import type { History } from '#src/market/history.ts'

/** The most valued coins, and all that is no coin; every other table stays whole. */
export function smallMarket(history: History, coins = 24): History {
  const valued = history.assets
    .filter(({ kind }) => kind === 'coin')
    .map(({ id }) => ({ id, cap: history.marketCaps(id)?.values.at(-1) ?? 0 }))
    .sort((a, b) => b.cap - a.cap)
    .slice(0, coins)
  const kept = new Set(valued.map(({ id }) => id))
  const assets = history.assets.filter(({ id, kind }) => kind !== 'coin' || kept.has(id))
  return { ...history, assets, asset: (id) => assets.find((asset) => asset.id === id) }
}
