/** Market cap: the total, the round levels it crossed, its distance from the peak, the shares. */
import type { Reading } from '#src/market/reading.ts'
import { type Day, startOfDay } from '#src/market/time.ts'
import type { Crossing, MarketcapReading } from '#src/services/marketcap.ts'
import { bySize } from '../salience.ts'
import { type Section, type Statement, state, weeksFrom } from '../section.ts'

/** From here on a distance from the peak is worth saying, fraction. */
const FAR_FROM_PEAK = -0.1
/** A level left less than this many weeks ago is crossed "again". */
const WEEKS_TO_FORGET = 8
/** "Lowest since" is said from this many weeks on. */
const WEEKS_TO_NOTE = 4
/** A weekly change that is nothing special, fraction. */
const USUAL = 0.05

export function marketcapSection({ value, missing, week }: Reading<MarketcapReading>): Section {
  const { end, drawdown, peak, bitcoinShare, ethereumShare } = value
  const statements: Statement[] = []
  if (end !== undefined) statements.push(headline(end))
  if (drawdown !== undefined && drawdown <= FAR_FROM_PEAK && peak) {
    statements.push(
      state('marketcap.belowPeak', { drawdown, peak: peak.value, date: startOfDay(peak.date) }, { ...peak }),
    )
  }
  if (bitcoinShare !== undefined && ethereumShare !== undefined) {
    statements.push(state('marketcap.shares', { bitcoin: bitcoinShare, ethereum: ethereumShare }))
  } else if (bitcoinShare !== undefined) {
    statements.push(state('marketcap.shareBitcoin', { bitcoin: bitcoinShare }))
  }
  return { name: 'marketcap', statements, missing }

  function headline(end: number): Statement {
    const { start, weekChange: change } = value
    if (start === undefined || change === undefined) return state('marketcap.levelOnly', { end })
    return crossed(value.crossed, start, end, change) ?? extreme(end, change) ?? quiet(end, change)
  }

  function crossed(all: readonly Crossing[], start: number, end: number, change: number) {
    const last = all.at(-1)
    if (last === undefined) return undefined
    // Down, up and down again: news is the first time of the week, not how long ago the second was.
    const crossing = all.find((one) => one.level === last.level && one.direction === last.direction) ?? last
    const { level, direction, date, lastOnThisSide, gapSince } = crossing
    const values = { change, end, level, date: startOfDay(date) }
    const evidence = {
      rule: 'consecutive 00:00 UTC snapshots on either side of a round trillion',
      level,
      date,
      lastOnThisSide,
      recordStart: value.recordStart ?? null,
    }
    // There and back within the week: it ends on the side that it came from.
    if (start < level === end < level) {
      const key = direction === 'up' ? 'marketcap.dipped' : 'marketcap.peeked'
      const out = all.find((one) => one.level === level && one.direction !== direction)
      return state(key, { ...values, date: startOfDay(out?.date ?? date) }, evidence, {
        ...bySize(change, USUAL),
        weeksSince: 2,
      })
    }
    const side = direction === 'down' ? 'marketcap.crossedDown' : 'marketcap.crossedUp'
    // A gap in the record forbids any "since": the level may have been crossed unseen.
    if (gapSince !== undefined)
      return state(`${side}Unseen`, values, { ...evidence, gapSince }, bySize(change, USUAL))
    if (lastOnThisSide === null) {
      const recordStart = value.recordStart === undefined ? undefined : startOfDay(value.recordStart)
      const weeksSince = value.recordStart === undefined ? 1 : weeksFrom(value.recordStart, week.end)
      return state(`${side}First`, { ...values, recordStart }, evidence, { weeksSince })
    }
    const weeksSince = weeksFrom(lastOnThisSide, week.end)
    const since = startOfDay(lastOnThisSide)
    return state(weeksSince < WEEKS_TO_FORGET ? `${side}Again` : side, { ...values, since }, evidence, {
      ...bySize(change, USUAL),
      weeksSince,
    })
  }

  function extreme(end: number, change: number) {
    const { lowestSince, highestSince, recordStart } = value
    const falling = change < 0
    const since: Day | null | undefined = falling ? lowestSince : highestSince
    if (since === undefined || recordStart === undefined) return undefined
    const values = { change, end, recordStart: startOfDay(recordStart) }
    const evidence = { rule: 'last earlier snapshot beyond the newest', since, recordStart }
    const weeksSince = weeksFrom(since ?? recordStart, week.end)
    if (weeksSince < WEEKS_TO_NOTE) return undefined
    if (since === null) {
      return state(falling ? 'marketcap.lowestOnRecord' : 'marketcap.highestOnRecord', values, evidence, {
        weeksSince,
      })
    }
    const key = falling ? 'marketcap.lowest' : 'marketcap.highest'
    return state(key, { ...values, since: startOfDay(since) }, evidence, {
      ...bySize(change, USUAL),
      weeksSince,
    })
  }

  function quiet(end: number, change: number) {
    const evidence = { rule: 'snapshots at both boundaries' }
    return state('marketcap.change', { change, end }, evidence, bySize(change, USUAL))
  }
}
