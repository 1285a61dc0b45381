/** How correlation changed over four weeks, on the members of four weeks ago, and how much of it hangs on one day. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { averagePairwise } from '#src/metrics/correlation.ts'
import { logReturns } from '#src/metrics/returns.ts'
import type { Tier } from '../universe.ts'
import { FEWEST_MEMBERS } from '../indices.ts'
import { rememberPerHistory } from '../memory.ts'
import { dailyCloses } from '../prices.ts'
import { tierMembers } from '../universe.ts'
import { changeWithout, type Shift } from './support.ts'

export interface TierShift extends Shift {
  /** Members of the tier four weeks ago that have all closes of both windows, by rank then. */
  readonly members: readonly AssetId[]
  readonly symbols: readonly string[]
  /** Members of the tier four weeks ago. */
  readonly of: number
}

const WEEKS_AGO = 4
/** Returns of a window. */
const RETURNS = 30

/** `end` is 00:00 UTC. Undefined with fewer than three common members. */
export const tierShift = rememberPerHistory(
  (history: History, tier: Tier, end: Instant): TierShift | undefined => {
    const ago = end - WEEKS_AGO * 7 * DAY
    const then = tierMembers(history, tier, ago)
    const common = then.flatMap((member) => {
      const closes = dailyCloses(history, member.asset.id, end, RETURNS + 1)
      return closes?.every((close) => close > 0) ? [{ ...member, later: logReturns(closes) }] : []
    })
    if (common.length < FEWEST_MEMBERS) return undefined
    const earlier = common.map((member) => member.returns)
    const later = common.map((member) => member.later)
    const before = averagePairwise(earlier)
    const now = averagePairwise(later)
    if (before === undefined || now === undefined) return undefined
    const days = [
      ...withoutEach(earlier, ago, 'left', (day) => day < end - RETURNS * DAY),
      ...withoutEach(later, end, 'entered', (day) => day >= ago),
    ]
    const sign = Math.sign(now - before)
    const left = (without: NonNullable<Shift['without']>) => changeWithout({ before, now, without }) * sign
    const without = days.sort((a, b) => left(a) - left(b) || a.day - b.day)[0]
    return {
      before,
      now,
      ...(without && { without }),
      members: common.map(({ asset }) => asset.id),
      symbols: common.map(({ asset }) => asset.symbol),
      of: then.length,
    }
  },
)

/** Means of a window that ends at `end`, each without one of the days that only this window has. */
function withoutEach(
  returns: readonly Float64Array[],
  end: Instant,
  side: 'left' | 'entered',
  isOwn: (day: Instant) => boolean,
): NonNullable<Shift['without']>[] {
  return Array.from({ length: RETURNS }, (_, i) => ({ i, day: end - (RETURNS - i) * DAY }))
    .filter(({ day }) => isOwn(day))
    .flatMap(({ i, day }) => {
      const mean = averagePairwise(returns, i)
      return mean === undefined ? [] : [{ day, side, mean }]
    })
}
