/** The headline: two clauses side by side from the strongest entries of different groups, short enough for a phone. */
import { DAY } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { findExtreme } from '../extremes.ts'
import type { Statement } from '../section.ts'
import { agoOf, clauseOf, isRecord } from './clauses.ts'
import { directionOf, formOf } from './entries.ts'
import { holds } from './holds.ts'
import {
  HEADLINE_BAR,
  lineOf,
  SECTION_BAR,
  SUMMARY_BAR,
  type ThreadMaterial,
  publishable,
} from './material.ts'
import { createRoom, type Room } from './room.ts'

const ROOM: Room = {
  limit: ({ room }) => room.headline,
  joint: ({ comma }) => comma,
  inOwnZone: false,
}

/** A week's move of bitcoin from here on is one of the clauses, fraction. */
const LARGE_MOVE = 0.05
/** A fall from the record high to the week's low from here on is stated as a slide, fraction. */
const SLIDE = -0.15
const STREAK = 3
/** What begins a headline, counted over 17 with this one. */
const LEADS = { most: 3, window: 16 }
const BITCOIN = 'price.bitcoin'

/** One or two clauses; empty only where not even bitcoin's price is known. */
export function headlineOf(material: ThreadMaterial): Statement[] {
  const { extremes, quiet, mayLead } = material
  const bitcoin = bitcoinClause(material)
  const candidates = publishable(extremes).filter(
    (entry) => isOther(entry) && holds(entry, material.readings) && mayLead(entry),
  )
  const fits = createRoom(material.week, ROOM)
  const others = strongestOfGroups(candidates)
    .map((entry) => ({ entry, clause: clauseOf(entry, material.symbolOf) }))
    .filter(({ clause }) => fits([clause]) || shortOf(clause).length > 0)
  const outside = others.find(({ entry }) => entry.group === 'cross' || entry.group === 'macro')
  const ordered = quiet ? [bitcoin, outside?.clause ?? others[0]?.clause] : orderOf(bitcoin, others, material)
  const [first, second] = behindOnes(ordered, material)
  const clauses = [first, second].filter((one) => one !== undefined)
  if (fits(clauses)) return clauses
  // A clause over the limit takes its short form, then the next entry of its group, then another group's.
  const shorter = others
    .toSorted((a, b) => Number(b.clause === second) - Number(a.clause === second))
    .filter(({ clause }) => clause !== first)
    .flatMap(({ entry, clause }) => [clause, ...shortOf(clause), ...nextOf(entry)])
    .find((one) => fits(first ? [first, one] : [one]))
  const alone = clauses.slice(0, 1)
  return first && shorter ? [first, shorter] : alone

  function nextOf(strongest: RankedExtreme): Statement[] {
    return candidates
      .filter((one) => one !== strongest && one.group === strongest.group && one.salience >= SUMMARY_BAR)
      .flatMap((one) => {
        const clause = clauseOf(one, material.symbolOf)
        return [clause, ...shortOf(clause)]
      })
  }
}

/**
 * The same clause in fewer characters. A record keeps the start of its record: without it a low of two years would read
 * as one of all time.
 */
function shortOf(clause: Statement): Statement[] {
  return clause.key.startsWith('thread:headline.indexTo.')
    ? [{ ...clause, key: 'thread:headline.short.index' }]
    : []
}

/**
 * A form of bitcoin's own week that began three of the last sixteen headlines goes behind the other clause; where it
 * stands alone, a streak is stated as its week.
 */
function behindOnes(
  [first, second]: (Statement | undefined)[],
  { earlier }: ThreadMaterial,
): (Statement | undefined)[] {
  if (first === undefined || first.extremes?.length) return [first, second]
  const led = earlier.slice(0, LEADS.window).filter((one) => one.led === first.key).length
  if (led < LEADS.most) return [first, second]
  if (second !== undefined) return [second, first]
  if (first.key === 'thread:headline.risesStreak') return [{ ...first, key: 'thread:headline.rises' }, second]
  if (first.key === 'thread:headline.fallsStreak') return [{ ...first, key: 'thread:headline.falls' }, second]
  return [first, second]
}

type Candidate = { readonly entry: RankedExtreme; readonly clause: Statement }

/** Bitcoin where it moved much or holds the stronger entry; the strongest of another group beside it. */
function orderOf(
  bitcoin: Statement | undefined,
  others: readonly Candidate[],
  { readings, extremes }: ThreadMaterial,
): (Statement | undefined)[] {
  const large = Math.abs(readings.price.value.weekReturn ?? 0) >= LARGE_MOVE
  const own = Math.max(0, ...bitcoinEntries(extremes).map(({ salience }) => salience))
  // A headline of one clause takes a weaker second one, if it is worth a section.
  const above = others.filter(({ entry }) => entry.salience >= SUMMARY_BAR)
  const strong = above.length > 0 ? above : others.filter(({ entry }) => entry.salience >= SECTION_BAR)
  const [best, next] = strong.map(({ clause }) => clause)
  if (large || own >= HEADLINE_BAR) {
    return [bitcoin, best]
  }
  // A calm bitcoin makes room for two others where both are strong enough for a headline.
  const [a, b] = strong
  if (a && b && b.entry.salience >= HEADLINE_BAR && own < SUMMARY_BAR) return [best, next]
  return best && a && a.entry.salience > Math.max(own, SUMMARY_BAR) ? [best, bitcoin] : [bitcoin, best]
}

function bitcoinClause(material: ThreadMaterial): Statement | undefined {
  const { readings, extremes, quiet, mayLead } = material
  const { symbol, weekReturn: change, streak, high, low } = readings.price.value
  if (change === undefined) return undefined
  const evidence = { rule: 'the strongest entry of the price, or its week return', change }
  const values = { symbol, change }
  if (quiet) return lineOf('thread:headline.calm', values, [], evidence)
  const top = findExtreme(extremes, `${BITCOIN}.high`, 'high')
  const bottom =
    findExtreme(extremes, `${BITCOIN}.low`, 'low') ?? findExtreme(extremes, `${BITCOIN}.close`, 'low')
  const week = findExtreme(extremes, `${BITCOIN}.weekReturn`)
  const days = high && low ? Math.floor((low.at - high.at) / DAY) : 0
  if (top && isRecord(top) && high && low && days >= 1 && low.price / high.price - 1 <= SLIDE) {
    return lineOf('thread:headline.slide', { symbol, days }, [top, ...(bottom ? [bottom] : [])], evidence)
  }
  if (Math.abs(change) >= LARGE_MOVE) {
    const down = change < 0
    const [mark] = (down ? ['low', 'close'] : ['high', 'close'])
      .flatMap((tail) => findExtreme(extremes, `${BITCOIN}.${tail}`, down ? 'low' : 'high') ?? [])
      .filter((entry) => entry.salience >= SECTION_BAR && mayLead(entry))
    if (mark) {
      const key = down
        ? isRecord(mark)
          ? 'fallsLowRecord'
          : 'fallsLow'
        : isRecord(mark)
          ? 'risesRecord'
          : 'risesHigh'
      return lineOf(`thread:headline.${key}`, { ...values, ...agoOf(mark) }, [mark], evidence)
    }
    if (week && week.since !== null && mayLead(week) && (directionOf(week) === 'down') === down) {
      return lineOf(
        `thread:headline.${down ? 'fallsMost' : 'risesMost'}`,
        { ...values, ...agoOf(week) },
        [week],
        evidence,
      )
    }
    return moved()
  }
  const [own] = bitcoinEntries(extremes).filter((entry) => entry.salience >= SUMMARY_BAR && mayLead(entry))
  return (own && ownClause(own)) ?? moved()

  function moved(): Statement {
    const weeks = streak?.weeks ?? 1
    const side = (change ?? 0) < 0 ? 'falls' : 'rises'
    if (Math.abs(change ?? 0) < 0.01) return lineOf('thread:headline.calm', values, [], evidence)
    return weeks >= STREAK
      ? lineOf(`thread:headline.${side}Streak`, { ...values, weeks }, [], { ...evidence, weeks })
      : lineOf(`thread:headline.${side}`, values, [], evidence)
  }

  function ownClause(entry: RankedExtreme): Statement | undefined {
    const form = formOf(entry)
    const record = isRecord(entry)
    if (form === 'range') {
      const side = entry.kind === 'low' ? 'Narrow' : 'Wide'
      return lineOf(
        `thread:headline.range${side}${record ? 'Record' : ''}`,
        { ...values, ...agoOf(entry) },
        [entry],
        evidence,
      )
    }
    if (entry.series === `${BITCOIN}.close`) {
      const side = entry.kind === 'low' ? 'Low' : 'High'
      const key = record ? (side === 'Low' ? 'closeLowRecord' : 'closeRecord') : (`close${side}` as const)
      // A close inside the week is dated: undated it would read as that of the week.
      const on = entry.scope === 'boundary' ? '' : 'On'
      return lineOf(
        `thread:headline.${key}${on}`,
        { ...values, at: entry.at, ...agoOf(entry) },
        [entry],
        evidence,
      )
    }
    if (form === 'mark') {
      const side = entry.kind === 'low' ? 'low' : 'high'
      const key = record ? (side === 'low' ? 'recordLow' : 'recordHigh') : side
      return lineOf(`thread:headline.mark.${key}`, { ...values, ...agoOf(entry) }, [entry], evidence)
    }
    return form.startsWith('beyond') && holds(entry, readings)
      ? clauseOf(entry, material.symbolOf)
      : undefined
  }
}

/**
 * Beside bitcoin's own clause: what the total of all coins did with it is stated only where it crossed a round level, and
 * a rolling volatility only where it is bitcoin's.
 */
function isOther({ group, kind, series }: RankedExtreme): boolean {
  if (group === 'volatility') return series.startsWith('volatility.bitcoin.')
  return group !== 'price' && (group !== 'marketcap' || kind === 'first-beyond')
}

function bitcoinEntries(extremes: readonly RankedExtreme[]): RankedExtreme[] {
  return publishable(extremes).filter(({ series }) => series.startsWith(`${BITCOIN}.`))
}

function strongestOfGroups(entries: readonly RankedExtreme[]): RankedExtreme[] {
  return [...Map.groupBy(entries, ({ group }) => group).values()]
    .flatMap((group) => largest(group) ?? [])
    .sort((a, b) => b.salience - a.salience)
}

/** The strongest; of moves that are as rare as each other the larger one. */
function largest([first, ...others]: readonly RankedExtreme[]): RankedExtreme | undefined {
  const alike = others.filter((other) => first && first.salience - other.salience < 0.02)
  return alike.reduce((best, one) => ((one.size ?? 0) > (best?.size ?? 0) ? one : best), first)
}
