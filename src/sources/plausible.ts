/** A history without what cannot be right: each fact that is left out is named, with what speaks against it. */
import { createHash } from 'node:crypto'
import type { AssetId } from '#src/market/asset.ts'
import type { LiveMarket } from '#src/market/live.ts'
import type { History } from '#src/market/history.ts'
import { historyOf, type HistoryTables } from '#src/market/tables.ts'
import type { Instant } from '#src/market/time.ts'
import { largestFirst, type Withheld } from '#src/market/withheld.ts'
import { closesApart } from './plausible/apart.ts'
import { implausibleCaps, implausibleCloses, implausibleHours, implausibleTotals } from './plausible/coins.ts'
import { implausibleOdds } from './plausible/odds.ts'
import { implausibleImplied, implausibleOthers } from './plausible/others.ts'
import { seriesWithout, withoutRows } from './plausible/rows.ts'
import {
  disputedFunding,
  implausibleFunding,
  implausibleInterest,
  implausibleVolumes,
} from './plausible/venues.ts'
import { verdictOn, type WitnessClose } from './witnesses.ts'

export interface Evidence {
  /** What venues reported for a day's close, that one among them which reported the close on record. */
  readonly witnesses?: (asset: AssetId, day: Instant) => readonly WitnessClose[]
  /** Midnights of which a coin's cap was read some minutes late: it is of another instant than the close. The same array while it is the same. */
  readonly lateCaps?: (asset: AssetId) => readonly Instant[] | undefined
  /** What was reported beside a fact that stands, and was not kept: it is named with the rest. */
  readonly otherwise?: readonly Withheld[]
  /** Names of facts that an operator has accepted. */
  readonly accepted?: ReadonlySet<string>
}

/**
 * The same tables where nothing is to be left out: columns that hold nothing doubtful are not copied. Coins are looked
 * through before their caps, and caps before the total, so that none is held against what is left out itself.
 */
export function withoutImplausible(
  tables: HistoryTables,
  { witnesses, lateCaps, otherwise = [], accepted = new Set() }: Evidence = {},
): HistoryTables {
  const doubted = (all: readonly Withheld[]) => all.filter((one) => !accepted.has(nameOf(one)))
  const confirms = (asset: AssetId, day: Instant, close: number) =>
    verdictOn(asset, close, witnesses?.(asset, day) ?? []) === 'confirmed'
  const apart = doubted(witnesses ? closesApart(tables.dailyCandles ?? new Map(), witnesses) : [])
  const disputed = doubted(disputedFunding(tables, otherwise))
  const all = [...apart, ...disputed]
  let left = withoutRows(tables, all)
  for (const look of [
    (now: HistoryTables) => implausibleCloses(now, confirms),
    implausibleHours,
    (now: HistoryTables) => implausibleCaps(now, lateCaps),
    implausibleTotals,
    implausibleVolumes,
    implausibleInterest,
    implausibleFunding,
    implausibleOthers,
    implausibleOdds,
  ]) {
    const found = doubted(look(left))
    all.push(...found)
    left = withoutRows(left, found)
  }
  const implied = IMPLIED.flatMap((asset) => {
    const series = tables.live?.impliedVolatility(asset)
    return series ? doubted(implausibleImplied(asset, series)) : []
  })
  const live = tables.live && withoutImplied(tables.live, implied)
  const named = [...all, ...implied].map((one) => ({ ...one, name: nameOf(one) }))
  const isDisputed = (one: Withheld) =>
    disputed.some(
      ({ of, time }) => time === one.time && of.venue === one.of.venue && of.asset === one.of.asset,
    )
  const caps = { assets: tables.assets ?? [], marketCaps: (id: AssetId) => left.marketCaps?.get(id) }
  const bySize = largestFirst(caps, tables.now)
  const withheld = [...named, ...otherwise.filter((one) => !isDisputed(one))].toSorted(
    (a, b) => b.time - a.time || bySize(a, b),
  )
  let whole: History | undefined
  const unfiltered = () => {
    whole ??= historyOf(tables)
    return whole
  }
  return { ...left, ...(live && { live }), withheld, ...(named.length > 0 && { unfiltered }) }
}

/** By which an operator accepts a fact: eight digits of what it says. */
function nameOf({ table, of, time, value }: Withheld): string {
  const text = JSON.stringify([table, Object.values(of), time, value])
  return `w-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}

const IMPLIED: readonly AssetId[] = ['bitcoin', 'ethereum']

function withoutImplied(live: LiveMarket, implied: readonly Withheld[]): LiveMarket {
  if (implied.length === 0) return live
  return {
    ...live,
    impliedVolatility(asset) {
      const times = new Set(implied.filter(({ of }) => of.asset === asset).map(({ time }) => time))
      const series = live.impliedVolatility(asset)
      return series && seriesWithout(series, times)
    },
  }
}
