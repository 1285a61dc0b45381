/** The editions that a site is made from: those of a dataset's weeks, or what a record has frozen. */
import type { Edition } from '#src/briefing/edition.ts'
import type { EditionMemory } from '#src/briefing/memory.ts'
import { MEMORY } from '#src/briefing/thread.ts'
import { makeEdition } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import type { PublishedEditions } from '#src/site/editions.ts'

/** Every whole week of a history, read when it is asked for, oldest first in the making as each remembers those before. */
export function editionsOfHistory(history: History): PublishedEditions {
  const weeks = wholeWeeks(history)
  const made = new Map<string, Edition>()
  let earlier: readonly EditionMemory[] = []
  const make = (week: Week): Edition => {
    const edition = makeEdition(history, week, { earlier })
    earlier = [edition.told, ...earlier].slice(0, MEMORY)
    return edition
  }
  for (const week of weeks.toReversed()) made.set(week.edition, make(week))
  const editionOf = (edition: string): Edition => {
    const found = made.get(edition)
    if (!found) throw new RangeError(`there is no edition of ${edition}`)
    return found
  }
  return {
    weeks: async () => weeks.map(({ edition }) => ({ edition, ids: [editionOf(edition).id] })),
    read: async ({ edition }) => editionOf(edition),
  }
}

/** Newest first. */
function wholeWeeks(history: History): Week[] {
  const weeks: Week[] = []
  for (let week = lastWeekAt(history.now); week.start >= history.from; week = weekBefore(week))
    weeks.push(week)
  return weeks
}
