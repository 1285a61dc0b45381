/** What an edition counts: the hundred coins and which of them lack prices, the venues of funding and what they lack. */
import { joinItems } from '#src/i18n/lists.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Readings } from '#src/services/index.ts'
import { capitalised } from './tell.ts'

/** More coins than this are counted, not named. */
const NAMED = 3
const HUNDRED = 100

type Counted = Pick<Readings, 'correlation' | 'funding'>

/** A line of the footer; empty where neither is known. */
export function universeLine({ correlation, funding }: Counted, words: Words): string {
  const parts = [...coins(correlation.value, words), ...venues(funding.value, words)]
  if (parts.length === 0) return ''
  return words.locale === 'ja' ? `${parts.join('・')}。` : `${capitalised(parts.join(', '))}.`
}

function coins({ counted, absent = [] }: Counted['correlation']['value'], words: Words): string[] {
  if (counted === undefined) return []
  if (counted < HUNDRED) return [words.say('method.universePart', { counted, of: HUNDRED })]
  if (absent.length === 0) return [words.say('method.universe', { counted })]
  return absent.length > NAMED
    ? [words.say('method.universeWithoutSome', { counted, without: absent.length })]
    : [words.say('method.universeWithout', { counted, names: joinItems(absent, words.locale, true) })]
}

/** As many venues as the text tells; an edition from before verdicts has those of its mean. */
function venues({ verdict, venues: known }: Counted['funding']['value'], words: Words): string[] {
  const counted = verdict?.venues.length ?? known.filter((venue) => venue.weight > 0).length
  if (counted === 0) return []
  const short = verdict?.venues.find((one) => one.settlements < one.expected)
  if (short === undefined) return [words.say('method.venues', { venues: counted })]
  const { venue, settlements, expected } = short
  return [words.say('method.venuesShort', { venues: counted, venue, settlements, expected })]
}
