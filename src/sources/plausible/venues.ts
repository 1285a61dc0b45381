/** Turnover, open interest and funding of venues that cannot be: each is held against its own past and the other venues. */
import type { Series } from '#src/market/series.ts'
import { indexAt, indexAtOrBefore, valueAt } from '#src/market/series.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { jumpsIn, medianOf, within } from './jumps.ts'

/** Times the middle of the month before; on the worst day of 2025 a venue turned over three times as much. */
const VOLUME = 5
/** Another venue that moved by this much in the same direction confirms it. */
const VOLUME_ELSEWHERE = 2.5
const MONTH = 30
const LEAST = 10

export function implausibleVolumes(tables: HistoryTables): readonly Withheld[] {
  return (['spot', 'perp'] as const).flatMap((market) => {
    const venues = (market === 'spot' ? tables.spotVolume : tables.perpVolume) ?? new Map<string, Series>()
    const times = new Map(Array.from(venues, ([venue, series]) => [venue, timesOfMonth(series)] as const))
    return [...venues].flatMap(([venue, series]) =>
      Array.from(series.times).flatMap((time, row): Withheld[] => {
        const its = times.get(venue)?.[row]
        if (!its || (its.ratio < VOLUME && its.ratio > 1 / VOLUME)) return []
        const isElsewhere = [...venues].some(([other, theirs]) => {
          const at = other === venue ? -1 : indexAt(theirs.times, time)
          const ratio = times.get(other)?.[at]?.ratio ?? 1
          return its.ratio > 1 ? ratio >= VOLUME_ELSEWHERE : ratio <= 1 / VOLUME_ELSEWHERE
        })
        if (isElsewhere) return []
        return [
          {
            ...{
              table: `${market}_volume` as const,
              of: { venue },
              time,
              value: series.values[row] as number,
            },
            ...{ reason: 'jump' as const, against: [{ name: 'month', value: its.middle }] },
          },
        ]
      }),
    )
  })
}

/** Each value as a multiple of the middle of the month before it; undefined where that is not known. */
function timesOfMonth({ values }: Series): readonly ({ ratio: number; middle: number } | undefined)[] {
  return Array.from(values, (value, row) => {
    const month = values.subarray(Math.max(0, row - MONTH), row)
    const middle = medianOf(month)
    return month.length >= LEAST && middle > 0 ? { ratio: value / middle, middle } : undefined
  })
}

/** From one day to the next; positions of ten thousand accounts are not closed or tripled in one. */
const INTEREST = within(1 / 3, 3)
const INTEREST_ELSEWHERE = 1.7

export function implausibleInterest(tables: HistoryTables): readonly Withheld[] {
  return [...(tables.openInterest ?? [])].flatMap(([asset, venues]) =>
    [...venues].flatMap(([venue, series]) =>
      jumpsIn(series, {
        isNear: INTEREST,
        isConfirmed: ({ time, value, before, since }) =>
          [...venues].some(([other, theirs]) => {
            const [was, is] = [valueAt(theirs, since), valueAt(theirs, time)]
            if (other === venue || was === undefined || is === undefined) return false
            return value > before ? is / was >= INTEREST_ELSEWHERE : was / is >= INTEREST_ELSEWHERE
          }),
      }).map(
        ({ time, value, before }): Withheld => ({
          ...{ table: 'open_interest', of: { venue, asset }, time, value, reason: 'jump' },
          against: [{ name: 'before', value: before }],
        }),
      ),
    ),
  )
}

/** Fractions per 8 hours: what is smaller is no news; where no other venue settles, only what hardly ever was is doubted. */
const RATE = 0.0008
const RATE_ALONE = 0.01
/** Times the middle of the ninety settlements before; by the hour rates really reach twenty-seven times that. */
const RATE_TIMES = 10
const RATE_TIMES_HOURLY = 40
const PRINTS = 90

export function implausibleFunding(tables: HistoryTables): readonly Withheld[] {
  return [...(tables.funding ?? [])].flatMap(([asset, venues]) =>
    [...venues].flatMap(([venue, prints]) =>
      Array.from(prints.times).flatMap((time, row): Withheld[] => {
        const middle = jumpedFrom(venues, venue, row, rates8h(prints)[row] as number)
        if (middle === undefined) return []
        const hours = prints.intervalHours[row] as number
        return [
          {
            ...{ table: 'funding', of: { venue, asset }, time, value: prints.rates[row] as number },
            ...{ reason: 'jump', against: [{ name: 'month', value: (middle * hours) / 8 }] },
          },
        ]
      }),
    ),
  )
}

/** The middle of the month before, which a rate per 8 hours at a venue's row lies too far from; undefined where it can be. */
function jumpedFrom(
  venues: ReadonlyMap<string, FundingPrints>,
  venue: string,
  row: number,
  rate: number,
): number | undefined {
  const prints = venues.get(venue) as FundingPrints
  const time = prints.times[row] as Instant
  const size = Math.abs(rate)
  if (!(size >= RATE)) return undefined
  const month = Array.from(rates8h(prints).subarray(Math.max(0, row - PRINTS), row), Math.abs)
  const middle = medianOf(month.filter(Number.isFinite))
  const others = [...venues].flatMap(([other, theirs]) =>
    other === venue ? [] : (rateNear(theirs, time) ?? []),
  )
  const isAlone = others.length === 0 ? size >= RATE_ALONE : others.every((other) => other < size / 3)
  const hours = prints.intervalHours[row] as number
  const times = hours < 4 ? RATE_TIMES_HOURLY : RATE_TIMES
  return isAlone && month.length >= LEAST && size >= times * middle ? middle : undefined
}

const known8h = new WeakMap<Float64Array, Float64Array>()

function rates8h({ rates, intervalHours }: FundingPrints): Float64Array {
  const known = known8h.get(rates) ?? rates.map((rate, row) => (rate * 8) / (intervalHours[row] as number))
  known8h.set(rates, known)
  return known
}

/** The size of a venue's last rate within eight hours of a time, fraction per 8 hours. */
function rateNear(prints: FundingPrints, time: Instant): number | undefined {
  const row = indexAtOrBefore(prints.times, time)
  if (row < 0 || time - (prints.times[row] as Instant) > 8 * HOUR) return undefined
  const rate = Math.abs(rates8h(prints)[row] as number)
  return Number.isFinite(rate) ? rate : undefined
}

/** So many times farther from what others settled at, the first of two reports is the wrong one. */
const FARTHER = 3
/** Two reports that differ by so many times, or in sign, are of no one settlement. */
const APART = 3
/** Fraction per 8 hours: less is not seen in any figure. */
const UNSEEN = 1e-6

/**
 * Of settlements that were reported in two ways, those whose right value is unknown: neither is reported then. They differ by
 * far, whatever others settled at, as a small rate ten times over is near theirs too; or the first lies much farther from the
 * other venues', or from the middle of its own month, than the later. A later report that could not stand by itself speaks
 * against nothing.
 */
export function disputedFunding(tables: HistoryTables, otherwise: readonly Withheld[]): readonly Withheld[] {
  const disputed = new Map<string, Withheld>()
  for (const one of otherwise) {
    const { of, time, value } = one
    const venues = tables.funding?.get(of.asset ?? '')
    const prints = venues?.get(of.venue ?? '')
    const row = prints ? indexAt(prints.times, time) : -1
    if (!venues || !prints || row < 0) continue
    const hours = prints.intervalHours[row] as number
    const per8h = hours > 0 ? 8 / hours : 1
    const known = prints.rates[row] as number
    const [first, later] = [known * per8h, value * per8h]
    if (jumpedFrom(venues, of.venue ?? '', row, later) !== undefined) continue
    const usual = usualNear(venues, of.venue ?? '', row)
    const isFarther = Math.abs(first - usual) > FARTHER * Math.abs(later - usual)
    if (!isFarther && !areApart(first, later)) continue
    disputed.set(`${of.asset} ${of.venue} ${time}`, {
      ...one,
      ...{ value: known, reason: 'disputed', against: [{ name: 'later', value }] },
    })
  }
  return [...disputed.values()]
}

/** Fractions per 8 hours. */
function areApart(first: number, later: number): boolean {
  if (Math.abs(first - later) <= UNSEEN) return false
  const [less, more] = [first, later].map(Math.abs).sort((a, b) => a - b) as [number, number]
  return first * later <= 0 || more >= APART * less
}

/** What other venues settled at last, else the middle of its own month: fraction per 8 hours. */
function usualNear(venues: ReadonlyMap<string, FundingPrints>, venue: string, row: number): number {
  const prints = venues.get(venue) as FundingPrints
  const time = prints.times[row] as Instant
  const others = [...venues].flatMap(([other, theirs]) => {
    const at = indexAtOrBefore(theirs.times, time)
    const isNear = at >= 0 && time - (theirs.times[at] as Instant) <= 8 * HOUR
    return other !== venue && isNear ? [rates8h(theirs)[at] as number] : []
  })
  const own = Array.from(rates8h(prints).subarray(Math.max(0, row - PRINTS), row))
  return medianOf((others.length > 0 ? others : own).filter(Number.isFinite))
}
