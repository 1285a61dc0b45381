/** Market cap: the total beside its record, the round levels it crossed, its distance from the peak, the shares. */
import type { Reading } from '#src/market/reading.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import { capVerdict, marksInside } from '../capverdict.ts'
import { claim } from '../claim.ts'
import { extremeIdOf } from '../extremes.ts'
import type { Section, Statement } from '../section.ts'
import { extentOf } from '../thread/entries.ts'
import { entryOf, passedTenth } from './evidence.ts'
import { crossingStatement, salienceOfChange } from './marketcap/crossing.ts'

/** From here on a distance from the peak is stated, fraction. */
const FAR = -0.1
/** A record this young has no peak to speak of. */
const LEAST_DAYS = 180
/** A highest day this near to the record's start is what is left of an earlier fall. */
const EDGE_DAYS = 7
/** Shares are stated where one moved by a point in the week, fraction. */
const SHARE_MOVED = 0.01
const INSIDE = 'snapshots at 00:00 UTC, and an entry of the ledger of extremes'

/** `extremes` are the week's entries of the ledger, strongest first. */
export function marketcapSection(
  { value, missing, week }: Reading<MarketcapReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const { end } = value
  if (end === undefined) return { name: 'marketcap', statements: [], missing }
  const first = headline(value, end, extremes, week.end)
  const stated = new Set(first.extremes)
  const hundred = value.weekChange === undefined ? changeOfHundred(value) : []
  const rest = marksInside(extremes, end).flatMap((one) =>
    stated.has(extremeIdOf(one)) ? [] : [touched(one)],
  )
  return {
    name: 'marketcap',
    statements: [
      first,
      ...hundred,
      ...rest,
      ...weekMove(extremes),
      ...belowPeak(value, week.end),
      ...shares(value),
    ],
    missing,
  }
}

function changeOfHundred({ hundred }: MarketcapReading): Statement[] {
  if (hundred === undefined) return []
  const { change, members } = hundred
  const evidence = { rule: 'caps of today’s hundred largest, summed at both boundaries', members }
  return [claim('marketcap.hundred', { change, members }, evidence, { salience: salienceOfChange(change) })]
}

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
  const verdict = capVerdict({ end, weekChange: change }, extremes)
  if (verdict.word === 'ended') {
    const { entry } = verdict
    const evidence = { rule: 'snapshots at both boundaries, and an entry of the ledger of extremes' }
    const key = entry.kind === 'high' ? 'marketcap.high' : 'marketcap.low'
    return claim(key, { change, end, extent: extentOf(entry) }, evidence, { needed: true, entries: [entry] })
  }
  if (verdict.word === 'cameBack') return cameBack(verdict.entry, end, change)
  const entry = verdict.word === 'crossed' ? verdict.entry : undefined
  const crossing = crossingStatement(value, start, end, change, at, entry)
  if (crossing) return crossing
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
