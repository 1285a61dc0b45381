/** Method: what an edition stands on, and what it had no data for, named so that a reader understands it. */
import type { Words } from '#src/i18n/words.ts'
import type { MissingFigure, MissingReason } from '#src/market/reading.ts'

/** How a missing figure is named: a pattern of its published name, and the entry of `glossary:figures` for it. */
const NAMES: readonly (readonly [pattern: RegExp, entry: string])[] = [
  [/^price\.(?<asset>[^.]+)\./, 'prices'],
  [/^index\.top30|^assets\.crypto\.weekReturn/, 'index'],
  [/^assets\.crypto\.weeks/, 'streak'],
  [/^assets\.crypto\./, 'rank'],
  [/^assets\.(?<id>[^.]+)\./, 'market'],
  [/^marketcap\.crossed/, 'marketcapCrossed'],
  [/^marketcap\..*Share/, 'marketcapShare'],
  [/^marketcap\./, 'marketcapTotal'],
  [/^funding\.(?<asset>[^.]+)\.percentile/, 'fundingPercentile'],
  [/^funding\.(?<asset>[^.]+)\.(?<venue>[^.]+)\.(?:run|weekMean8h)$/, 'fundingVenue'],
  [/^funding\.(?<asset>[^.]+)\./, 'funding'],
  [/^openinterest\..*Percentile/, 'openinterestPercentile'],
  [/^openinterest\.total\./, 'openinterestTotal'],
  [/^openinterest\.(?<asset>[^.]+)\./, 'openinterest'],
  [/^volatility\.[^.]+\.dvol/, 'dvol'],
  [/^volatility\.(?<asset>[^.]+)\..*Percentile/, 'volatilityPercentile'],
  [/^volatility\.(?<asset>[^.]+)\./, 'volatility'],
  [/^correlation\..*4wAgo/, 'correlationBefore'],
  [/^correlation\./, 'correlation'],
  [/^breadth\./, 'breadth'],
  [/^sectors\.(?<id>[^.]+)\./, 'sector'],
  [/^volume\.spot\.(?:mean4w|ratio)/, 'volumeMean'],
  [/^volume\.spot\.spotShare/, 'spotShare'],
  [/^volume\./, 'volumeSpot'],
  [/^movers\./, 'movers'],
  [/^macro\.odds/, 'oddsMeeting'],
  [/^macro\.curve\.(?<id>[^.]+)\./, 'curve'],
  [/^macro\.(?<id>[^.]+)\./, 'release'],
  [/^positioning\.(?<id>[^.]+)/, 'positioning'],
  [/^sentiment\./, 'fearGreed'],
]

/**
 * What is missing, in words: figures of one kind are named once, kinds with the same reason share its bracket.
 * `symbolOf` turns an asset's id into what a reader knows it by.
 */
export function nameMissing(
  missing: readonly MissingFigure[],
  words: Words,
  symbolOf: (asset: string) => string,
): string {
  const byReason = new Map<MissingReason, Map<string, Set<string>>>()
  for (const { figure, reason } of missing) {
    const kinds = byReason.get(reason) ?? new Map<string, Set<string>>()
    const { label, member } = nameOf(figure, words, symbolOf)
    kinds.set(label, (kinds.get(label) ?? new Set()).add(member))
    byReason.set(reason, kinds)
  }
  const comma = words.locale === 'ja' ? '、' : ', '
  return [...byReason]
    .map(([reason, kinds]) => {
      const names = [...kinds].map(([label, members]) => counted(label, members, words)).join(comma)
      // That nobody supplied it goes without saying; every other reason is said.
      if (reason === 'no-data') return names
      return words.say('method.missingBecause', {
        name: names,
        reason: words.say(`errors:missing.${reason}`),
      })
    })
    .join(comma)
}

function nameOf(figure: string, words: Words, symbolOf: (asset: string) => string) {
  for (const [pattern, entry] of NAMES) {
    const match = pattern.exec(figure)
    if (match === null) continue
    const { asset, id, venue } = match.groups ?? {}
    if (entry === 'prices') return { label: entry, member: asset ?? figure }
    const values = { asset: asset === undefined ? '' : symbolOf(asset), id, venue }
    return { label: words.find(`glossary:figures.${entry}`, values) ?? figure, member: '' }
  }
  return { label: figure, member: '' }
}

/** Prices go missing coin by coin: they are counted, not listed. */
function counted(label: string, members: ReadonlySet<string>, words: Words): string {
  return label === 'prices' ? words.say('glossary:figures.prices', { count: members.size }) : label
}
