/** What became of last week's words: its view, its levels and its extremes, checked by rule against this week. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { LeverageVerdict } from '#src/services/verdicts.ts'
import type { EditionMemory } from '../memory.ts'
import type { Statement, ThreadStatementKey } from '../section.ts'
import { lineOf, type ThreadMaterial } from './material.ts'
import type { Condition } from './view.ts'

/** `missed`: the verdict now contradicts it, or its condition came true; `moved`: a level then and now. */
export type Outcome = 'held' | 'missed' | 'moved'

export interface ThenAndNow {
  readonly outcome: Outcome
  readonly line: Statement
}

const MOST = 3
/** Coins moved so much at every hour: a view that says otherwise was wrong, fraction. */
const COINS_MOVED = 0.02
const COINS_MOVED_MUCH = 0.05
/** A level is stated again where it changed by this share of itself. */
const MOVED = 0.1
/** What was corrected since may differ by so much, fraction; another set of venues differs by more. */
const SAME_COUNT = 0.01

/** Nothing where readers have seen no earlier edition, or where all that could be said is that it was right. */
export function thenAndNowOf(material: ThreadMaterial): ThenAndNow[] {
  const [last] = material.earlier
  if (!last || last.unpublished) return []
  const lines = [...viewLines(last, material), ...levelLines(last, material), ...movedLines(last, material)]
  // Hits alone are never stated.
  if (!lines.some(({ outcome }) => outcome !== 'held')) return []
  return lines.slice(0, MOST)
}

function viewLines({ view }: EditionMemory, material: ThreadMaterial): ThenAndNow[] {
  const leverage = material.readings.openinterest.value.leverage
  if (!view || !leverage) return []
  const condition = view.values.change as unknown as Condition
  const quote = {
    key: `${view.key.replace('thread:', '')}.text${view.wording === 1 ? '_otherwise' : ''}`,
    values: quotedValues(view),
  }
  const finding = findingOf(String(view.evidence.word), condition, leverage, material)
  const evidence = {
    rule: 'last week’s view against its condition and this week’s verdict',
    view: view.key,
    was: String(view.evidence.word),
    is: leverage.word,
  }
  if (finding) {
    const values = { quote, now: finding } as unknown as Statement['values']
    return [{ outcome: 'missed', line: lineOf('thread:then.viewMissed', values, [], evidence) }]
  }
  // Only a view that took a side can be said to have held.
  if (['calm', 'mixed'].includes(String(view.evidence.word))) return []
  return [
    {
      outcome: 'held',
      line: lineOf('thread:then.viewHeld', { quote } as unknown as Statement['values'], [], evidence),
    },
  ]
}

/** The claim alone: what would have changed it is not quoted. */
function quotedValues(view: Statement): Statement['values'] {
  return { ...view.values, change: { key: 'none' } }
}

function findingOf(
  was: string,
  condition: Condition,
  leverage: LeverageVerdict,
  { readings }: ThreadMaterial,
) {
  const { coinsWeek } = leverage
  const { low } = readings.price.value
  const range = { ...coinsWeek }
  const fell = coinsWeek.high <= -COINS_MOVED
  const rose = coinsWeek.low >= COINS_MOVED
  const broken =
    condition.values.level !== undefined && low !== undefined && low.price < condition.values.level
  const level = condition.values.level
  switch (was) {
    case 'unwound':
      if (condition.key === 'notBackBelow' && broken && !rose) return { key: 'broke', values: { level } }
      return rose ? { key: 'coinsRose', values: { range } } : undefined
    case 'added':
    case 'rebuilt':
      if (fell) return { key: 'coinsFell', values: { range } }
      if (condition.key === 'fewerOrBelow' && broken) return { key: 'brokeOnly', values: { level } }
      return runFinding(condition, readings)
    case 'mixed':
      return coinsWeek.high <= -COINS_MOVED_MUCH ? { key: 'coinsFell', values: { range } } : undefined
    case 'calm':
      if (coinsWeek.high <= -COINS_MOVED_MUCH) return { key: 'coinsFell', values: { range } }
      return coinsWeek.low >= COINS_MOVED_MUCH ? { key: 'coinsRose', values: { range } } : undefined
    default:
      return undefined
  }
}

function runFinding({ key, values }: Condition, readings: ThreadMaterial['readings']) {
  const { venue, prints = 0 } = values
  const run =
    readings.funding.value.venues.find((one) => one.venue === venue) && longestNegative(readings, venue)
  return key === 'fewerOrRun' && run !== undefined && run >= prints
    ? { key: 'run', values: { venue, prints: run } }
    : undefined
}

/** The longest negative run that lies in the week on a venue, in settlements. */
function longestNegative(
  readings: ThreadMaterial['readings'],
  venue: string | undefined,
): number | undefined {
  const week = readings.funding.value.verdict?.venues.find((one) => one.venue === venue)
  return week?.negativeRun?.settlements
}

/** Levels of last week's watch list that the price went through, in one sentence. */
function levelLines({ watched }: EditionMemory, { readings }: ThreadMaterial): ThenAndNow[] {
  const { low, high } = readings.price.value
  if (!low || !high) return []
  const broken = watched
    .filter(({ side, level }) => side === 'below' && low.price < level)
    .map(({ level }) => level)
  const passed = watched
    .filter(({ side, level }) => side === 'above' && high.price > level)
    .map(({ level }) => level)
  const rule = 'hourly low below, or high above, a level of last week’s watch list'
  const line = (key: ThreadStatementKey, level: number, other?: number): ThenAndNow[] => [
    {
      outcome: 'moved',
      line: lineOf(key, { level, ...(other !== undefined && { other }) }, [], {
        rule,
        level,
        other: other ?? null,
      }),
    },
  ]
  const [below, lower] = broken
  const [above, higher] = passed
  if (below !== undefined && above !== undefined) return line('thread:then.levelsBoth', below, above)
  if (below !== undefined) {
    return lower === undefined
      ? line('thread:then.levelBroken', below)
      : line('thread:then.levelsBroken', below, lower)
  }
  if (above === undefined) return []
  return higher === undefined
    ? line('thread:then.levelPassed', above)
    : line('thread:then.levelsPassed', above, higher)
}

/**
 * The level that was news last week and moved most since. One that the week before had already left again, so that it
 * moved the other way from end to end, would contradict the section that states the week.
 */
function movedLines({ levels }: EditionMemory, { readings, extremes }: ThreadMaterial): ThenAndNow[] {
  const moves = levels.flatMap((level) => {
    const now = valueNow(level.series, readings)
    if (now === undefined || Math.abs(now / level.value - 1) < MOVED) return []
    const { value, end = value } = level
    if (!isSameCount(level.series, end, readings)) return []
    const turned = Math.sign(now - value) !== Math.sign(now - end)
    return turned || isNewsAgain(level.series, extremes) ? [] : [{ ...level, now }]
  })
  const largest = moves.toSorted((a, b) => Math.abs(b.now / b.value - 1) - Math.abs(a.now / a.value - 1))
  return largest.slice(0, 1).map(({ series, value, unit, symbol, now }): ThenAndNow => {
    const subject = { series, ...(symbol !== undefined && { symbol }) }
    const values = {
      subject,
      thenValue: { series, value, unit },
      nowValue: { series, value: now, unit },
      direction: now > value ? 'up' : 'down',
    }
    const evidence = {
      rule: 'a level that was an extreme last week, then and now',
      series,
      was: value,
      is: now,
    }
    return { outcome: 'moved', line: lineOf('thread:then.moved', values, [], evidence) }
  })
}

/**
 * Whether this week counts what last week stated: open interest over other venues, or of another number of sides, begins this week at
 * another level than last week ended at, and what lies between them is no move of the market.
 */
function isSameCount(series: string, end: number, readings: ThreadMaterial['readings']): boolean {
  const [group, asset] = series.split('.')
  if (group !== 'openinterest') return true
  const start = readings.openinterest.value.rows.find((row) => row.asset === asset)?.start
  return start !== undefined && Math.abs(start / end - 1) <= SAME_COUNT
}

/** The figure of a series at this week's end, where a reading has it. */
export function valueNow(series: string, readings: ThreadMaterial['readings']): number | undefined {
  const [group, asset, tail] = series.split('.')
  if (group === 'volatility' && tail === 'rv7d')
    return readings.volatility.value.rows.find((row) => row.asset === asset)?.rv7d
  if (group === 'openinterest' && tail === 'usd')
    return readings.openinterest.value.rows.find((row) => row.asset === asset)?.end
  if (group === 'sentiment') return readings.macro.value.fearGreed
  return undefined
}

function isNewsAgain(series: string, extremes: readonly RankedExtreme[]): boolean {
  return extremes.some(
    (entry) => entry.series === series && entry.guard === undefined && entry.salience >= 0.3,
  )
}
