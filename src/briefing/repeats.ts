/** What a recap does not say again: figures of its summary, and what stood still since the editions before. */
import { correlationLevelOf, REMEMBERED, type EditionMemory } from './memory.ts'
import type { Statement } from './section.ts'
import type { Thread } from './thread.ts'
import { HEADLINE_BAR } from './thread/material.ts'

/** Sentences on total market cap that say where it ended and how it moved. */
const CAP_ENDS = /^marketcap\.(?:change|levelOnly|hundred|high|low|highInside|lowInside)$/u
const CAP_CROSSED = /^marketcap\.(?:crossed|dipped|peeked)/u
/** A change of correlation that counts as one: the bar of services/correlation/support.ts, which a test holds equal. */
export const SHIFT = 0.1
const SHIFTED = /^correlation\.(?<way>rose|fell)/u

/** What the summary has said of the price, of total market cap and of crypto beside other assets is not said again. */
export function isRepeated({ key, extremes = [] }: Statement, { summary }: Thread): boolean {
  const inSummary = (start: string) => summary.some((line) => line.key.startsWith(`thread:${start}`))
  if (key.startsWith('marketcap.')) {
    if (!inSummary('cap.') && !inSummary('quiet.')) return false
    if (CAP_ENDS.test(key)) return true
    return CAP_CROSSED.test(key) ? inSummary('cap.crossed') : extremes.length === 0
  }
  if (['assets.bitcoinPrice', 'assets.losingStreak', 'assets.winningStreak'].includes(key)) {
    return inSummary('price.') || inSummary('quiet.')
  }
  return key === 'assets.sellingWasCrypto' && inSummary('contrast.')
}

/** The level that a line of the summary states, in the unit of its series. */
function levelIn({ values }: Statement): unknown {
  const { value } = values
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined
}

/** Sentences on crypto's place that name a streak which the summary may have stated. */
const PLACED = /^assets\.(?:worst|best)StreakSince$/u

/**
 * A statement that is needed, without what the summary has said of it: a level at the week's end, crypto's place and the
 * weeks that it was held. `inSummary` are entries of the ledger.
 */
export function withoutRepeated(
  statement: Statement,
  inSummary: ReadonlySet<string>,
  { summary }: Pick<Thread, 'summary'>,
): Statement {
  const { key, values, evidence, extremes = [], ...rest } = statement
  const { end } = values
  if (end !== undefined && summary.some((line) => levelIn(line) === end))
    return { ...statement, levelStated: true }
  if (!PLACED.test(key) || !extremes.every((id) => inSummary.has(id))) return statement
  // Of the entry that the summary rests on nothing is left in the sentence.
  const own = Object.entries(evidence).filter(([name]) => ['rule', 'window', 'ranks'].includes(name))
  return {
    ...rest,
    key: 'assets.unranked',
    values: { change: values.change },
    evidence: Object.fromEntries(own),
  }
}

/**
 * A correlation that changed is stated when it turned, or when no edition that is remembered stated the like: it spans four
 * weeks, and three of them were last week's. The largest change of a while is always news. Its levels are stated again
 * where the top ten's is no longer the one that was stated.
 */
export function isStale(statement: Statement, earlier: readonly EditionMemory[]): boolean {
  const { key, salience, extremes = [] } = statement
  const remembered = earlier.slice(0, REMEMBERED)
  const level = correlationLevelOf(statement)
  if (level !== undefined) {
    const last = remembered.find(({ wordings }) => key in wordings)
    return last !== undefined && Math.abs(level - (last.correlation ?? level)) < SHIFT
  }
  const way = SHIFTED.exec(key)?.groups?.way
  if (way === undefined || (extremes.length > 0 && salience >= HEADLINE_BAR)) return false
  const ways = remembered.flatMap(({ wordings }) =>
    Object.keys(wordings).flatMap((one) => SHIFTED.exec(one)?.groups?.way ?? []),
  )
  return ways.includes(way) && ways[0] === way
}
