/** What a recap does not say again: figures of its summary, and what stood still since the editions before. */
import { REMEMBERED, type Told } from './memory.ts'
import type { Statement } from './section.ts'
import type { Thread } from './thread.ts'

/** A correlation that moved this much is told although its direction is the one told before. */
const LARGE_SHIFT = 0.15
/** Sentences on total market cap that say where it ended and how it moved. */
const CAP_ENDS = /^marketcap\.(?:change|levelOnly|high|low|highInside|lowInside)$/u
const CAP_CROSSED = /^marketcap\.(?:crossed|dipped|peeked)/u
const SHIFT = /^correlation\.(?<way>rose|fell)/u
/** Told once, they are no news while nothing else changes. */
const LEVELS = /^correlation\.(?:concentrated|tight|tiers|oneTier)$/u

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

/**
 * A correlation is told when it turned, or when it moved by 0.15 or more and no edition that is remembered told the
 * like: it spans four weeks, and three of them were last week's.
 */
export function isStale({ key, values }: Statement, earlier: readonly Told[]): boolean {
  const remembered = earlier.slice(0, REMEMBERED)
  if (LEVELS.test(key)) return remembered.some(({ wordings }) => key in wordings)
  const way = SHIFT.exec(key)?.groups?.way
  if (way === undefined) return false
  const ways = remembered.flatMap(({ wordings }) =>
    Object.keys(wordings).flatMap((one) => SHIFT.exec(one)?.groups?.way ?? []),
  )
  const [last] = ways
  if (last !== undefined && last !== way) return false
  return ways.includes(way) || Math.abs(Number(values.now) - Number(values.before)) < LARGE_SHIFT
}
