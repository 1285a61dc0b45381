/**
 * What a universe lacks: coins that belong to it by their last known market cap, of a week ago at most, and could not
 * be counted. Where one is left out, smaller ones move up; coverage counts only those that belong.
 */

import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Coverage } from '#src/market/reading.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import { indexAtOrBefore } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Tier } from '../universe.ts'
import { sectorMembers, TOP_30, topThirty } from '../indices.ts'
import { rememberPerHistory } from '../memory.ts'
import { isGap } from '../publish.ts'
import { constituents, hundredReturns, TIER_RANKS, TOP_100, tierMembers } from '../universe.ts'

/** Whose last cap is older has left the lists, and is not missed. */
const MISSED = 7 * DAY

/** Coins by their last market cap at or before an instant, largest first; equal ones by id. */
export const belonging = rememberPerHistory((history, instant: Instant): readonly Asset[] =>
  (instant > history.now ? [] : history.assets)
    .filter(({ kind }) => kind === 'coin')
    .flatMap((asset) => {
      const caps = history.marketCaps(asset.id)
      const row = caps ? indexAtOrBefore(caps.times, instant) : -1
      const [time, cap] = [caps?.times[row], caps?.values[row]]
      return time !== undefined && cap !== undefined && cap > 0 && time > instant - MISSED
        ? [{ asset, cap }]
        : []
    })
    .sort((a, b) => b.cap - a.cap || (a.asset.id < b.asset.id ? -1 : 1))
    .map(({ asset }) => asset),
)

/** The hundred at `end` with a return since `start`. */
export function hundredCoverage(history: History, start: Instant, end: Instant): Coverage {
  return coverageOf(belonging(history, end).slice(0, TOP_100), hundredReturns(history, start, end), TOP_100)
}

/** Those of the hundred largest at `end` that are not counted, largest first. */
export function lackingOfHundred(history: History, start: Instant, end: Instant): readonly Asset[] {
  return lackingFrom(belonging(history, end).slice(0, TOP_100), hundredReturns(history, start, end))
}

export function tierCoverage(history: History, tier: Tier, instant: Instant): Coverage {
  return coverageOf(ofTier(history, tier, instant), tierMembers(history, tier, instant), sizeOf(tier))
}

/** The same, of some of the tier's members. */
export function tierCoverageOf(
  history: History,
  tier: Tier,
  instant: Instant,
  ids: readonly string[],
): Coverage {
  const belong = new Set(ofTier(history, tier, instant).map(({ id }) => id))
  return { used: ids.filter((id) => belong.has(id)).length, expected: sizeOf(tier) }
}

/** The thirty largest at `start`. */
export function topThirtyCoverage(history: History, start: Instant, end: Instant): Coverage {
  const index = topThirty(history, start, end)
  const members = isGap(index) ? [] : index.members
  return coverageOf(belonging(history, start).slice(0, TOP_30), members, TOP_30)
}

/** A sector's coins with a market cap at `start` and prices at both ends, of those that belong to it. */
export function sectorCoverage(history: History, sector: Sector, start: Instant, end: Instant): Coverage {
  const members = sectorMembers(history, sector, start, end)
  const lacking = lackingFrom(ofSector(history, sector, start), members)
  return { used: members.length, expected: members.length + lacking.length }
}

/** Coins of any sector that its index leaves out, largest first. */
export function lackingOfSectors(history: History, start: Instant, end: Instant): readonly Asset[] {
  return lackingFrom(
    belonging(history, start).filter(({ sectors }) => sectors.some((sector) => SECTORS.includes(sector))),
    constituents(history, start, end),
  )
}

/** Coins of all sectors together. */
export function sectorsCoverage(history: History, start: Instant, end: Instant): Coverage {
  const isInSector = ({ sectors }: Asset) => sectors.some((sector) => SECTORS.includes(sector))
  const used = constituents(history, start, end).filter(({ asset }) => isInSector(asset)).length
  return { used, expected: used + lackingOfSectors(history, start, end).length }
}

function ofTier(history: History, tier: Tier, instant: Instant): readonly Asset[] {
  const [first, last] = TIER_RANKS[tier]
  return belonging(history, instant).slice(first - 1, last)
}

function ofSector(history: History, sector: Sector, instant: Instant): readonly Asset[] {
  return belonging(history, instant).filter(({ sectors }) => sectors.includes(sector))
}

function sizeOf(tier: Tier): number {
  const [first, last] = TIER_RANKS[tier]
  return last - first + 1
}

type Counted = readonly { readonly asset: Asset }[]

function coverageOf(belong: readonly Asset[], counted: Counted, expected: number): Coverage {
  return { used: belong.length - lackingFrom(belong, counted).length, expected }
}

function lackingFrom(belong: readonly Asset[], counted: Counted): readonly Asset[] {
  const ids = new Set(counted.map(({ asset }) => asset.id))
  return belong.filter(({ id }) => !ids.has(id))
}
