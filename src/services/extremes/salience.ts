/** How much each extreme deserves to be said: rarity, size, group, and what the last editions reported. */
import { EXTREME_GROUPS, type Extreme, type ExtremeGroup, type RankedExtreme } from './extreme.ts'
import { isMove } from './tracked.ts'

/** What a frozen edition reported for extremes. */
export interface EarlierEdition {
  /** Its unguarded entries. */
  readonly entries: readonly Pick<Extreme, 'series' | 'kind' | 'weeks'>[]
  /** What its headline, or its first sentence after the price, was about. */
  readonly lead?: { readonly series: string; readonly group: ExtremeGroup }
}

/** From this salience on an entry is reported there. */
export const HEADLINE_BAR = 0.55
export const SUMMARY_BAR = 0.45
export const SECTION_BAR = 0.3

/**
 * `macro` is 0.75, not the design's 0.85: the record of yields is twice as long as that of prices, so a yield's record
 * led five of 38 weeks before what crypto itself did (2025-10-20: the 2-year yield before 80 hours of negative funding).
 */
const WEIGHTS: Readonly<Record<ExtremeGroup, number>> = {
  price: 1,
  marketcap: 1,
  funding: 0.95,
  openinterest: 0.95,
  cross: 0.9,
  sentiment: 0.9,
  macro: 0.75,
  volatility: 0.85,
  breadth: 0.85,
  volume: 0.8,
  coins: 0.7,
}
/** Cross assets that are no equities: bonds, currencies, gold, oil, the VIX. */
const OTHER_CROSS_WEIGHT = 0.85

/** A record counts as a since of so many times its length: it beats any since of the same series. */
const RECORD_FACTOR = 1.5
/** Ethereum's prices follow bitcoin's most weeks: of the same rank bitcoin's is reported. */
const SECOND_PRICE_WEIGHT = 0.9
/** The narrowest range of a while says that nothing happened: reported in a quiet week, never the headline of another. */
const NARROW_FACTOR = 0.7
/** Funding at the default rate is neutral, whatever it is the highest or lowest since. */
const NEUTRAL_FACTOR = 0.5
const NEUTRAL_BAND = { low: 0.00008, high: 0.00012 }
/** Half of a return of two weeks was last week's. */
const TWO_WEEK_FACTOR = 0.8
/** A volatility that other hours of the day do not share hangs on the hour of the close. */
const CLOSE_HOUR_FACTOR = 0.5
/** Open interest in dollars that the price explains is no news of its own. */
const BY_PRICE_FACTOR = 0.4
/** A round level is one by convention: crossing it is less than the record or the low that comes with it. */
const LEVEL_FACTOR = 0.8

/** Five years: rarer than that is not more of news. */
const MOST_WEEKS = 260

/**
 * The same record or since as one, two or three editions ago is news once: the S&P 500's record of 2025-10-27 followed
 * on that of 2025-10-13, with one week between them that had none.
 */
const AGAIN: readonly number[] = [0.4, 0.6, 0.8]
/**
 * A record of last week's that the same week has reversed is news again, but less than what is new: at its full
 * salience the total market cap of 2025-10-13 (0.72) would lead before open interest (0.67), which it should not.
 */
const REVERSED = 0.8
/** Both ends of a reversal reach back so many weeks. */
const REVERSAL_WEEKS = 8
/**
 * An extreme that reaches back further than an earlier edition's, by more than the weeks between them and this one, is
 * no repetition: bitcoin's low of 16 November 2025 (since April) passed an older low than that of the week before
 * (since June). Between the first day of one edition and the last of the next there are two weeks.
 */
const DEEPER_WEEKS = 1

/** A young record's moves: from the bar of a section to that of the summary, by their size. */
const YOUNG = { least: 0.3, most: 0.15, size: 2 }

/** A series leads at most 3 of any 17 consecutive editions, a group at most 8. */
const LEAD_WINDOW = 17
const MOST_LEADS = { series: 3, group: 8 }

const QUIET_GROUPS: readonly ExtremeGroup[] = ['price', 'marketcap', 'openinterest', 'funding', 'sentiment']
/** A fraction: a quiet week moves less. */
const QUIET_MOVE = 0.02

/** Strongest first, the withheld last. `earlier` are the editions before, the newest first. */
export function rankExtremes(
  extremes: readonly Extreme[],
  earlier: readonly EarlierEdition[],
): readonly RankedExtreme[] {
  const fresh = extremes.map((entry) => {
    const age = isFreshMove(entry)
      ? -1
      : earlier.slice(0, AGAIN.length).findIndex(({ entries }, i) => {
          const before = entries.find(({ series, kind }) => series === entry.series && kind === entry.kind)
          return before !== undefined && entry.weeks - before.weeks <= DEEPER_WEEKS + i + 1
        })
    return { ...entry, salience: rarity(entry), again: AGAIN[age] ?? 1 }
  })
  const subjects = Map.groupBy(fresh.filter(isReported), subjectOf)
  return fresh
    .map(({ again, ...entry }): RankedExtreme => {
      if (!isReported(entry)) return { ...entry, salience: entry.young ? youngSalience(entry) : 0 }
      const opposites = (subjects.get(subjectOf(entry)) ?? []).filter((other) => isReversal(entry, other))
      if (opposites.length === 0) {
        return { ...entry, salience: entry.salience * again, ...(again < 1 && { again: true }) }
      }
      const both = [{ ...entry, again }, ...opposites]
      return {
        ...entry,
        salience: Math.max(...both.map((one) => one.salience * Math.max(one.again, REVERSED))),
      }
    })
    .sort(bySalience)
}

/** Whether an entry may be the headline or the first sentence after the price; `earlier`, the newest first. */
export function mayLead(
  { series, group }: Pick<Extreme, 'series' | 'group'>,
  earlier: readonly EarlierEdition[],
): boolean {
  const leads = earlier.slice(0, LEAD_WINDOW - 1).flatMap(({ lead }) => lead ?? [])
  return (
    leads.filter((lead) => lead.series === series).length < MOST_LEADS.series &&
    leads.filter((lead) => lead.group === group).length < MOST_LEADS.group
  )
}

/**
 * Whether nothing happened: no entry of crypto's own above the bar of the summary, and bitcoin and the total cap moved
 * less than 2 %. A record of prices under 180 days is never called quiet, nor a week of which one of the two moves is not
 * known.
 */
export function isQuiet(
  ranked: readonly RankedExtreme[],
  moves: { readonly bitcoin?: number; readonly total?: number },
): boolean {
  const { bitcoin = Number.NaN, total = Number.NaN } = moves
  const isLoud = ranked.some(
    ({ group, salience, young }) =>
      (young === true && group === 'price') || (salience > SUMMARY_BAR && QUIET_GROUPS.includes(group)),
  )
  return !isLoud && Math.abs(bitcoin) < QUIET_MOVE && Math.abs(total) < QUIET_MOVE
}

/** weight x min(1, ln(1 + k) / ln(1 + 260)), of a move x min(1, size), and the factors above. */
function rarity(entry: Extreme): number {
  const { kind, since, boundedBy, weeks, size } = entry
  const isRecord = since === null && boundedBy === undefined
  const k = Math.max(0, isRecord ? RECORD_FACTOR * weeks : weeks)
  const bySize = isMove(kind) ? Math.min(1, size ?? 0) : 1
  return weightOf(entry) * Math.min(1, Math.log(1 + k) / Math.log(1 + MOST_WEEKS)) * bySize * factorOf(entry)
}

/** How much its group counts, 0-1: crypto's own before other markets, bitcoin before ether. */
export function weightOf({
  group,
  series,
  assetClass,
}: Pick<Extreme, 'group' | 'series' | 'assetClass'>): number {
  if (assetClass && assetClass !== 'equity') return OTHER_CROSS_WEIGHT
  if (group === 'price' && !series.startsWith('price.bitcoin.')) return SECOND_PRICE_WEIGHT
  return WEIGHTS[group]
}

function factorOf({ series, kind, value, byPrice, closeHourOnly }: Extreme): number {
  if (byPrice) return BY_PRICE_FACTOR
  if (closeHourOnly) return CLOSE_HOUR_FACTOR
  if (series.endsWith('.twoWeekReturn')) return TWO_WEEK_FACTOR
  if (kind === 'first-beyond') return LEVEL_FACTOR
  if (kind === 'low' && series.endsWith('.range')) return NARROW_FACTOR
  const isRate = series.startsWith('funding.') && kind !== 'longest-run'
  return isRate && isNeutral(kind, value) ? NEUTRAL_FACTOR : 1
}

/** A high up to the upper edge of the band, or a low down to its lower edge, is a return to the default. */
function isNeutral(kind: Extreme['kind'], rate: number): boolean {
  return kind === 'high' ? rate > 0 && rate <= NEUTRAL_BAND.high : rate >= NEUTRAL_BAND.low
}

function youngSalience({ size = 1 }: Extreme): number {
  return YOUNG.least + YOUNG.most * Math.min(1, size / YOUNG.size)
}

function isReported({ guard }: Extreme): boolean {
  return guard === undefined
}

/**
 * A move of a day or a week is a new event, however like last week's it is: a smaller one would have no since. Those of
 * longer windows overlap from week to week.
 */
function isFreshMove({ kind, series }: Extreme): boolean {
  return isMove(kind) && !/\.(twoWeekReturn|correlation)$/.test(series)
}

/** The highs and lows of a price are two series of one subject. */
function subjectOf({ series }: Extreme): string {
  return series.replace(/\.(high|low)$/, '')
}

const OPPOSITES: Readonly<Partial<Record<Extreme['kind'], Extreme['kind']>>> = {
  high: 'low',
  low: 'high',
  'largest-rise': 'largest-fall',
  'largest-fall': 'largest-rise',
}

function isReversal(one: Extreme, other: Extreme): boolean {
  return OPPOSITES[one.kind] === other.kind && one.weeks >= REVERSAL_WEEKS && other.weeks >= REVERSAL_WEEKS
}

/** Equal ones in the order of the groups, then by name. */
function bySalience(a: RankedExtreme, b: RankedExtreme): number {
  const guarded = Number(a.guard !== undefined && !a.young) - Number(b.guard !== undefined && !b.young)
  if (guarded !== 0) return guarded
  if (a.salience !== b.salience) return b.salience - a.salience
  const groups = EXTREME_GROUPS.indexOf(a.group) - EXTREME_GROUPS.indexOf(b.group)
  if (groups !== 0) return groups
  return a.series < b.series ? -1 : Number(a.series > b.series) || a.at - b.at
}
