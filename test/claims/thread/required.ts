/** Which entries of the ledger an edition tells, and which it must. */
import type { Briefing, EditionTexts, PublishedExtreme, PublishedItem } from '../product/briefing.ts'

/** From here on the strongest entry of a group is told. */
const STRONG = 0.55

/** Entries that an edition of the recorded history must tell: series, kind, day. */
export const MUST_SAY: Readonly<
  Record<string, readonly (readonly [string, PublishedExtreme['kind'], string])[]>
> = {
  '2025-03-03': [
    ['sentiment.fearGreed.value', 'low', '2025-02-27'],
    ['funding.bitcoin.binance.settlement', 'low', '2025-03-01'],
  ],
  '2025-05-05': [['funding.bitcoin.binance.settlement', 'low', '2025-05-02']],
  '2025-07-14': [
    ['price.bitcoin.close', 'high', '2025-07-13'],
    ['cross.vix.close', 'low', '2025-07-10'],
  ],
  '2025-10-06': [
    ['price.bitcoin.close', 'high', '2025-10-05'],
    ['marketcap.total.snapshot', 'high', '2025-10-06'],
    ['openinterest.bitcoin.usd', 'high', '2025-10-05'],
    ['cross.sp500.close', 'high', '2025-10-03'],
    ['cross.gold.close', 'high', '2025-10-03'],
    ['cross.oil.close', 'low', '2025-10-02'],
  ],
  '2025-10-13': [
    ['price.bitcoin.high', 'high', '2025-10-06'],
    ['price.bitcoin.low', 'low', '2025-10-10'],
    ['price.bitcoin.weekReturn', 'largest-fall', '2025-10-13'],
    ['cross.sp500.dayReturn', 'largest-fall', '2025-10-10'],
    ['cross.nasdaq100.dayReturn', 'largest-fall', '2025-10-10'],
    ['openinterest.bitcoin.dayChange', 'largest-fall', '2025-10-11'],
    ['marketcap.total.snapshot', 'low', '2025-10-12'],
    ['sentiment.fearGreed.value', 'low', '2025-10-12'],
    ['cross.dxy.weekReturn', 'largest-rise', '2025-10-13'],
    ['funding.bitcoin.binance.settlement', 'low', '2025-10-12'],
  ],
  '2025-10-20': [
    ['funding.bitcoin.binance.run', 'longest-run', '2025-10-19'],
    ['cross.vix.close', 'high', '2025-10-16'],
    ['cross.gold.close', 'high', '2025-10-16'],
    ['sentiment.fearGreed.value', 'low', '2025-10-17'],
  ],
  '2025-11-10': [
    ['price.bitcoin.low', 'low', '2025-11-04'],
    ['sentiment.fearGreed.value', 'low', '2025-11-08'],
    ['cross.nasdaq100.weekReturn', 'largest-fall', '2025-11-10'],
    ['cross.dxy.close', 'high', '2025-11-04'],
  ],
  '2025-11-17': [
    ['price.bitcoin.low', 'low', '2025-11-16'],
    ['price.bitcoin.weekReturn', 'largest-fall', '2025-11-17'],
    ['price.bitcoin.twoWeekReturn', 'largest-fall', '2025-11-17'],
    ['cross.nasdaq100.dayReturn', 'largest-rise', '2025-11-10'],
    ['sentiment.fearGreed.value', 'low', '2025-11-15'],
    ['marketcap.total.snapshot', 'low', '2025-11-17'],
  ],
}

/** Statements of the thread in the order of the text. */
export function threadOf({ thread }: Briefing): PublishedItem[] {
  return [
    ...thread.headline.clauses,
    ...thread.summary,
    ...thread.timeline.flatMap(({ items }) => items),
    ...thread.compact,
    ...thread.facts,
    ...(thread.view ? [thread.view] : []),
    ...thread.thenAndNow,
    ...(thread.reference ? [thread.reference] : []),
    ...thread.watch,
  ]
}

/** Entries of which `told` names no place, though a sentence rests on them; and the other way round. */
export function placeFaults({ monday, briefing }: EditionTexts): string[] {
  const { thread, sections, extremes } = briefing
  const placesOf = (list: readonly PublishedItem[]) =>
    new Set(
      list.flatMap(({ evidence }) => (Array.isArray(evidence.extreme) ? evidence.extreme : []).map(Number)),
    )
  const places = {
    headline: placesOf(thread.headline.clauses),
    summary: placesOf(thread.summary),
    timeline: placesOf(thread.timeline.flatMap(({ items }) => items)),
    section: placesOf(sections.flatMap(({ statements }) => statements.filter((one) => one.told))),
  }
  return extremes.flatMap(({ series, kind, told }, at) => {
    const found = Object.entries(places).find(([, list]) => list.has(at))?.[0] ?? 'none'
    return found === told ? [] : [`${monday} ${series} ${kind}: told is ${told}, it is in ${found}`]
  })
}

/** The strongest entry of each group, from the bar on, that no sentence tells. */
export function missedGroups({ monday, briefing }: EditionTexts): string[] {
  const open = briefing.extremes.filter(({ guard, young }) => guard === undefined && young !== true)
  return [...Map.groupBy(open, ({ group }) => group)].flatMap(([group, list]) => {
    const [most] = list.toSorted((a, b) => b.salience - a.salience)
    return most && most.salience >= STRONG && most.told === 'none'
      ? [`${monday} ${group}: ${nameOf(most)}`]
      : []
  })
}

/** Open interest in dollars that the price made is no news: no sentence may rest on it. */
export function saidByPrice({ monday, briefing }: EditionTexts): string[] {
  return briefing.extremes.flatMap((entry) =>
    entry.byPrice === true && entry.told !== 'none'
      ? [`${monday} ${entry.series} ${entry.kind} is told: ${entry.told}`]
      : [],
  )
}

/** What an edition must tell and does not. */
export function missedEntries({ monday, briefing }: EditionTexts): string[] {
  return (MUST_SAY[monday] ?? []).flatMap(([series, kind, day]) => {
    const entry = briefing.extremes.find(
      (one) => one.series === series && one.kind === kind && one.at.startsWith(day),
    )
    if (entry === undefined) return [`${monday} ${series} ${kind} of ${day} is no entry`]
    return entry.told === 'none' ? [`${monday} ${nameOf(entry)}`] : []
  })
}

function nameOf({ series, kind, value, at, since, salience }: PublishedExtreme): string {
  return `${series} ${kind} ${value} at ${at}, since ${since ?? 'ever'}, ${salience.toFixed(2)}: not told`
}

/** A claim of an edition that what an earlier one told refutes: it had reached so far since the day named. */
export function refuted(editions: readonly EditionTexts[]): string[] {
  const entries = editions.flatMap(({ monday, briefing }) =>
    briefing.extremes.filter((one) => one.told !== 'none').map((entry) => ({ monday, entry })),
  )
  return entries.flatMap(({ monday, entry }) => {
    const from = entry.boundedBy ?? entry.since ?? ''
    return entries
      .filter((one) => one.monday < monday && one.entry.series === entry.series)
      .filter(({ entry: earlier }) => earlier.at > from && reaches(earlier, entry))
      .map(
        (one) =>
          `${monday} ${entry.series} ${entry.value} since ${from || 'ever'}, but ${one.monday} told ${one.entry.value} of ${one.entry.at}`,
      )
  })
}

/** Whether an earlier entry is as extreme, on the side of a later one. */
function reaches(earlier: PublishedExtreme, later: PublishedExtreme): boolean {
  if (later.kind === 'first-beyond') {
    return (
      earlier.kind === later.kind && earlier.level === later.level && earlier.direction === later.direction
    )
  }
  // A streak of rises is no earlier streak of falls.
  if (later.kind === 'longest-run' && earlier.direction !== later.direction) return false
  if (later.kind === 'longest-run') return (earlier.prints ?? earlier.value) >= (later.prints ?? later.value)
  const high = later.kind === 'high' || later.kind === 'largest-rise'
  return high ? earlier.value >= later.value : earlier.value <= later.value
}
