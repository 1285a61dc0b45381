/** What several parts of a recap ask of an edition: its sources, what an asset is called, and how parts of a line are joined. */
import type { Words } from '#src/i18n/words.ts'
import type { Edition } from '../edition.ts'

export function allSources({ readings }: Edition): string[] {
  return [...new Set(Object.values(readings).flatMap((reading) => reading.sources))].sort()
}

/** Of what the sheet shows: coins and sectors, the market cap, open interest and funding. */
export function sheetSources({ readings }: Edition): string[] {
  const { sectors, marketcap, openinterest, funding } = readings
  return [...new Set([sectors, marketcap, openinterest, funding].flatMap(({ sources }) => sources))].sort()
}

export function symbolIn(edition: Edition): (asset: string) => string {
  return (asset) => edition.symbols[asset] ?? asset
}

export function joint(words: Words): string {
  return words.grammar.wide
}
