/** What is watched next week: levels of the past, the run that would be news, the next decision. A level is never a target. */
import { DAY, startOfDay } from '#src/market/time.ts'
import { findExtreme } from '../extremes.ts'
import type { WatchedLevel } from '../memory.ts'
import type { Statement } from '../section.ts'
import { lineOf, type ThreadMaterial } from './material.ts'

export interface Watch {
  readonly lines: readonly Statement[]
  /** Bitcoin's levels, for the edition after this one. */
  readonly levels: readonly WatchedLevel[]
  /** Total market cap's level where one is named, USD. */
  readonly cap?: number
}

const MOST = 4
/** Round levels within this of the price are near, fraction. */
const NEAR = 0.05
const APART = 0.015
const ROUND_CAP = 1e12

export function watchOf(material: ThreadMaterial): Watch {
  const price = priceWatch(material)
  const cap = capWatch(material)
  const lines = [...price.lines, ...cap.lines, ...runWatch(material), ...meetingWatch(material)]
  return {
    lines: lines.slice(0, MOST),
    levels: price.levels,
    ...(cap.level !== undefined && { cap: cap.level }),
  }
}

/** The week's low (or high) on the side that it moved to, beside a round level, or the extreme close. */
function priceWatch({ readings }: ThreadMaterial): { lines: Statement[]; levels: WatchedLevel[] } {
  const { symbol, end, weekReturn: change = 0, high, low, lowestClose, highestClose } = readings.price.value
  if (end === undefined) return { lines: [], levels: [] }
  if (!high || !low) return closesWatch(readings)
  const values = { symbol, low: low.price, lowAt: low.at, high: high.price, highAt: high.at }
  const rule = { rule: 'low, high and extreme close of the window; round levels within 5 % of the price' }
  const quiet = Math.abs(change) < 0.02
  if (quiet) {
    const levels: WatchedLevel[] = [
      { side: 'below', level: low.price },
      { side: 'above', level: high.price },
    ]
    return { lines: [lineOf('thread:watch.range', values, [], rule)], levels }
  }
  const down = change < 0
  const level = roundLevel(end / (1 + change), end)
  const edge: WatchedLevel = down ? { side: 'below', level: low.price } : { side: 'above', level: high.price }
  if (level !== undefined) {
    const key = down ? 'thread:watch.lowLevel' : 'thread:watch.highLevel'
    const other: WatchedLevel = { side: level > end ? 'above' : 'below', level }
    return { lines: [lineOf(key, { ...values, level }, [], rule)], levels: [edge, other] }
  }
  const close = down ? lowestClose : highestClose
  // A close at the boundary is the week's end itself, and no level of its own.
  if (close && startOfDay(close.day) + DAY < readings.price.week.end && isApart(close.price, edge.level)) {
    const key = down ? 'thread:watch.lowClose' : 'thread:watch.highClose'
    const described = { ...values, close: close.price, closeAt: startOfDay(close.day) }
    return { lines: [lineOf(key, described, [], rule)], levels: [edge, { ...edge, level: close.price }] }
  }
  const levels: WatchedLevel[] = [
    { side: 'below', level: low.price },
    { side: 'above', level: high.price },
  ]
  return { lines: [lineOf('thread:watch.range', values, [], rule)], levels }
}

/** Where the hours of the week are not all known, its extreme closes are watched. */
function closesWatch({ price }: ThreadMaterial['readings']): { lines: Statement[]; levels: WatchedLevel[] } {
  const { symbol, lowestClose, highestClose } = price.value
  if (!lowestClose || !highestClose || lowestClose.day === highestClose.day) return { lines: [], levels: [] }
  const values = {
    symbol,
    low: lowestClose.price,
    lowAt: startOfDay(lowestClose.day),
    high: highestClose.price,
    highAt: startOfDay(highestClose.day),
  }
  const rule = { rule: 'lowest and highest close of the days that end in the window' }
  return {
    lines: [lineOf('thread:watch.closes', values, [], rule)],
    levels: [
      { side: 'below', level: lowestClose.price },
      { side: 'above', level: highestClose.price },
    ],
  }
}

/** Two levels closer than this are one. */
function isApart(a: number, b: number): boolean {
  return Math.abs(a / b - 1) >= APART
}

/** A round level (one significant digit) that the week crossed, else the nearest within 5 %. */
function roundLevel(start: number, end: number): number | undefined {
  const unit = 10 ** Math.floor(Math.log10(end))
  const [below, above] = [Math.floor(end / unit) * unit, Math.ceil(end / unit) * unit]
  const levels = [...new Set([below, above])].filter((level) => level !== end)
  const crossed = levels.find((level) => start > level !== end > level)
  return crossed ?? levels.find((level) => Math.abs(level / end - 1) <= NEAR)
}

function capWatch({ readings, extremes }: ThreadMaterial): { lines: Statement[]; level?: number } {
  const { end } = readings.marketcap.value
  if (end === undefined) return { lines: [] }
  const entry = findExtreme(extremes, 'marketcap.total.snapshot', 'low', 'high')
  const rule = { rule: 'whole trillions within 5 % of the total, or the older level that ends the since' }
  const round = Math.round(end / ROUND_CAP) * ROUND_CAP
  if (round > 0 && Math.abs(round / end - 1) <= NEAR) {
    return { lines: [lineOf('thread:watch.capLevel', { level: round }, [], rule)], level: round }
  }
  const earlier = entry?.evidence.earlier
  if (entry?.scope !== 'boundary' || entry.since === null || earlier === undefined) return { lines: [] }
  const key = entry.kind === 'low' ? 'thread:watch.capOlderLow' : 'thread:watch.capOlderHigh'
  return { lines: [lineOf(key, { value: earlier, at: entry.since }, [entry], rule)] }
}

/** Names the run that is watched: how long it would be, and since when it would be the longest. */
export function watchedRunOf({ watch }: ThreadMaterial['readings']): string | undefined {
  const { run } = watch.value
  const [next] = run?.thresholds ?? []
  return run && next && `${run.venue} ${next.prints} ${next.since}`
}

function runWatch({ readings, earlier }: ThreadMaterial): Statement[] {
  const { run } = readings.watch.value
  const [next] = run?.thresholds ?? []
  if (!run || !next) return []
  // What last week's list watched already, and what has not begun, is no news.
  if (run.prints < 2 && earlier[0]?.watchedRun === watchedRunOf(readings)) return []
  const rule = {
    rule: 'the shortest run of three or more that would be the longest in three weeks',
    venue: run.venue,
  }
  const values = { venue: run.venue, prints: next.prints }
  if (next.since === null)
    return [lineOf('thread:watch.runRecord', { ...values, start: run.recordStart }, [], rule)]
  if (run.prints < 2) return [lineOf('thread:watch.run', { ...values, since: next.since }, [], rule)]
  const described = { ...values, since: next.since, now: run.prints, hours: run.hours }
  return [lineOf('thread:watch.runOn', described, [], rule)]
}

function meetingWatch({ readings }: ThreadMaterial): Statement[] {
  const { meeting, ahead } = readings.watch.value
  const rule = { rule: 'the next meeting that odds name; dated entries of the calendar' }
  const entries = ahead.slice(0, 2).map(({ date, nameEn, nameJa }) => ({
    date: startOfDay(date),
    names: [{ name: { en: nameEn, ja: nameJa } }],
  }))
  const dates = entries.length > 0 ? [lineOf('thread:watch.ahead', { entries }, [], rule)] : []
  if (!meeting) return dates
  const day = startOfDay(meeting.day)
  if (meeting.cut === undefined || meeting.source === undefined) {
    return [...dates, lineOf('thread:watch.meetingOnly', { day }, [], rule)]
  }
  return [
    ...dates,
    lineOf('thread:watch.meeting', { day, cut: meeting.cut, source: meeting.source }, [], rule),
  ]
}
