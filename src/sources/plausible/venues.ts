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
    const month = Array.from(values.subarray(Math.max(0, row - MONTH), row))
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

/** Fractions per 8 hours: what is smaller is no news; where nobody else settles, only what hardly ever was is doubted. */
const RATE = 0.0008
const RATE_ALONE = 0.01
/** Times the middle of the ninety settlements before; by the hour rates really reach twenty-seven times that. */
const RATE_TIMES = 10
const RATE_TIMES_HOURLY = 40
const PRINTS = 90

export function implausibleFunding(tables: HistoryTables): readonly Withheld[] {
  return [...(tables.funding ?? [])].flatMap(([asset, venues]) =>
    [...venues].flatMap(([venue, prints]) => {
      const rates = rates8h(prints)
      return Array.from(prints.times).flatMap((time, row): Withheld[] => {
        const size = Math.abs(rates[row] ?? Number.NaN)
        if (!(size >= RATE)) return []
        const month = Array.from(rates.subarray(Math.max(0, row - PRINTS), row), Math.abs)
        const middle = medianOf(month.filter(Number.isFinite))
        const others = [...venues].flatMap(([other, theirs]) =>
          other === venue ? [] : (rateNear(theirs, time) ?? []),
        )
        const isAlone = others.length === 0 ? size >= RATE_ALONE : others.every((rate) => rate < size / 3)
        const hours = prints.intervalHours[row] as number
        const times = hours < 4 ? RATE_TIMES_HOURLY : RATE_TIMES
        if (!isAlone || month.length < LEAST || size < times * middle) return []
        return [
          {
            ...{ table: 'funding', of: { venue, asset }, time, value: prints.rates[row] as number },
            ...{ reason: 'jump', against: [{ name: 'month', value: (middle * hours) / 8 }] },
          },
        ]
      })
    }),
  )
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

/** So many times farther from what others settled at, the first of two tellings is the wrong one. */
const FARTHER = 3

/**
 * Of settlements that were told in two ways, those whose first telling lies much farther from the other venues', or from
 * the middle of its own month, than the later one: neither is told then.
 */
export function disputedFunding(tables: HistoryTables, otherwise: readonly Withheld[]): readonly Withheld[] {
  return otherwise.flatMap((one): Withheld[] => {
    const { of, time, value } = one
    const venues = tables.funding?.get(of.asset ?? '')
    const prints = venues?.get(of.venue ?? '')
    const row = prints ? indexAt(prints.times, time) : -1
    if (!venues || !prints || row < 0) return []
    const per8h = 8 / (prints.intervalHours[row] as number)
    const others = [...venues].flatMap(([venue, theirs]) => {
      const at = indexAtOrBefore(theirs.times, time)
      const isNear = at >= 0 && time - (theirs.times[at] as Instant) <= 8 * HOUR
      return venue !== of.venue && isNear ? [rates8h(theirs)[at] as number] : []
    })
    const own = Array.from(rates8h(prints).subarray(Math.max(0, row - PRINTS), row))
    const usual = medianOf((others.length > 0 ? others : own).filter(Number.isFinite))
    const known = prints.rates[row] as number
    const [first, later] = [known, value].map((rate) => Math.abs(rate * per8h - usual)) as [number, number]
    if (!(first > FARTHER * later)) return []
    return [{ ...one, value: known, reason: 'disputed', against: [{ name: 'later', value }] }]
  })
}
