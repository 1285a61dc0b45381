/** Market cap: the total beside its record, the round levels it crossed, its distance from the peak, the shares. */
import type { Reading } from '#src/market/reading.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import { claim, depthOf } from '../claim.ts'
import { extremeIdOf } from '../extremes.ts'
import type { Section, Statement } from '../section.ts'
import { extentOf } from '../thread/entries.ts'
import { entryOf, isWorth, passedTenth } from './evidence.ts'
import { crossingStatement, salienceOfChange } from './marketcap/crossing.ts'

/** From here on a distance from the peak is told, fraction. */
const FAR = -0.1
/** A record this young has no peak to speak of. */
const LEAST_DAYS = 180
/** A highest day this near to the record's start is what is left of an earlier fall. */
const EDGE_DAYS = 7
/** Shares are told where one moved by a point in the week, fraction. */
const SHARE_MOVED = 0.01
const INSIDE = 'snapshots at 00:00 UTC, and an entry of the ledger of extremes'
/** An extreme inside the week is one to come back from where the end is this far away, fraction. */
const CAME_BACK = 0.01
/** "For the first time since" a date outranks "lowest since" the same weeks. */
const SAME_WEEKS = 4

/** `extremes` are the week's entries of the ledger, strongest first. */
export function marketcapSection(
  { value, missing, week }: Reading<MarketcapReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const { end } = value
  if (end === undefined) return { name: 'marketcap', statements: [], missing }
  const first = headline(value, end, extremes, week.end)
  const told = new Set(first.extremes)
  const rest = insideOf(extremes, end).flatMap((one) => (told.has(extremeIdOf(one)) ? [] : [touched(one)]))
  return {
    name: 'marketcap',
    statements: [first, ...rest, ...weekMove(extremes), ...belowPeak(value, week.end), ...shares(value)],
    missing,
  }
}

/** A crossing never hides a record: both are asked, and the one that reaches further back is told. */
function headline(
  value: MarketcapReading,
  end: number,
  extremes: readonly RankedExtreme[],
  at: number,
): Statement {
  const { start, weekChange: change } = value
  if (start === undefined || change === undefined) {
    return claim('marketcap.levelOnly', { end }, { rule: 'snapshots at both boundaries' })
  }
  const boundary = extremes.find(
    (one) =>
      one.series === 'marketcap.total.snapshot' &&
      one.scope === 'boundary' &&
      one.guard === undefined &&
      isWorth(one),
  )
  // Where it made a high and a low, it came back from the later one.
  const inside = insideOf(extremes, end).toSorted((a, b) => b.at - a.at)[0]
  const crossing = crossingStatement(value, start, end, change, at)
  const [reach, reachInside] = [boundary ? depthOf(boundary) : 0, inside ? depthOf(inside) : 0]
  if (crossing && crossing.weeks + SAME_WEEKS >= Math.max(reach, reachInside)) return crossing.statement
  if (boundary && reach >= reachInside) {
    const evidence = { rule: 'snapshots at both boundaries, and an entry of the ledger of extremes' }
    const key = boundary.kind === 'high' ? 'marketcap.high' : 'marketcap.low'
    return claim(key, { change, end, extent: extentOf(boundary) }, evidence, {
      needed: true,
      entries: [boundary],
    })
  }
  if (inside) return cameBack(inside, end, change)
  return claim(
    'marketcap.change',
    { change, end },
    { rule: 'snapshots at both boundaries' },
    {
      needed: true,
      salience: salienceOfChange(change),
    },
  )
}

/** Extremes inside the week that its end is some way from, strongest first. */
function insideOf(extremes: readonly RankedExtreme[], end: number): RankedExtreme[] {
  return extremes.filter(
    (one) =>
      one.series === 'marketcap.total.snapshot' &&
      one.scope === 'inside' &&
      one.guard === undefined &&
      isWorth(one) &&
      Math.abs(end / one.value - 1) >= CAME_BACK,
  )
}

function cameBack(entry: RankedExtreme, end: number, change: number): Statement {
  const { kind, at, value } = entry
  const key = kind === 'low' ? 'marketcap.lowInside' : 'marketcap.highInside'
  const values = { at, value, end, change, extent: extentOf(entry) }
  return claim(key, values, { rule: INSIDE }, { needed: true, entries: [entry] })
}

function touched(entry: RankedExtreme): Statement {
  const { at, value } = entry
  return claim(
    'marketcap.touched',
    { at, value, extent: extentOf(entry) },
    { rule: INSIDE },
    {
      entries: [entry],
    },
  )
}

function weekMove(extremes: readonly RankedExtreme[]): Statement[] {
  const entry = entryOf(extremes, 'marketcap.total.weekChange', 'largest-rise', 'largest-fall')
  if (!entry) return []
  const values = { change: entry.value, extent: extentOf(entry) }
  return [
    claim(
      'marketcap.weekMoved',
      values,
      { rule: 'an entry of the ledger of extremes' },
      { entries: [entry] },
    ),
  ]
}

function belowPeak({ drawdown, peak, start, recordStart }: MarketcapReading, at: number): Statement[] {
  if (drawdown === undefined || peak === undefined || recordStart === undefined) return []
  const [top, began] = [startOfDay(peak.date), startOfDay(recordStart)]
  if (drawdown > FAR || top < began + EDGE_DAYS * DAY || at < began + LEAST_DAYS * DAY) return []
  const before = start === undefined ? drawdown : Math.min(0, start / peak.value - 1)
  const evidence = { rule: 'highest snapshot of the record', ...peak, drawdown, recordStart }
  const values = { drawdown, peak: peak.value, date: top, recordStart: began }
  return [
    claim('marketcap.belowPeak', values, evidence, { salience: passedTenth(drawdown, before) ? 0.4 : 0.15 }),
  ]
}

function shares(value: MarketcapReading): Statement[] {
  const { bitcoinShare: bitcoin, bitcoinShareWeekAgo: before } = value
  const { ethereumShare: ethereum, ethereumShareWeekAgo: ethereumBefore } = value
  if (bitcoin === undefined) return []
  const moved = (now: number | undefined, then: number | undefined) =>
    now !== undefined && then !== undefined && Math.abs(now - then) >= SHARE_MOVED
  const evidence = {
    rule: 'market cap of the asset over the total, at both boundaries',
    bitcoin,
    bitcoinBefore: before ?? null,
    ethereum: ethereum ?? null,
    ethereumBefore: ethereumBefore ?? null,
  }
  const weight = { salience: 0.35 }
  if (moved(bitcoin, before)) {
    const step = bitcoin - (before ?? bitcoin)
    return [claim('marketcap.bitcoinShareMoved', { bitcoin, before, step }, evidence, weight)]
  }
  if (moved(ethereum, ethereumBefore)) {
    const step = (ethereum ?? 0) - (ethereumBefore ?? 0)
    return [
      claim('marketcap.ethereumShareMoved', { ethereum, before: ethereumBefore, step }, evidence, weight),
    ]
  }
  return ethereum === undefined
    ? [claim('marketcap.shareBitcoin', { bitcoin }, evidence, { salience: 0.05 })]
    : [claim('marketcap.shares', { bitcoin, ethereum }, evidence, { salience: 0.05 })]
}
