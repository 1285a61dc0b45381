/** The summary: bitcoin's price first, then the strongest entries of other groups, linked, and where the week ended. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { capVerdict } from '../capverdict.ts'
import { extremeIdOf, findExtreme } from '../extremes.ts'
import type { Statement } from '../section.ts'
import { extentOf } from './entries.ts'
import { holds } from './holds.ts'
import { contrastsWith, isPair, type Link, linkOf } from './links.ts'
import { lineOf, SECTION_BAR, SUMMARY_BAR, publishable, type ThreadMaterial } from './material.ts'
import { missingPrice, priceLines, swingLines } from './price.ts'
import { pairOf, sentenceOf, youngSentence } from './sentences.ts'

/** Sentences between bitcoin's and the last one. */
const MIDDLE = 2
const MOST = 5
/** A quiet week is stated in so many. */
const QUIET = 3
/** An entry that a link joins to the sentence before counts so much more, from the lower bar on. */
const LINK_BONUS = 0.2
const LINKED_BAR = 0.25
/** A young record's moves go up to the summary's bar at most. */
const YOUNG_BAR = 0.4

/** `headline` holds the entries that the headline names: what it says is stated in the summary. */
export function summaryOf(material: ThreadMaterial, headline: ReadonlySet<string> = new Set()): Statement[] {
  const { extremes, quiet } = material
  if (quiet) return quietSummary(material, headline)
  const price = priceLines(material)
  const opening = [
    ...(price.length > 0 ? price : [missingPrice(material.readings.price.value)]),
    ...swingLines(material),
  ]
  const closing = closingLine(material)
  const room = Math.min(MIDDLE, MOST - opening.length - closing.length)
  const stated = new Set([...opening, ...closing].flatMap((line) => line.extremes ?? []))
  const candidates = publishable(extremes).filter(
    (entry) =>
      !entry.series.startsWith('price.bitcoin.') &&
      entry.group !== 'marketcap' &&
      holds(entry, material.readings) &&
      !stated.has(extremeIdOf(entry)),
  )
  const used = new Set<Link>(
    closing.some(({ key }) => key.startsWith('thread:contrast.')) ? ['contrast'] : [],
  )
  const middle = middleLines(material, candidates, opening.at(-1), { room, used, headline })
  const between = middle.length > 0 ? middle : lesserLines(material, candidates, opening.at(-1), used, room)
  return sayStartOnce([...opening, ...between, ...closing].slice(0, MOST))
}

/** The strongest first, one a group; what links to the sentence before is preferred. Each kind of link is used once. */
function middleLines(
  { symbolOf, extremes }: ThreadMaterial,
  candidates: readonly RankedExtreme[],
  before: Statement | undefined,
  { room, used, headline }: { room: number; used: Set<Link>; headline: ReadonlySet<string> },
): Statement[] {
  const isNamed = (entry: RankedExtreme) => headline.has(extremeIdOf(entry))
  const lines: Statement[] = []
  const groups = new Set<string>()
  let last: readonly RankedExtreme[] = []
  while (lines.length < room) {
    const [best] = candidates
      .filter(({ group }) => !groups.has(group))
      .map((entry) => ({
        entry,
        link: unused(lines.length === 0 ? linkTo(entry, before, extremes) : linkOf(entry, last), used),
      }))
      .filter(
        ({ entry, link }) =>
          isNamed(entry) || entry.salience >= (joins(entry, link) ? LINKED_BAR : SUMMARY_BAR),
      )
      .filter(({ entry, link }) => isNamed(entry) || worth(entry, link) >= SUMMARY_BAR)
      .toSorted(
        (a, b) =>
          Number(isNamed(b.entry)) - Number(isNamed(a.entry)) ||
          worth(b.entry, b.link) - worth(a.entry, a.link),
      )
    if (!best) break
    const { entry, link } = best
    const partner = candidates.find((other) => isPair(entry, other))
    const pair = partner && pairOf(entry, partner, symbolOf, link)
    lines.push(pair ?? sentenceOf(entry, symbolOf, link))
    if (link) used.add(link)
    groups.add(entry.group)
    last = pair && partner ? [entry, partner] : [entry]
  }
  return lines
}

/**
 * Where nothing reaches the summary's bar: the strongest of what is left, and a young record's largest week of another
 * market, by its size.
 */
function lesserLines(
  { extremes, readings, symbolOf }: ThreadMaterial,
  candidates: readonly RankedExtreme[],
  before: Statement | undefined,
  used: ReadonlySet<Link>,
  room: number,
): Statement[] {
  const [lesser] = candidates.filter(({ salience }) => salience >= SECTION_BAR)
  const link = lesser && unused(linkTo(lesser, before, extremes), used)
  // One of which the edition has a week: what is named as missing is not reported in the same breath.
  const ofWeek = new Set(
    readings.assets.value.rows.filter((row) => row.weekReturn !== undefined).map(({ id }) => id),
  )
  const [move] = extremes
    .filter(
      ({ young, group, salience, series }) =>
        young === true &&
        group === 'cross' &&
        series.endsWith('.weekReturn') &&
        ofWeek.has(series.split('.')[1] ?? '') &&
        salience >= YOUNG_BAR,
    )
    .toSorted((a, b) => (b.size ?? 0) - (a.size ?? 0))
  return [
    ...(lesser ? [sentenceOf(lesser, symbolOf, link)] : []),
    ...(move ? [youngSentence(move, symbolOf, lesser ? undefined : contrastWith(move, before, used))] : []),
  ].slice(0, room)
}

/** What links an entry to the sentence before it: to its entries, or to the return that it states. */
function linkTo(
  entry: RankedExtreme,
  before: Statement | undefined,
  extremes: readonly RankedExtreme[],
): Link | undefined {
  const entries = entriesOf(before, extremes)
  return entries.length > 0 ? linkOf(entry, entries) : contrastWith(entry, before, new Set())
}

/** A price against the week's return of the sentence before. */
function contrastWith(
  entry: RankedExtreme,
  before: Statement | undefined,
  used: ReadonlySet<Link>,
): 'contrast' | undefined {
  const change = before?.values.change
  if (used.has('contrast') || before?.extremes?.length || typeof change !== 'number') return undefined
  return contrastsWith(entry, change) ? 'contrast' : undefined
}

function unused(link: Link | undefined, used: ReadonlySet<Link>): Link | undefined {
  return link !== undefined && used.has(link) ? undefined : link
}

function worth(entry: RankedExtreme, link: Link | undefined): number {
  return entry.salience + (joins(entry, link) ? LINK_BONUS : 0)
}

/** A single coin makes no thread with the day's other news, and a rolling volatility has no day of its own. */
function joins({ group }: RankedExtreme, link: Link | undefined): boolean {
  return (link === 'same' || link === 'then') && group !== 'coins' && group !== 'volatility'
}

/** Where total market cap ended, and what did not move with it. */
function closingLine(material: ThreadMaterial): Statement[] {
  const alone = cryptoAlone(material)
  const cap = capLine(material)
  return alone ? [alone] : cap ? [cap] : []
}

function capLine({ readings, extremes }: ThreadMaterial): Statement | undefined {
  const { end, weekChange: change, hundred } = readings.marketcap.value
  if (end !== undefined && change === undefined && hundred !== undefined) {
    const rule = 'caps of today’s hundred largest, summed at both boundaries'
    return lineOf('thread:cap.hundred', { end, change: hundred.change }, [], { rule, ...hundred })
  }
  if (end === undefined || change === undefined) return undefined
  const values = { end, change }
  const evidence = { rule: 'snapshots at both boundaries' }
  const verdict = capVerdict({ end, weekChange: change }, extremes)
  // One that earlier editions have stated is in the section at most.
  if (verdict.word === 'plain' || verdict.entry.salience < SECTION_BAR)
    return lineOf('thread:cap.plain', values, [], evidence)
  const { word, entry } = verdict
  const { value, level = 0, at } = entry
  const extent = extentOf(entry)
  switch (word) {
    case 'crossed':
      return lineOf(
        entry.direction === 'down' ? 'thread:cap.crossedDown' : 'thread:cap.crossedUp',
        { ...values, at, level, extent },
        [entry],
        evidence,
      )
    case 'ended':
      return lineOf('thread:cap.extreme', { ...values, extent }, [entry], evidence)
    case 'cameBack':
      return entry.kind === 'low'
        ? lineOf('thread:cap.recovered', { ...values, low: value, lowAt: at, extent }, [entry], evidence)
        : lineOf('thread:cap.gaveBack', { ...values, high: value, highAt: at, extent }, [entry], evidence)
  }
}

/** Crypto fell while equities stood still and gold did not fall: said of figures, not of a cause. */
function cryptoAlone({ readings }: ThreadMaterial): Statement | undefined {
  const { rows, sellingWasCrypto } = readings.assets.value
  const gold = rows.find(({ id }) => id === 'gold')?.weekReturn
  if (!sellingWasCrypto || gold === undefined) return undefined
  const crypto = rows.find(({ id }) => id === 'crypto')?.weekReturn ?? null
  const evidence = { rule: 'crypto <= -5 %, every equity index within 1 %, gold >= 0', crypto, gold }
  return lineOf('thread:contrast.cryptoAlone', { gold }, [], evidence)
}

/** What stood still, and the strongest entries from outside by contrast. */
function quietSummary(
  { readings, extremes, symbolOf }: ThreadMaterial,
  headline: ReadonlySet<string>,
): Statement[] {
  const { symbol, end, weekReturn: change } = readings.price.value
  const { end: cap, weekChange: capChange } = readings.marketcap.value
  if (end === undefined || change === undefined) return [missingPrice(readings.price.value)]
  const rule = {
    rule: 'no entry of price, market cap, open interest, funding or sentiment above the bar; moves under 2 %',
  }
  const first =
    cap === undefined || capChange === undefined
      ? lineOf('thread:price.flat', { symbol, end, change }, [], rule)
      : lineOf('thread:quiet.price', { symbol, end, change, cap, capChange }, [], rule)
  const range = findExtreme(extremes, 'price.bitcoin.range', 'low')
  const candidates = publishable(extremes).filter((entry) => holds(entry, readings))
  const outside = candidates.filter(({ group, salience }) => group === 'cross' && salience >= SECTION_BAR)
  const strongest = candidates.find((entry) => headline.has(extremeIdOf(entry))) ?? outside[0]
  const lines = [
    first,
    ...(range && range.salience >= LINKED_BAR ? [sentenceOf(range, symbolOf)] : []),
    ...(strongest
      ? [sentenceOf(strongest, symbolOf, contrastsWith(strongest, change) ? 'contrast' : undefined)]
      : []),
  ]
  return sayStartOnce(lines.slice(0, QUIET))
}

/** Where a record begins is said once: later records that begin in the same month are records, no more. */
function sayStartOnce(lines: readonly Statement[]): Statement[] {
  const said = new Set<string>()
  return lines.map((line) => {
    const values = Object.entries(line.values).map(([name, value]) => {
      if (!isRecordExtent(value)) return [name, value]
      const start = monthOf(value.recordStart)
      const again = said.has(start)
      said.add(start)
      return [name, { ...value, again }]
    })
    return { ...line, values: Object.fromEntries(values) as Statement['values'] }
  })
}

function isRecordExtent(value: unknown): value is { since: null; recordStart: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'noun' in value &&
    'since' in value &&
    value.since === null &&
    !('boundedBy' in value)
  )
}

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7)
}

function entriesOf(line: Statement | undefined, extremes: readonly RankedExtreme[]): RankedExtreme[] {
  const ids = new Set(line?.extremes ?? [])
  return extremes.filter((entry) => ids.has(extremeIdOf(entry)))
}
