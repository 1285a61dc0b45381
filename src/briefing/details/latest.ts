/**
 * The newest settlement or reading of a live market: its sentence, which is the answer's title, and what it rests on.
 * The last Monday stands beside it; the sentences of the week follow.
 */
import type { Block } from '#src/chat/message.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { LatestFunding, LatestSettlement } from '#src/services/latest/funding.ts'
import type { LatestInterest } from '#src/services/latest/interest.ts'
import type { LatestMacro } from '#src/services/latest/macro.ts'
import type { LatestVolume } from '#src/services/latest/volume.ts'
import { detailsOf, printersOf } from '../details.ts'
import { listNames } from '../names.ts'
import { type FundingUnit, nameOf } from './funding.ts'
import { printed } from './macro.ts'

/** A change that prints as 0.0 % is none, fraction. */
const STILL = 0.0005

export interface Latest {
  /** One sentence: the newest figure, and that of the last Monday. */
  readonly title: string
  readonly blocks: readonly Block[]
}

export function latestFunding(
  latest: LatestFunding,
  { symbol, week, unit }: { readonly symbol: string; readonly week: Week; readonly unit: FundingUnit },
  words: Words,
): Latest {
  const { table, say } = detailsOf('funding', words)
  const { funding } = printersOf(words)
  const of = (rate: number) => funding(unit)(rate) as string
  const isYearly = unit === 'apr'
  const title = say(latest.before === undefined ? `latest.${unit}` : `latest.${unit}Before`, {
    symbol,
    rate: of(latest.rate8h),
    ...(latest.before !== undefined && { before: of(latest.before) }),
    monday: week.end,
  })
  const rows = latest.venues.map((one) => [
    nameOf(one.venue, words),
    formatPercent(one.rate, 4, 'always'),
    say('hours', { hours: one.intervalHours }),
    of(one.rate8h),
    formatDateTime(one.time, words),
    ageOf(one.age, words),
  ])
  const columns = ['rate', 'interval', isYearly ? 'apr' : 'rate8h', 'settlement', 'age']
  const others = latest.venues.filter(({ venue }) => !latest.used.includes(venue))
  return {
    title,
    blocks: [
      table({ left: ['venue'], right: columns }, rows, say('latest.heading')),
      ...bullets([
        ...latest.venues.filter(({ intervals }) => intervals.length > 1).map((one) => changesOf(one, words)),
        ...(others.length === 0 ? [] : [say('latest.leftOut', { names: namesOf(others, words) })]),
      ]),
    ],
  }
}

/** `Settlement interval on Binance: 8 hours, 4 hours from 08:00 UTC on 21 Nov, 1 hour from 16:00 UTC on 23 Nov`. */
function changesOf({ venue, intervals }: LatestSettlement, words: Words): string {
  const { say } = detailsOf('funding', words)
  const [first, ...changes] = intervals.map(({ hours, since }) => ({ hours: say('hours', { hours }), since }))
  const parts = [
    first?.hours ?? '',
    ...changes.map(({ hours, since }) => say('latest.intervalFrom', { hours, time: since })),
  ]
  return say('latest.intervals', {
    venue: nameOf(venue, words),
    parts: parts.join(words.grammar.arrow),
  })
}

export function latestInterest(
  latest: LatestInterest,
  { name, week, now }: { readonly name: string; readonly week: Week; readonly now: Instant },
  words: Words,
): Latest {
  const { table, say } = detailsOf('openinterest', words)
  const { amount, change, date } = printersOf(words)
  const { value, before } = latest
  const counted = latest.counted.filter((venue) => venue !== 'all')
  const isSame = before !== undefined && Math.abs(value / before - 1) < STILL
  const beside = isSame ? 'latest.titleSame' : 'latest.titleBefore'
  const title = say(before === undefined ? 'latest.title' : beside, {
    name,
    at: counted.length === 0 ? '' : say('latest.at', { venues: listNames(counted, words, 'sentence') }),
    value: amount(value) as string,
    ...(before !== undefined && {
      before: amount(before) as string,
      change: formatPercent(value / before - 1, 1, 'always'),
    }),
    monday: week.end,
  })
  const rows = latest.venues.map((one) => [
    nameOf(one.venue, words),
    amount(one.value),
    one.before === undefined ? undefined : change(one.value / one.before - 1),
    date(one.day),
    // It was read at some time of that day.
    ageOf(now - one.day, words),
  ])
  return {
    title,
    blocks: [
      table(
        { left: ['venue'], right: ['interest', 'sinceMonday', 'read', 'age'] },
        rows,
        say('latest.heading'),
      ),
      ...bullets(
        (['leftOut', 'uncounted'] as const).flatMap((why) =>
          latest[why].length === 0 ? [] : [say(`latest.${why}`, { names: listNames(latest[why], words) })],
        ),
      ),
    ],
  }
}

export function latestVolume(latest: LatestVolume, now: Instant, words: Words): Latest {
  const { field, fields, say } = detailsOf('volume', words)
  const { amount, change, date } = printersOf(words)
  const { value, before, market } = latest
  const title = say(before === undefined ? 'latest.title' : 'latest.titleBefore', {
    market: say(`latest.markets.${market}`),
    value: amount(value) as string,
    day: latest.day,
    ...(before !== undefined && { before: amount(before) as string }),
  })
  return {
    title,
    blocks: [
      fields(
        [
          field('latestDay', date(latest.day)),
          field('age', ageOf(now - (latest.day + DAY), words)),
          field('toBefore', before === undefined || before === 0 ? undefined : change(value / before - 1)),
          field('latestVenues', listNames(latest.venues, words)),
          ...(latest.leftOut.length === 0 ? [] : [field('leftOut', listNames(latest.leftOut, words))]),
        ],
        say('latest.heading'),
      ),
    ],
  }
}

export function latestMacro(
  latest: LatestMacro,
  { now, week }: { readonly now: Instant; readonly week: Week },
  words: Words,
): Latest {
  const { field, fields, say } = detailsOf('macro', words)
  const { percent, points } = printersOf(words)
  const { odds, curves, releases } = latest
  const beside = (value: string, before: string | undefined) =>
    before === undefined ? value : say('latest.beside', { value, before })
  const isCut = odds?.cut !== undefined
  const title = isCut
    ? say(odds.cutWeekAgo === undefined ? 'latest.odds' : 'latest.oddsBefore', {
        cut: percent(odds.cut) as string,
        ...(odds.cutWeekAgo !== undefined && { before: percent(odds.cutWeekAgo) as string }),
        monday: week.end,
      })
    : say('latest.title', { monday: week.end })
  const mood = latest.fearGreed
  return {
    title,
    blocks: [
      fields(
        [
          isCut
            ? field(
                'cut',
                beside(percent(odds.cut) as string, percent(odds.cutWeekAgo) as string | undefined),
              )
            : undefined,
          odds && field('quoted', quoted(odds.asOf)),
          ...curves.map((one) => ({
            name: say(`latest.curves.${one.curve}`),
            value: say(one.change === undefined ? 'latest.curve' : 'latest.curveChange', {
              ten: formatNumber(one.tenYear, 2),
              ...(one.change !== undefined && { change: points(one.change) as string }),
              day: one.day,
            }),
          })),
          mood === undefined
            ? undefined
            : field(
                'fearGreed',
                beside(
                  formatNumber(mood),
                  latest.fearGreedBefore === undefined ? undefined : formatNumber(latest.fearGreedBefore),
                ),
              ),
          releases.length === 0
            ? undefined
            : field(
                'releasedSince',
                words.grammar.list(
                  releases.map(
                    ({ series, latest: value, unit }) =>
                      `${words.find(`glossary:series.${series}`) ?? series} ${printed(value, { series, unit }, words)}`,
                  ),
                ),
              ),
        ],
        say('latest.heading', { monday: week.end }),
      ),
    ],
  }

  function quoted(at: Instant): string {
    return say('latest.quotedAt', { time: at, age: ageOf(now - at, words) })
  }
}

/**
 * Answers are shared with those who ask within the next quarter of an hour: an age is stated as a limit that still holds
 * then, in hours, from two days on in days.
 */
export function ageOf(age: number, words: Words): string {
  const { say } = detailsOf('shared', words)
  const hours = Math.floor((age + HOUR / 4) / HOUR) + 1
  return hours <= 48
    ? say('ageHours', { hours })
    : say('ageDays', { days: Math.floor((age + HOUR / 4) / DAY) + 1 })
}

function namesOf(all: readonly LatestSettlement[], words: Words): string {
  return listNames(
    all.map(({ venue }) => venue),
    words,
  )
}

function bullets(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'bullets', items }]
}
