/**
 * The thread of an edition: what makes its figures one text. Headline, summary, timeline, our view, what became of last
 * week's words, earlier weeks alike, and what to watch. It knows no language; `thread.json` holds the sentences.
 */
import { extremeIdOf } from './extremes.ts'
import { correlationLevelOf, type EditionMemory, wordingFor } from './memory.ts'
import type { Statement } from './section.ts'
import { compactOf } from './thread/compact.ts'
import { headlineOf } from './thread/headline.ts'
import {
  lineOf,
  SUMMARY_BAR,
  publishable,
  type ThreadMaterial,
  withoutCounterDays,
} from './thread/material.ts'
import { type ThenAndNow, thenAndNowOf, valueNow } from './thread/thenandnow.ts'
import { summaryOf } from './thread/summary.ts'
import { type TimelineDay, timelineOf } from './thread/timeline.ts'
import { viewOf } from './thread/view.ts'
import { type Watch, watchedRunOf, watchOf } from './thread/watch.ts'

export type { ThreadMaterial } from './thread/material.ts'
export type { Outcome, ThenAndNow } from './thread/thenandnow.ts'
export type { TimelineDay } from './thread/timeline.ts'

export interface Thread {
  /** Nothing of crypto stood out. */
  readonly quiet: boolean
  /** One or two clauses; none only where bitcoin has no price. */
  readonly headline: readonly Statement[]
  /** Bitcoin's price and change first. */
  readonly summary: readonly Statement[]
  readonly timeline: readonly TimelineDay[]
  readonly view?: Statement
  readonly thenAndNow: readonly ThenAndNow[]
  readonly reference?: Statement
  readonly watch: Watch
  /** Price first, watch list last: three to four sentences that stand above the sheet. */
  readonly compact: readonly Statement[]
  /** What the push line begins with. */
  readonly price?: { readonly symbol: string; readonly end: number; readonly change: number }
}

/** Where an entry of the ledger is stated, highest place first. */
export type Place = 'headline' | 'summary' | 'timeline'

export function makeThread(given: ThreadMaterial): Thread {
  const material = { ...given, extremes: withoutCounterDays(given.extremes, given.readings) }
  const { quiet } = material
  const view = viewOf(material)
  const reference = referenceOf(material)
  const { earlier } = material
  const headline = headlineOf(material)
  const watch = watchOf(material)
  const { symbol, end, weekReturn: change } = material.readings.price.value
  return {
    quiet,
    headline,
    summary: worded(summaryOf(material, new Set(headline.flatMap((one) => one.extremes ?? []))), earlier),
    timeline: quiet ? [] : timelineOf(material),
    ...(view && !quiet && { view: worded([view], earlier)[0] as Statement }),
    thenAndNow: thenAndNowOf(material).map((one) => ({
      ...one,
      line: worded([one.line], earlier)[0] as Statement,
    })),
    ...(reference && { reference: worded([reference], earlier)[0] as Statement }),
    watch: { ...watch, lines: worded(watch.lines, earlier) },
    compact: compactOf(material, headline, watch),
    ...(end !== undefined && change !== undefined && { price: { symbol, end, change } }),
  }
}

/** Each with the wording that was used longest ago; a sentence that a link opens keeps the one that fits. */
export function worded(statements: readonly Statement[], earlier: readonly EditionMemory[]): Statement[] {
  return statements.map((one) =>
    one.wording === undefined ? { ...one, wording: wordingFor(one.key, earlier) } : one,
  )
}

/** Where each entry is stated, by its id. */
export function placesOf({ headline, summary, timeline }: Thread): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  const put = (lines: readonly Statement[], place: Place) => {
    for (const id of lines.flatMap((line) => line.extremes ?? [])) if (!places.has(id)) places.set(id, place)
  }
  put(headline, 'headline')
  put(summary, 'summary')
  put(
    timeline.flatMap(({ items }) => items),
    'timeline',
  )
  return places
}

/** What the editions after this one remember of it; `sections` are the statements that its recap states. */
export function memoryOf(
  thread: Thread,
  material: ThreadMaterial,
  sections: readonly Statement[],
): EditionMemory {
  const { extremes, readings, symbolOf, week } = material
  const lines = [
    ...thread.summary,
    ...sections,
    ...thread.thenAndNow.map(({ line }) => line),
    thread.view,
    thread.reference,
    ...thread.watch.lines,
  ]
  const written = lines.filter((one) => one !== undefined)
  const ids = new Set(
    [...written, ...thread.headline, ...thread.timeline.flatMap(({ items }) => items)].flatMap(
      (one) => one.extremes ?? [],
    ),
  )
  // Only what readers have read can be compared a week later: the entry's own value, not that of the week's end.
  const news = publishable(extremes).filter(
    (entry) =>
      entry.salience >= SUMMARY_BAR &&
      (entry.kind === 'high' || entry.kind === 'low') &&
      ids.has(extremeIdOf(entry)),
  )
  const [first] = thread.headline.flatMap((one) => one.extremes ?? [])
  const lead = extremes.find((entry) => extremeIdOf(entry) === first)
  const leverage = readings.openinterest.value.leverage?.word
  const [correlation] = sections.flatMap((one) => correlationLevelOf(one) ?? [])
  const watchedRun = watchedRunOf(readings)
  return {
    edition: week.edition,
    quiet: thread.quiet,
    ...(lead && { lead: { series: lead.series, group: lead.group } }),
    ...(thread.headline[0] && { led: thread.headline[0].key }),
    entries: publishable(extremes).map(({ series, kind, weeks, group }) => ({ series, kind, weeks, group })),
    wordings: Object.fromEntries(written.map(({ key, wording = 0 }) => [key, wording])),
    levels: news.flatMap(({ series, unit, value }) => {
      const asset = series.split('.')[1] ?? ''
      const symbol = /^(?:volatility|openinterest)\./u.test(series) ? symbolOf(asset) : undefined
      const end = valueNow(series, readings)
      return end === undefined ? [] : [{ series, value, unit, end, ...(symbol !== undefined && { symbol }) }]
    }),
    ...(leverage && { leverage }),
    ...(correlation !== undefined && { correlation }),
    ...(thread.view && { view: thread.view }),
    watched: thread.watch.levels,
    ...(watchedRun && { watchedRun }),
  }
}

/** So many editions back are remembered: what leads is counted over 17, this one included. */
export const MEMORY = 16

function referenceOf({ readings }: ThreadMaterial): Statement | undefined {
  const {
    threshold,
    direction,
    weeks,
    roseAfter: rose,
    all,
    allRose,
    recordStart: start,
  } = readings.analogues.value
  if (threshold === undefined || direction === undefined) return undefined
  const values = { threshold, weeks, rose, all, allRose, start }
  const rule = 'earlier weeks of this size or more, and how many were followed by a rise'
  return lineOf(`thread:reference.${direction}`, values, [], {
    rule,
    threshold,
    weeks: weeks ?? null,
    rose: rose ?? null,
  })
}
