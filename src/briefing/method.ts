/** Method: what an edition stands on, and what it had no data for, named so that a reader understands it. */
import type { Words } from '#src/i18n/words.ts'
import type { MissingFigure } from '#src/market/reading.ts'

/**
 * How a missing figure is named: a pattern of its published name, and the entry of `glossary:figures` for it. One that
 * fits none is named by the entry of its first word: `movers.gainers` by `movers`.
 */
const NAMES: readonly (readonly [pattern: RegExp, entry: string])[] = [
  [/^(?:price|path)\.(?<asset>[^.]+)\./, 'prices'],
  [/^index\.top30|^assets\.crypto\.weekReturn/, 'index'],
  [/^assets\.crypto\.weeks/, 'streak'],
  [/^assets\.crypto\./, 'rank'],
  [/^assets\.(?<id>[^.]+)\./, 'market'],
  [/^marketcap\.crossed/, 'marketcapCrossed'],
  [/ercentile/, 'percentiles'],
  [/^marketcap\..*ShareWeekAgo/, 'marketcapShareBefore'],
  [/^marketcap\..*Share/, 'marketcapShare'],
  [/^marketcap\.total\.(?:weekChange|start)/, 'marketcapChange'],
  [/^marketcap\.hundred/, 'marketcapChange'],
  [/^marketcap\./, 'marketcapTotal'],
  [/^funding\.(?<asset>[^.]+)\.(?<venue>[^.]+)\.(?:run|weekMean8h|day)$/, 'fundingVenue'],
  [/^funding\.(?<asset>[^.]+)\./, 'funding'],
  [/^openinterest\.total\.(?:peak|drawdown|fallFromLongTail)/, 'openinterestPeakTotal'],
  [/^openinterest\.(?<asset>[^.]+)\.(?:peak|drawdown)/, 'openinterestPeak'],
  [/^openinterest\.total\.(?:weekChange|start)/, 'openinterestChangeTotal'],
  [/^openinterest\.(?<asset>[^.]+)\.(?:weekChange|start|coinsWeekChange|quadrant)/, 'openinterestChange'],
  [/^openinterest\.total\./, 'openinterestTotal'],
  [/^openinterest\.(?<asset>[^.]+)\./, 'openinterest'],
  [/^volatility\.[^.]+\.dvol/, 'dvol'],
  [/^volatility\.(?<asset>[^.]+)\.rv7d(?:Hourly|Close)/, 'volatilityHourly'],
  [/^volatility\.(?<asset>[^.]+)\.rv7dWeekAgo/, 'volatilityBefore'],
  [/^volatility\.(?<asset>[^.]+)\.rv30d/, 'volatilityMonth'],
  [/^volatility\.(?<asset>[^.]+)\./, 'volatility'],
  [/^correlation\..*(?:4wAgo|sameMembers)/, 'correlationBefore'],
  [/^sectors\.(?<id>[^.]+)\./, 'sector'],
  [/^volume\.spot\.(?:weekBefore|weekChange)/, 'volumeBefore'],
  [/^volume\.spot\.(?:mean4w|ratio)/, 'volumeMean'],
  [/^volume\.spot\.spotShare/, 'spotShare'],
  [/^volume\./, 'volumeSpot'],
  [/^macro\.odds\..*\.hold/, 'oddsHold'],
  [/^macro\.odds\..*\.hike/, 'oddsHike'],
  [/^macro\.odds/, 'oddsMeeting'],
  [/^macro\.curve\.(?<id>[^.]+)\./, 'curve'],
  [/^macro\.(?<id>[^.]+)\./, 'release'],
  [/^positioning\.(?<id>[^.]+)/, 'positioning'],
  [/^sentiment\./, 'fearGreed'],
]

/** Kinds that a reader does not look for in a section: they are named in the method alone. */
const IN_METHOD_ONLY =
  /^price\.|^path\.|ercentile|4wAgo|WeekAgo|^assets\.crypto\.weeks|^macro\.odds\..*\.(?:hold|hike)|^positioning\.|\.quadrant$|rv7dHourly|rv7dClose|sameMembers|^volume\.spot\.week(?:Before|Change)|rv7dWeekAgo|rv30d|\.dvol$|fallFromLongTail$/

/** What goes without saying where the kind that it is made from is missing too. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  rank: ['index'],
  streak: ['index', 'rank'],
  marketcapShare: ['marketcapTotal'],
  marketcapShareBefore: ['marketcapShare', 'marketcapTotal'],
  marketcapCrossed: ['marketcapTotal', 'marketcapChange'],
  marketcapChange: ['marketcapTotal'],
  openinterestPeak: ['openinterest'],
  openinterestChange: ['openinterest'],
  openinterestPeakTotal: ['openinterestTotal'],
  openinterestChangeTotal: ['openinterestTotal'],
  volatilityHourly: ['volatility'],
  volatilityBefore: ['volatility'],
  volatilityMonth: ['volatility'],
  correlationBefore: ['correlation'],
  volumeBefore: ['volumeSpot'],
  volumeMean: ['volumeSpot'],
  spotShare: ['volumeSpot'],
  positioning: ['openinterestTotal', 'spotShare', 'percentiles'],
}

/** Kinds of which more than this many are stated as one. */
const COLLECTIVE: Readonly<Record<string, { readonly most: number; readonly entry: string }>> = {
  release: { most: 2, entry: 'releases' },
  sector: { most: 2, entry: 'sectors' },
}

/** What a section names as missing: what a reader would have looked for there. */
export function missingInSection(missing: readonly MissingFigure[]): MissingFigure[] {
  return missing.filter((one) => !IN_METHOD_ONLY.test(one.figure))
}

/**
 * What is missing, in words: figures of one kind are named once, kinds with the same reason share its bracket.
 * `symbolOf` turns an asset's id into what a reader knows it by.
 */
export function nameMissing(
  missing: readonly MissingFigure[],
  words: Words,
  symbolOf: (asset: string) => string,
): string {
  const { comma } = words.grammar
  const byReason = Map.groupBy(withoutDerived(missing), (one) => one.reason)
  const said = new Set<string>()
  return [...byReason]
    .flatMap(([reason, figures]) => {
      // What is named for one reason is not named again for another.
      const fresh = namesOf(figures, words, symbolOf).filter((name) => !said.has(name))
      for (const name of fresh) said.add(name)
      if (fresh.length === 0) return []
      const names = fresh.join(comma)
      // That it was not supplied goes without saying; every other reason is said.
      if (reason === 'no-data') return names
      return words.say('method.missingBecause', {
        name: names,
        reason: words.say(`errors:missing.${reason}`),
      })
    })
    .join(comma)
}

/** What readers know one figure by. */
export function nameFigure(figure: string, words: Words, symbolOf: (asset: string) => string): string {
  return namesOf([{ figure, reason: 'no-data' }], words, symbolOf)[0] ?? figure
}

function withoutDerived(missing: readonly MissingFigure[]): MissingFigure[] {
  const kinds = new Set(missing.map(({ figure }) => kindOf(figure).entry))
  return missing.filter(({ figure }) => !DERIVED[kindOf(figure).entry]?.some((base) => kinds.has(base)))
}

/** One name a kind; prices are counted, and many releases are stated as one. */
function namesOf(
  figures: readonly MissingFigure[],
  words: Words,
  symbolOf: (asset: string) => string,
): string[] {
  const kinds = Map.groupBy(figures, ({ figure }) => kindOf(figure).entry)
  return [...kinds].flatMap(([entry, all]) => {
    const members = [...new Set(all.map(({ figure }) => kindOf(figure).member))]
    if (entry === 'prices') return [words.say('glossary:figures.prices', { count: members.length })]
    const collective = COLLECTIVE[entry]
    if (collective && members.length > collective.most) {
      const count = members.length
      return [words.find(`glossary:figures.${collective.entry}`, { count }) ?? entry]
    }
    // Assets of one kind share its name: BTC and ETH funding.
    const byVenue = Map.groupBy(all, ({ figure }) => kindOf(figure).groups.venue)
    const labels = [...byVenue].flatMap(([venue, figures]) => {
      const assets = unique(figures.map(({ figure }) => kindOf(figure).groups.asset)).map(symbolOf)
      const asset = words.grammar.list(assets, true).replaceAll('、', '・')
      const ids = unique(figures.map(({ figure }) => kindOf(figure).groups.id))
      return (ids.length === 0 ? [undefined] : ids).map(
        (id) => words.find(`glossary:figures.${entry}`, { asset, id, venue }) ?? figures[0]?.figure ?? entry,
      )
    })
    return [...new Set(labels)]
  })
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))]
}

function kindOf(figure: string) {
  for (const [pattern, entry] of NAMES) {
    const groups = pattern.exec(figure)?.groups ?? (pattern.test(figure) ? {} : undefined)
    if (groups !== undefined) return { entry, groups, member: groups.asset ?? groups.id ?? '' }
  }
  const [entry = figure] = figure.split('.')
  return { entry, groups: {} as Record<string, string | undefined>, member: '' }
}
