/** What an edition counts: the hundred coins, those that they and the sectors lack, the venues of funding, open interest and volume. */
import type { Words } from '#src/i18n/words.ts'
import type { Readings } from '#src/services/index.ts'
import { DAY } from '#src/market/time.ts'
import type { AgedRanks } from '#src/services/universe.ts'
import type { LeftOutVolume } from '#src/services/volume/venues.ts'
import { leftOutNames } from './leftout.ts'
import { listNames } from './names.ts'

/** More coins than this are counted, not named. */
const NAMED = 3
const HUNDRED = 100

type Counted = Pick<Readings, 'correlation' | 'sectors' | 'funding' | 'openinterest' | 'volume'>

/** A line of the footer; empty where neither is known. */
export function universeLine(
  { correlation, sectors, funding, openinterest, volume }: Counted,
  words: Words,
): string {
  const parts = [
    ...coins(correlation.value, words),
    ...sectorCoins(sectors.value, words),
    ...venues(funding.value, words),
    ...interestVenues(openinterest.value, words),
    ...volumeVenues(volume.value, words),
  ]
  if (parts.length === 0) return ''
  return words.grammar.sentenceOf(parts)
}

/** That coins are ranked by caps a day old, a sentence for each instant whose own were missed. */
export function agedRanksLines(all: readonly AgedRanks[], words: Words): string[] {
  const lines = all.flatMap(({ rankedAt, ranksWithheld }) => {
    if (rankedAt === undefined) return []
    const key = ranksWithheld ? 'method.rankedWithheld' : 'method.rankedBefore'
    return [words.say(key, { missed: rankedAt + DAY, rankedAt })]
  })
  return [...new Set(lines)]
}

function coins({ counted, absent = [] }: Counted['correlation']['value'], words: Words): string[] {
  if (counted === undefined) return []
  if (counted < HUNDRED) {
    // Of those that are there some may stand in for larger ones.
    const belong = Math.min(counted, HUNDRED - absent.length)
    return [words.say('method.universePart', { counted: belong, of: HUNDRED })]
  }
  if (absent.length === 0) return [words.say('method.universe', { counted })]
  return absent.length > NAMED
    ? [words.say('method.universeWithoutSome', { counted, without: absent.length })]
    : [words.say('method.universeWithout', { counted, names: words.grammar.list(absent, true) })]
}

function sectorCoins({ absent = [] }: Counted['sectors']['value'], words: Words): string[] {
  if (absent.length === 0) return []
  return absent.length > NAMED
    ? [words.say('method.sectorsWithoutSome', { without: absent.length })]
    : [words.say('method.sectorsWithout', { names: words.grammar.list(absent, true) })]
}

/** As many venues as the text states; an edition from before verdicts has those of its mean. */
function venues({ verdict, venues: known, leftOut }: Counted['funding']['value'], words: Words): string[] {
  const counted = verdict?.venues.length ?? known.filter((venue) => venue.weight > 0).length
  if (counted === 0) return []
  const short = verdict?.venues.find((one) => one.settlements < one.expected)
  if (short === undefined) {
    const without = words.grammar.list(namesOf(leftOut ?? [], words), true)
    return [
      words.say(without === '' ? 'method.venues' : 'method.venuesWithout', { venues: counted, without }),
    ]
  }
  const { venue, settlements, expected } = short
  return [words.say('method.venuesShort', { venues: counted, venue, settlements, expected })]
}

/** Of assets whose open interest is not that of all venues: at which it is counted, and which are left out. */
function interestVenues({ rows }: Counted['openinterest']['value'], words: Words): string[] {
  const some = rows.filter(({ venues, end }) => end !== undefined && !venues.includes('all'))
  const leftOutOf = ({ leftOut = [] }: (typeof some)[number]) =>
    leftOut.flatMap(({ venue }) => (venue === 'all' ? [] : [venue]))
  const sets = Map.groupBy(some, (row) => JSON.stringify([row.venues, leftOutOf(row)]))
  return [...sets.values()].map((its) => {
    const [first] = its as [(typeof some)[number]]
    const without = leftOutOf(first)
    const assets = its.map(({ asset, symbol }) =>
      asset === 'total' ? words.say('method.interestTotal') : symbol,
    )
    return words.say(without.length === 0 ? 'method.interestVenues' : 'method.interestVenuesWithout', {
      assets: words.grammar.list(assets, true),
      names: words.grammar.list(namesOf(first.venues, words), true),
      without: words.grammar.list(namesOf(without, words), true),
    })
  })
}

/** What of volume is not of all venues on record: of how many, and which are left out and why. */
function volumeVenues(
  { parts = [], meanPart, shareWithout = [] }: Counted['volume']['value'],
  words: Words,
): string[] {
  const without = (leftOut: readonly LeftOutVolume[]) =>
    words.grammar.list(leftOutNames(leftOut, words), true)
  return [
    ...parts.map(({ market, used, expected, leftOut }) =>
      words.say(market === 'spot' ? 'method.spotVolumeWithout' : 'method.perpVolumeWithout', {
        ...{ used, expected, without: without(leftOut) },
      }),
    ),
    ...(meanPart
      ? [
          words.say('method.volumeMeanWithout', {
            ...{ used: meanPart.used, expected: meanPart.expected, without: without(meanPart.leftOut) },
          }),
        ]
      : []),
    ...(shareWithout.length > 0
      ? [
          words.say('method.spotShareWithout', {
            without: words.grammar.list(namesOf(shareWithout, words), true),
          }),
        ]
      : []),
  ]
}

function namesOf(venues: readonly string[], words: Words): readonly string[] {
  return venues.map((venue) => listNames([venue], words))
}
