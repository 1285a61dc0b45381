/** The first sentence, which always gives bitcoin's price and change, and the swing of its week. */
import type { Values } from '#src/i18n/words.ts'
import { dayOf } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { findExtreme } from '../extremes.ts'
import type { Statement } from '../section.ts'
import { directionOf, extentOf } from './entries.ts'
import { HEADLINE_BAR, lineOf, SECTION_BAR, SUMMARY_BAR, type ThreadMaterial } from './material.ts'

/** A smaller week is stated as little changed, fraction. */
const FLAT = 0.01
/** A streak is named from so many weeks on. */
const STREAK = 3
/** An extreme of the week's other side is stated beside the first from so many weeks on: a reversal. */
const REVERSAL = 8

const SERIES = 'price.bitcoin'

/** Price, change and, where they are news, streak and size; one or two sentences. */
export function priceLines({ readings, extremes }: ThreadMaterial): Statement[] {
  const path = readings.price.value
  const { symbol, end, weekReturn: change, streak, twoWeekReturn: two } = path
  if (end === undefined || change === undefined) return []
  const values = { symbol, end, change }
  const evidence = { rule: 'price at both boundaries', asset: path.asset }
  if (Math.abs(change) < FLAT) return [lineOf('thread:price.flat', values, [], evidence)]
  const side = change > 0 ? 'up' : 'down'
  const week = ofSide(findExtreme(extremes, `${SERIES}.weekReturn`), side)
  const both = ofSide(findExtreme(extremes, `${SERIES}.twoWeekReturn`), side)
  const weeks = streak?.weeks ?? 1
  if (weeks < STREAK) {
    if (!week) return [lineOf(`thread:price.${side}`, values, [], evidence)]
    return [lineOf(`thread:price.${side}Since`, { ...values, extent: extentOf(week) }, [week], evidence)]
  }
  const first = streakLine(side, { ...values, weeks }, { ...evidence, weeks }, extremes)
  if (week && both && two !== undefined && week.since === both.since && side === 'down') {
    return [first, lineOf('thread:price.sizeTwo', { two, extent: extentOf(week) }, [week, both])]
  }
  if (!week) return [first]
  const size = side === 'down' ? 'thread:price.sizeDown' : 'thread:price.sizeUp'
  return [first, lineOf(size, { extent: extentOf(week) }, [week])]
}

/** What is said where the week's change is unknown: the price at the week's end by itself, or that there is none. */
export function missingPrice({
  symbol,
  asset,
  end,
}: ThreadMaterial['readings']['price']['value']): Statement {
  const evidence = { rule: 'no price at one of the boundaries', asset }
  return end === undefined
    ? lineOf('thread:price.missing', { symbol }, [], evidence)
    : lineOf('thread:price.endOnly', { symbol, end }, [], evidence)
}

/** The streak, and how long there was none like it where that is news. */
function streakLine(
  side: 'up' | 'down',
  values: Values,
  evidence: Statement['evidence'],
  extremes: readonly RankedExtreme[],
): Statement {
  const streak = ofSide(findExtreme(extremes, `${SERIES}.streak`), side)
  if (!streak || streak.salience < SUMMARY_BAR)
    return lineOf(`thread:price.${side}Streak`, values, [], evidence)
  return lineOf(
    `thread:price.${side}StreakSince`,
    { ...values, extent: extentOf(streak) },
    [streak],
    evidence,
  )
}

/** High and low of the week where they are extremes: one of them, or both as a reversal. */
export function swingLines({ readings, extremes }: ThreadMaterial): Statement[] {
  const { high, low } = readings.price.value
  const top = ofBar(findExtreme(extremes, `${SERIES}.high`, 'high'))
  const bottom = ofBar(findExtreme(extremes, `${SERIES}.low`, 'low'))
  if (!high || !low) return []
  const evidence = { rule: 'highest high and lowest low of the hours in the window' }
  const values = {
    high: high.price,
    highAt: high.at,
    low: low.price,
    lowAt: low.at,
    ...(top && { highExtent: extentOf(top) }),
    ...(bottom && { lowExtent: extentOf(bottom) }),
  }
  if (top && bottom && Math.min(top.weeks, bottom.weeks) >= REVERSAL) {
    return low.at > high.at
      ? [
          lineOf(
            'thread:swing.down',
            { ...values, fall: low.price / high.price - 1 },
            [top, bottom],
            evidence,
          ),
        ]
      : [lineOf('thread:swing.up', { ...values, rise: high.price / low.price - 1 }, [bottom, top], evidence)]
  }
  const [first] = [top, bottom].filter((one) => one !== undefined).sort((a, b) => b.salience - a.salience)
  if (!first || first.salience < SUMMARY_BAR) return closeLine(extremes)
  const side = first === top ? 'high' : 'low'
  const close = findExtreme(extremes, `${SERIES}.close`, side)
  // The close that ends the week is stated with it, where it is a record too or reaches back to another day.
  if (close && close.scope === 'boundary' && close.salience >= HEADLINE_BAR && reachesApart(first, close)) {
    const measured = { ...values, closeExtent: extentOf(close) }
    return [lineOf(`thread:swing.${side}Close`, measured, [first, close], evidence)]
  }
  return [lineOf(`thread:swing.${side}`, values, [first], evidence)]
}

function reachesApart(mark: RankedExtreme, close: RankedExtreme): boolean {
  if (mark.since === null || close.since === null) return true
  return dayOf(mark.since) !== dayOf(close.since)
}

/** The close that ends the week, or one inside it. */
function closeLine(extremes: readonly RankedExtreme[]): Statement[] {
  const close = findExtreme(extremes, `${SERIES}.close`, 'high', 'low')
  if (!close || close.salience < SUMMARY_BAR || close.scope !== 'boundary') return []
  return [lineOf('thread:price.closeEnd', { extent: extentOf(close) }, [close])]
}

function ofSide(entry: RankedExtreme | undefined, side: 'up' | 'down'): RankedExtreme | undefined {
  return entry && entry.scope === 'boundary' && directionOf(entry) === side ? entry : undefined
}

function ofBar(entry: RankedExtreme | undefined): RankedExtreme | undefined {
  return entry && entry.salience >= SECTION_BAR ? entry : undefined
}
