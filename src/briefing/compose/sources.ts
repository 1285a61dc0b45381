/** What several parts of a recap ask of an edition: its sources, what an asset is called, and how parts of a line are joined. */
import type { Words } from '#src/i18n/words.ts'
import type { Edition } from '../edition.ts'

export function allSources({ readings }: Edition): string[] {
  return [...new Set(Object.values(readings).flatMap((reading) => reading.sources))].sort()
}

/** Of what the sheet draws alone: prices without other markets' and caps without shares. */
export function sheetSources({ readings }: Edition): string[] {
  const { assets, marketcap, openinterest, funding, sectors } = readings
  const drawn = [
    ...(assets.figures['price.bitcoin.end']?.sources ?? []),
    ...(assets.figures['price.ethereum.end']?.sources ?? []),
    ...(marketcap.figures['marketcap.total.end']?.sources ?? marketcap.sources),
    ...openinterest.sources,
    ...(funding.value.sheetVenue === undefined ? [] : [funding.value.sheetVenue]),
    ...(sectors.value.rows.length > 0 ? sectors.sources : []),
  ]
  return [...new Set(drawn)]
}

export function symbolIn(edition: Edition): (asset: string) => string {
  return (asset) => edition.symbols[asset] ?? asset
}

export function joint(words: Words): string {
  return words.grammar.wide
}
