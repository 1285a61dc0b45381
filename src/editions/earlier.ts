/** What the editions before a week stated: frozen ones know; for the others it follows from the same history. */
import type { Edition } from '#src/briefing/edition.ts'
import type { EditionMemory } from '#src/briefing/memory.ts'
import { recapOf } from '#src/briefing/recap.ts'
import { MEMORY, makeThread, memoryOf } from '#src/briefing/thread.ts'
import type { History } from '#src/market/history.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { isQuiet, mayLead, rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { type Readings, readAll } from '#src/services/index.ts'
import { atOnce, inSteps, type Steps } from '#src/services/steps.ts'

export interface Draft extends Pick<Edition, 'readings' | 'extremes' | 'thread'> {
  readonly told: EditionMemory
}

/** Everything of an edition that is made from the history and from what was stated before. */
export function draftOf(history: History, week: Week, earlier: readonly EditionMemory[]): Draft {
  const readings = readAll(history, week)
  const extremes = rankExtremes(readExtremes(history, week), earlier)
  const material = {
    week,
    readings,
    extremes,
    symbolOf: (asset: string) => history.asset(asset)?.symbol ?? asset.toUpperCase(),
    earlier,
    quiet: isQuiet(extremes, movesOf(readings)),
    mayLead: (entry: (typeof extremes)[number]) => mayLead(entry, earlier),
  }
  const thread = makeThread(material)
  const { recap } = recapOf({ readings, extremes, thread, earlier, symbols: symbolsOf(history) })
  return {
    readings,
    extremes,
    thread,
    told: memoryOf(
      thread,
      material,
      recap.flatMap((one) => one.statements),
    ),
  }
}

/** Tickers of coins, and of other kinds only where no coin has the id. */
export function symbolsOf(history: History): Record<string, string> {
  return Object.fromEntries(history.assets.map((asset) => [asset.id, asset.symbol]))
}

/**
 * Newest first, at most as many as are remembered. The chain begins with the first whole week of the history: what is
 * remembered of a week is what that week's own edition states, so that counts over 17 editions hold at each of them, and
 * the same history gives the same text whichever edition is asked for first.
 */
export function earlierOf(history: History, week: Week): readonly EditionMemory[] {
  return atOnce(stepsOf(history, week))
}

/** The same, with a pause after each week that was not known yet, so that others are answered meanwhile. */
export function earlierInSteps(
  history: History,
  week: Week,
  pause?: () => Promise<unknown>,
): Promise<readonly EditionMemory[]> {
  return inSteps(stepsOf(history, week), pause)
}

/** Yields after each week that was not known yet. */
function* stepsOf(history: History, week: Week): Steps<readonly EditionMemory[]> {
  const known = memoriesOf(history)
  let earlier: readonly EditionMemory[] = []
  for (let count = wholeWeeksBefore(history, week); count >= 1; count--) {
    const before = weekBefore(week, count)
    const key = `${before.zone} ${before.edition}`
    const remembered = known.get(key)
    const added = remembered ?? {
      ...draftOf(history, before, earlier).told,
      ...(history.live && { unpublished: true as const }),
    }
    known.set(key, added)
    earlier = [added, ...earlier].slice(0, MEMORY)
    if (!remembered) yield undefined
  }
  return earlier
}

/** A week that begins before the history does is no whole one. */
function wholeWeeksBefore(history: History, week: Week): number {
  let count = 0
  while (weekBefore(week, count + 1).start >= history.from) count++
  return count
}

function movesOf({ price, marketcap }: Readings): { bitcoin?: number; total?: number } {
  const bitcoin = price.value.weekReturn
  const total = marketcap.value.weekChange
  return { ...(bitcoin !== undefined && { bitcoin }), ...(total !== undefined && { total }) }
}

/** A history never changes, and each of its weeks is derived once. */
const memory = new WeakMap<History, Map<string, EditionMemory>>()

function memoriesOf(history: History): Map<string, EditionMemory> {
  const known = memory.get(history) ?? new Map<string, EditionMemory>()
  memory.set(history, known)
  return known
}
