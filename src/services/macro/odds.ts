/** What prediction markets gave the next rate decision at the window's end. */
import { RATE_OUTCOMES, type RateOdds, type RateOutcome } from '#src/market/macro.ts'
import { DAY, HOUR, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { OddsPoint, OddsRow } from './reading.ts'
import { gap, type Publisher } from '../publish.ts'

/** The figure is this source's where it has one, else that of the source quoted last. */
const PREFERRED = 'polymarket'

/** Odds older than this say nothing of the week. */
const LONGEST_AGE = 7 * DAY

/** A quote stands for a boundary only near it. */
const NEAR = 3 * DAY

/** Each outcome is a market of its own, quoted minutes apart. */
const SAME_QUOTE = HOUR

/** One row a source, the one that is published first. */
export function readOdds(publisher: Publisher, quotes: readonly RateOdds[], week: Week): readonly OddsRow[] {
  const ahead = quotes.filter(({ time, meeting }) => time <= week.end && startOfDay(meeting) >= week.end)
  const meeting = ahead.map((quote) => quote.meeting).sort()[0]
  if (meeting === undefined) {
    publisher.put('macro.odds', 'probability', gap('no-data', 'rate_odds'))
    return []
  }
  const bySource = Map.groupBy(
    ahead.filter((quote) => quote.meeting === meeting),
    (quote) => quote.source,
  )
  const rows = [...bySource]
    .flatMap(([source, own]) => rowOf(meeting, source, own, week) ?? [])
    .sort((a, b) => Number(b.source === PREFERRED) - Number(a.source === PREFERRED) || b.asOf - a.asOf)
  const [row] = rows
  for (const outcome of RATE_OUTCOMES) {
    const value = row?.[outcome] ?? gap(row ? 'no-data' : 'stale', 'rate_odds')
    publisher.put(
      `macro.odds.${meeting}.${outcome}`,
      'probability',
      value,
      row && { asOf: row.asOf, sources: [row.source] },
    )
  }
  return rows
}

function rowOf(
  meeting: string,
  source: string,
  quotes: readonly RateOdds[],
  week: Week,
): OddsRow | undefined {
  const now = lastQuote(quotes, week.end, LONGEST_AGE)
  if (!now) return undefined
  const cutWeekAgo = lastQuote(quotes, week.start, NEAR)?.odds.cut
  return {
    meeting,
    source,
    asOf: now.time,
    ...now.odds,
    ...(cutWeekAgo !== undefined && { cutWeekAgo }),
    ...pathOf(quotes, week),
  }
}

/** The lowest and the highest odds of a cut after the window's start and up to its end; the first of equal ones. */
function pathOf(quotes: readonly RateOdds[], week: Week): Pick<OddsRow, 'low' | 'high'> {
  const cuts = quotes
    .filter(({ outcome, time }) => outcome === 'cut' && time > week.start && time <= week.end)
    .map(({ time, probability }) => ({ at: time, cut: probability }))
  const low = cuts.reduce<OddsPoint | undefined>(
    (best, one) => (best && best.cut <= one.cut ? best : one),
    undefined,
  )
  const high = cuts.reduce<OddsPoint | undefined>(
    (best, one) => (best && best.cut >= one.cut ? best : one),
    undefined,
  )
  return low && high && high.cut > low.cut ? { low, high } : {}
}

/** The last quote at or before an instant, with the other outcomes' last ones within the hour before it. */
function lastQuote(
  quotes: readonly RateOdds[],
  at: Instant,
  longestAge: number,
): { time: Instant; odds: Partial<Record<RateOutcome, number>> } | undefined {
  const known = quotes.filter((quote) => quote.time <= at && quote.time >= at - longestAge)
  const time = known.at(-1)?.time
  if (time === undefined) return undefined
  const odds: Partial<Record<RateOutcome, number>> = {}
  for (const quote of known) {
    if (quote.time >= time - SAME_QUOTE) odds[quote.outcome] = quote.probability
  }
  return { time, odds }
}
