/**
 * What deserves a flash: entries of the ledger of extremes as they settle. Settled funding, daily closes and what is
 * counted at 00:00 UTC make one; prices of the minute and highs and lows inside a day never do, nor do markets with trading
 * days, of which no hour is on record.
 */
import type { History } from '#src/market/history.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { breadthInSteps, renewsBreadth } from './flash/breadth.ts'
import type { FlashCandidate, FlashSpan } from './flash/candidate.ts'
import { isContradicted } from './flash/contradicted.ts'
import { candidateOf } from './flash/chosen.ts'
import { entriesInSteps, type FlashEntry } from './flash/entries.ts'
import { atOnce, type Steps } from './steps.ts'

/**
 * Every subject that settled an extreme within the span, oldest first and then the most salient. What settled is judged
 * by what was known then; what is reported late belongs to the span in which it settled, so ask with a span that reaches
 * back as far as a flash may be late.
 */
export function flashCandidates(history: History, span: FlashSpan): readonly FlashCandidate[] {
  return atOnce(candidatesInSteps(history, span))
}

/** As `flashCandidates`, a day and in it a series and a moment at a time. */
export function* candidatesInSteps(
  history: History,
  { from, to, weeks }: FlashSpan,
): Steps<readonly FlashCandidate[]> {
  const until = history.live ? to : Math.min(to, history.now)
  const all: FlashCandidate[] = []
  for (const part of dayParts(from, until)) all.push(...(yield* momentsOf(history, part, weeks)))
  return all.toSorted((a, b) => a.settledAt - b.settledAt || b.salience - a.salience)
}

interface Part {
  readonly from: Instant
  readonly to: Instant
}

/** Cut at each 00:00 UTC, as a day's series are those of its own members. */
function dayParts(from: Instant, to: Instant): readonly Part[] {
  const parts: Part[] = []
  for (let start = from; start < to; ) {
    const end = Math.min(to, floorToDay(start) + DAY)
    parts.push({ from: start, to: end })
    start = end
  }
  return parts
}

function* momentsOf(history: History, part: Part, weeks: number): Steps<readonly FlashCandidate[]> {
  const found = yield* entriesInSteps(history, part)
  const entries = found.filter(({ extreme }) => extreme.weeks >= weeks && !isContradicted(history, extreme))
  const moments = Map.groupBy(entries, ({ settledAt }) => settledAt)
  if (part.to === floorToDay(part.to) && !moments.has(part.to)) moments.set(part.to, [])
  const all: FlashCandidate[] = []
  for (const [settledAt, own] of moments) {
    all.push(...(yield* ofMoment(history, settledAt, own, weeks)))
    yield
  }
  return all
}

function* ofMoment(
  history: History,
  settledAt: Instant,
  entries: readonly FlashEntry[],
  weeks: number,
): Steps<readonly FlashCandidate[]> {
  const wide = settledAt === floorToDay(settledAt) ? yield* breadthInSteps(history, settledAt, weeks) : []
  const single = entries.filter(({ extreme, side }) => {
    const isOfCoin = extreme.group === 'price' || extreme.group === 'coins' || extreme.group === 'breadth'
    return !(isOfCoin && wide.some((one) => one.side === side))
  })
  const subjects = Map.groupBy(single, ({ subject }) => subject)
  const renewed: FlashCandidate[] = []
  for (const one of wide) renewed.push({ ...one, renews: yield* renewsBreadth(history, one, weeks) })
  return [
    ...renewed,
    ...[...subjects.values()].map((own) => candidateOf(history, settledAt, own, weeks)),
  ].filter((one) => one !== undefined)
}
