/** Details of `/funding`: levels, means, the run, and the venues one by one. */
import type { Block } from '#src/chat/message.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { HOUR } from '#src/market/time.ts'
import type { FundingReading, FundingVenue } from '#src/services/funding/reading.ts'
import type { FundingWindow } from '#src/services/funding/fundingwindow.ts'
import type { Gap } from '#src/services/publish.ts'
import type { FundingWeek } from '#src/services/verdicts.ts'
import { detailsOf, fieldOf, isGap, orWhy, printersOf, type DetailValue } from '../details.ts'
import { listNames } from '../names.ts'
import { windowField } from './windowfield.ts'

export type FundingUnit = '8h' | 'apr'

/** How many venues `top` names, and how many rows a history has at most. */
const TOP = 3
const MOST_ROWS = 31
const OVERDUE: Gap = { missing: 'stale' }

export function fundingFields(
  reading: Reading<FundingReading>,
  window: FundingWindow,
  unit: FundingUnit,
  words: Words,
  isPast = false,
): Block {
  const { field, fields, say } = detailsOf('funding', words)
  const reference = nameOf(reading.value.referenceVenue ?? '', words)
  const weighted = reading.value.venues.filter(({ weight }) => weight > 0)
  const overdue = reading.value.venues.filter(({ isOverdue }) => isOverdue)
  const countOf = (venues: readonly FundingVenue[]) => {
    const [first, ...others] = venues
    return first && others.length === 0
      ? nameOf(first.venue, words)
      : say('overVenues', { count: venues.length })
  }
  /** A figure bears the name of the venue that it is of, or the count of those that it was made from. */
  const on = (venue: string) => (name: string, value: DetailValue) =>
    fieldOf(say(`fields.${name}`, { venue }), value, words)
  const [onReference, onWeighted] = [on(reference), on(countOf(weighted))]
  const onCurrent = on(countOf(weighted.filter(({ isOverdue }) => !isOverdue)))
  const { funding, rate, change, wholePercent, percentile, price, date } = printersOf(words)
  const { value, week } = reading
  const of = (rate: number | Gap | undefined) => {
    const text = funding(unit)(rate)
    return unit === 'apr' && typeof text === 'string' ? say('aYear', { rate: text }) : text
  }
  const isYearly = unit === 'apr'
  const label = isPast ? `${rateLabel(reading.value)}AtEnd` : rateLabel(reading.value)
  const { run } = value
  const known = <V>(one: V | undefined, name: string) => orWhy(one, `funding.${value.asset}.${name}`, reading)
  const longer = run?.lastEarlierRunAtLeastAsLong
  const days = window.days
  const sums = value.verdict?.venues.find(({ venue, summed }) => summed && venue === value.referenceVenue)
  return fields([
    windowField({ start: week.end - days * 24 * HOUR, end: week.end, zone: week.zone }, words),
    isYearly
      ? onCurrent(`${label}Apr`, of(known(value.rate8h, 'rate8h')))
      : onCurrent(label, rate(known(value.rate8h, 'rate8h'))),
    isYearly ? undefined : field('apr', change(known(value.apr, 'apr'))),
    field('median', of(window.median)),
    onWeighted('mean7d', of(value.weekMean8h ?? window.mean7d)),
    onWeighted('mean30d', of(window.mean30d)),
    days === 7 || days === 30 ? undefined : onWeighted('mean', of(window.mean)),
    field(isYearly ? 'highApr' : 'high', extreme(window.high)),
    field(isYearly ? 'lowApr' : 'low', extreme(window.low)),
    onReference('negativeShare', wholePercent(window.negativeShare)),
    onReference('percentile', percentile(known(value.percentile1y, 'percentile1y'))),
    ...(sums ? runOfSums(sums) : runOfSettlements()),
    field('venues', value.venues.length === 0 ? undefined : namesOf(value.venues)),
    weighted.length > 1 && weighted.length < value.venues.length
      ? field('counted', namesOf(weighted))
      : undefined,
    overdue.length > 0 ? field('overdue', namesOf(overdue)) : undefined,
    value.leftOut && field('leftOut', listNames(value.leftOut, words)),
  ])

  /** As the sentences of the week have it: a venue that settles more often is stated by its sums of 8 hours. */
  function runOfSums({ endRun }: FundingWeek) {
    const text = endRun && say('runSums', { sign: say(`signs.${endRun.sign}`), hours: endRun.hours })
    return [onReference('runSums', text), field('since', endRun && formatDateTime(endRun.from, words))]
  }

  function runOfSettlements() {
    return [
      onReference(
        'run',
        run && say('run', { sign: say(`signs.${run.sign}`), prints: run.prints, days: run.hours / 24 }),
      ),
      field('since', run && formatDateTime(Date.parse(run.since), words)),
      run && field('longest', longer ? date(Date.parse(longer.end)) : say('noneOnRecord')),
      // Funding is positive most of the time: then the earlier settlement is the one of some hours before.
      run?.lastEarlierSamePrint && run.sign !== 'positive'
        ? fieldOf(
            say(`priceWhen.${run.sign}`, { venue: reference }),
            price(value.priceAtLastEarlierSamePrint),
            words,
          )
        : undefined,
    ]
  }

  function namesOf(venues: readonly FundingVenue[]) {
    return listNames(
      venues.map(({ venue }) => venue),
      words,
    )
  }

  function extreme(settled: FundingWindow['high']) {
    if (isGap(settled)) return settled
    const text = of(settled.rate8h)
    if (typeof text !== 'string') return text
    return say('venueOn', { value: text, venue: nameOf(settled.venue, words), date: settled.time })
  }
}

/** How the rate over venues was weighted; a single venue that had a weight is named. */
function rateLabel({ weighting, venues }: FundingReading): string {
  if (weighting === 'equal') return 'rateEqual'
  return venues.filter(({ weight, isOverdue }) => weight > 0 && !isOverdue).length === 1 ? 'rateOne' : 'rate'
}

/** One row a venue: the largest three, or all, those that could not be used among them. */
export function fundingVenues(
  { value }: Reading<FundingReading>,
  which: 'top' | 'all',
  unit: FundingUnit,
  words: Words,
): Block[] {
  const { table, tableOrNone, say } = detailsOf('funding', words)
  const { funding, rate, amount, wholePercent } = printersOf(words)
  const of = funding(unit)
  const shown = which === 'all' ? value.venues : value.venues.slice(0, TOP)
  const rows = shown.map((venue) => [
    nameOf(venue.venue, words),
    // What is settled is a rate per interval: beside yearly ones it would be another unit.
    ...(unit === 'apr' ? [] : [rate(venue.isOverdue ? OVERDUE : venue.rate)]),
    say('hours', { hours: venue.intervalHours }),
    of(venue.isOverdue ? OVERDUE : venue.rate8h),
    of(venue.weekMean8h),
    amount(venue.openInterest),
    wholePercent(venue.weight),
  ])
  const more = value.venues.length - shown.length
  const notes = [
    ...(more > 0 ? [say('moreVenues', { count: more })] : []),
    ...(value.absentVenues.length > 0
      ? [say('absentVenues', { names: listNames(value.absentVenues, words) })]
      : []),
  ]
  const columns = [
    ...(unit === 'apr' ? [] : ['rate']),
    'interval',
    unit === 'apr' ? 'apr' : 'rate8h',
    'mean7d',
    'interest',
    'weight',
  ]
  return [
    tableOrNone(table({ left: ['venue'], right: columns }, rows, say('byVenue'))),
    ...notes.map((text): Block => ({ kind: 'paragraph', text })),
  ]
}

/** Settlement by settlement where the window has few of them, by day up to a month, by week beyond. */
export function fundingHistory(
  reading: Reading<FundingReading>,
  window: FundingWindow,
  unit: FundingUnit,
  words: Words,
): Block {
  const { table, tableOrNone, say } = detailsOf('funding', words)
  const { funding, date } = printersOf(words)
  const of = funding(unit)
  const venue = nameOf(reading.value.referenceVenue ?? '', words)
  const column = unit === 'apr' ? 'apr' : 'rate8h'
  if (window.settlements.length <= MOST_ROWS) {
    const rows = window.settlements.map(({ time, rate8h }) => [formatDateTime(time, words), of(rate8h)])
    const heading = say('settlementsOn', { venue })
    return tableOrNone(table({ left: ['settlement'], right: [column] }, rows.reverse(), heading))
  }
  const daily = window.days <= MOST_ROWS
  const points = daily ? reading.value.daily.slice(-window.days) : window.weeks
  const rows = points.map(([time, value]) => [date(time), of(value ?? undefined)]).reverse()
  const heading = say(daily ? 'daysOn' : 'weeksOn', { venue })
  return tableOrNone(table({ left: [daily ? 'day' : 'weekTo'], right: [column] }, rows, heading))
}

export function nameOf(venue: string, words: Words): string {
  return words.find(`glossary:venues.${venue}`) ?? venue
}
