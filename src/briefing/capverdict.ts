/** What a week of total market cap is stated by, once for the summary and its section: a level, an extreme, or neither. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { depthOf } from './claim.ts'
import { extremesOf } from './extremes.ts'
import { isWorth } from './sections/evidence.ts'

/**
 * `crossed`: a round trillion was crossed and is held at the week's end. `ended`: the week ended at an extreme.
 * `cameBack`: it ended 1 % or more away from an extreme inside it. `plain`: none of these.
 */
export type CapVerdict =
  | { readonly word: 'crossed' | 'ended' | 'cameBack'; readonly entry: RankedExtreme }
  | { readonly word: 'plain' }

/** An extreme inside the week is one to come back from where the end is this far away, fraction. */
const CAME_BACK = 0.01
/** "For the first time since" a date outranks "lowest since" the same weeks. */
const SAME_WEEKS = 4

/** A crossing never hides a record: both are asked, and the one that reaches further back is stated. */
export function capVerdict(
  { end, weekChange: change }: { readonly end: number; readonly weekChange: number },
  extremes: readonly RankedExtreme[],
): CapVerdict {
  const [crossing] = extremesOf('marketcap.total.beyond', extremes).filter((one) => isHeld(one, end, change))
  const marks = extremesOf('marketcap.total.snapshot', extremes).filter(isWorth)
  const ended = marks.find(({ scope }) => scope === 'boundary')
  // Where it made a high and a low, it came back from the later one.
  const [inside] = marksInside(extremes, end).toSorted((a, b) => b.at - a.at)
  const reach = Math.max(ended ? depthOf(ended) : 0, inside ? depthOf(inside) : 0)
  if (crossing && depthOf(crossing) + SAME_WEEKS >= reach) return { word: 'crossed', entry: crossing }
  if (ended && depthOf(ended) >= (inside ? depthOf(inside) : 0)) return { word: 'ended', entry: ended }
  return inside ? { word: 'cameBack', entry: inside } : { word: 'plain' }
}

/** Extremes inside the week that its end is some way from, strongest first. */
export function marksInside(extremes: readonly RankedExtreme[], end: number): RankedExtreme[] {
  return extremesOf('marketcap.total.snapshot', extremes).filter(
    (one) => one.scope === 'inside' && isWorth(one) && Math.abs(end / one.value - 1) >= CAME_BACK,
  )
}

/** The week ended on the side of the level that it crossed to, and moved that way. */
function isHeld({ level, direction }: RankedExtreme, end: number, change: number): boolean {
  if (level === undefined) return false
  return direction === 'down' ? end < level && change < 0 : end >= level && change > 0
}
