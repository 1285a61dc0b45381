/** `/funding` in short: the last whole day of each venue drawn, then the window. */
import type { Fact } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, type Instant, startOfDay } from '#src/market/time.ts'
import type { FundingWindow } from '#src/services/funding/fundingwindow.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { VenueDays } from '#src/services/funding/fulldays.ts'
import type { LatestFunding } from '#src/services/latest/funding.ts'
import type { Gap } from '#src/services/publish.ts'
import { isGap, printersOf } from '../details.ts'
import { type FundingUnit, nameOf } from '../details/funding.ts'
import { ageOf } from '../details/latest.ts'
import { factWriter, firstFacts, type ShortFacts } from './writer.ts'

/** Venues that have a line. */
const VENUES = 3

/** `drawn` is the reading with the days of the chart. */
export function fundingFacts(
  { value, week }: Reading<FundingReading>,
  window: FundingWindow,
  unit: FundingUnit,
  latest: LatestFunding | undefined,
  words: Words,
): ShortFacts {
  const { say, fact, known } = factWriter('funding', words)
  const { funding, wholePercent, shortDate } = printersOf(words)
  const { days } = window
  const of = (rate: number | Gap | undefined) => {
    const text = funding(unit)(rate)
    return unit === 'apr' && typeof text === 'string' ? say('aYear', { rate: text }) : text
  }
  /** What a rate per 8 hours is a year; a year that was asked for stands alone. */
  const otherwise = (rate: number) =>
    unit === 'apr' ? undefined : say('aYear', { rate: funding('apr')(rate) as string })
  const lineOf = (venue: string, rate: number) => fact(nameOf(venue, words), of(rate), otherwise(rate))

  const { venueDays = [] } = value
  const ends = venueDays.flatMap((one) => endOf(one) ?? [])
  if (value.venues.length === 0) {
    const venues = (latest?.venues ?? []).slice(0, VENUES)
    return {
      facts: venues.map((one) => fact(nameOf(one.venue, words), of(one.rate8h), ageOf(one.age, words))),
    }
  }
  // A single day is drawn venue by venue, as it stood at its end.
  const isOneDay = days === 1 || ends.length === 0
  const venues = isOneDay
    ? value.venues
        .filter(({ isOverdue }) => !isOverdue)
        .slice(0, VENUES)
        .map((one) => lineOf(one.venue, one.rate8h))
    : ends.map(({ venue, rate }) => lineOf(venue, rate))
  const mean = days === 7 ? (value.weekMean8h ?? window.mean7d) : window.mean
  const weighted = value.venues.filter(({ weight }) => weight > 0)
  const over = say('days', { days })
  const reference = nameOf(value.referenceVenue ?? '', words)
  const day = isOneDay ? undefined : dayOf(ends)
  return {
    facts: firstFacts(
      [
        ...venues,
        fact(say('facts.mean', { days }), of(mean), say('overVenues', { count: weighted.length })),
        extreme('high', window.high),
        extreme('low', window.low),
        known(
          say('facts.negative'),
          wholePercent(window.negativeShare),
          words.grammar.list([reference, over]),
        ),
      ].slice(0, latest ? -1 : undefined),
    ),
    ...(latest && {
      newest: [fact(say('facts.newest'), of(latest.rate8h), ageOf(youngest(latest), words))],
    }),
    ...(day !== undefined && { note: say(`facts.note.${unit}`, { day }) }),
  }

  function extreme(which: 'high' | 'low', settled: FundingWindow['high']): Fact | undefined {
    if (isGap(settled)) return undefined
    const at = words.grammar.list([nameOf(settled.venue, words), shortDate(settled.time) as string])
    return known(say(`facts.${which}`, { days }), of(settled.rate8h), at)
  }

  /** The day that all lines are of; undefined where they are of several. */
  function dayOf(all: readonly { readonly at: Instant }[]): Instant | undefined {
    const [first, ...others] = all
    const isSame = others.every(({ at }) => at === first?.at)
    return first && isSame && first.at + DAY <= week.end ? first.at : undefined
  }
}

function youngest({ venues }: LatestFunding): number {
  return Math.min(...venues.map(({ age }) => age))
}

/** The last day that is over. */
function endOf({ venue, days, lastFull }: VenueDays) {
  const at = lastFull === undefined ? days.findLast(([, rate]) => rate !== null)?.[0] : startOfDay(lastFull)
  const rate = days.find(([day]) => day === at)?.[1]
  return at === undefined || rate === undefined || rate === null ? undefined : { venue, at, rate }
}
