/** From a venue's ticker to the asset that it means: multiples, renamed tickers, tickers that several assets share. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import { multiplesIn, RENAMED } from '#src/market/renamed.ts'

export interface Meant {
  readonly asset: AssetId
  /** Coins in one unit of the venue's: 1000 for 1000SHIB. Prices are divided by it. */
  readonly multiple: number
  /** The ticker is one that the asset had before: MATIC for POL. */
  readonly renamed?: true
}

/**
 * What a ticker means among known assets, most valued first; undefined where none has it, as nothing is guessed.
 * An override of the venue wins, then the ticker as it stands (1INCH is no multiple), then without a multiple.
 */
export function meantBy(venue: string, ticker: string, assets: readonly Asset[]): Meant | undefined {
  const index = indexOf(assets)
  const overridden = OVERRIDES[venue]?.[ticker]
  if (overridden !== undefined) {
    return overridden !== null && index.ids.has(overridden) ? { asset: overridden, multiple: 1 } : undefined
  }
  const whole = index.named(ticker)
  if (whole !== undefined) return { ...whole, multiple: 1 }
  for (const { ticker: single, multiple } of multiplesIn(ticker)) {
    const asset = index.named(single)
    if (asset !== undefined) return { ...asset, multiple }
  }
  return undefined
}

/** Same ticker, other coin, by venue; null is a coin that no asset of ours can be. */
const OVERRIDES: Readonly<Record<string, Readonly<Record<string, AssetId | null>>>> = {
  // On Kraken LUNA is Terra Classic, LUNA2 what others call LUNA.
  kraken: { LUNA: 'terra-luna', LUNA2: 'terra-luna-2' },
  binance: { LUNA2: 'terra-luna-2' },
}

interface AssetIndex {
  readonly ids: ReadonlySet<AssetId>
  named(ticker: string): Omit<Meant, 'multiple'> | undefined
}

const indices = new WeakMap<readonly Asset[], AssetIndex>()

function indexOf(assets: readonly Asset[]): AssetIndex {
  const known = indices.get(assets)
  if (known) return known
  const bySymbol = new Map<string, AssetId>()
  for (const { id, symbol } of assets) if (!bySymbol.has(symbol)) bySymbol.set(symbol, id)
  const index: AssetIndex = {
    ids: new Set(assets.map(({ id }) => id)),
    named(ticker) {
      const asset = bySymbol.get(ticker)
      if (asset !== undefined) return { asset }
      const before = bySymbol.get(RENAMED.get(ticker) ?? '')
      return before === undefined ? undefined : { asset: before, renamed: true }
    },
  }
  indices.set(assets, index)
  return index
}
