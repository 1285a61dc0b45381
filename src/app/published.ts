/** The editions that a site is made from: those of a dataset's weeks, or what a record has frozen. */
import type { Edition } from '#src/briefing/edition.ts'
import { dataOf, LIVE } from '#src/config.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { makeEdition } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import type { PublishedEditions } from '#src/site/editions.ts'
import { openStore } from '#src/store/open.ts'
import facts from '../../package.json' with { type: 'json' }
import { commitOf } from './commit.ts'
import type { App } from './context.ts'

export interface Published {
  readonly editions: PublishedEditions
  /** Of the program: another may make other pages of the same editions. */
  readonly version: string
  close(): Promise<void>
}

/** Opens the editions of a dataset, or of the record where the data are live. Throws as those do. */
export async function openPublished(app: App, data = app.config.data): Promise<Published> {
  const version = `${facts.version} ${app.config.commit ?? commitOf() ?? ''}`
  if (data !== LIVE) {
    const { history } = await app.openDataset(dataOf(data)).load()
    return { editions: editionsOfHistory(history), version, close: async () => {} }
  }
  const store = await openStore(app.config.home, app.config.databaseUrl)
  const kept = createEditions(store.editions)
  const of = { data: { kind: 'live', name: LIVE }, zone: 'UTC' }
  return {
    version,
    editions: {
      weeks: async () =>
        (await store.editions.weeks(of)).map(({ week, ids, frozenAt }) => ({
          edition: week,
          ids,
          publishedAt: frozenAt,
        })),
      async read({ edition, ids }, revision) {
        const found = await kept.get(ids[revision - 1] ?? '')
        if (!found) throw new RangeError(`there is no revision ${revision} of ${edition}`)
        return found
      },
    },
    close: () => store.close(),
  }
}

/** Every whole week of a history. */
export function editionsOfHistory(history: History): PublishedEditions {
  const weeks = wholeWeeks(history)
  const made = new Map<string, Edition>()
  const editionOf = (week: Week): Edition => {
    const edition = made.get(week.edition) ?? makeEdition(history, week)
    made.set(week.edition, edition)
    return edition
  }
  return {
    weeks: async () =>
      weeks.map((week) => ({
        edition: week.edition,
        ids: [editionOf(week).id],
        publishedAt: [week.end],
      })),
    async read({ edition }, revision) {
      const week = weeks.find((one) => one.edition === edition)
      if (!week || revision !== 1) throw new RangeError(`there is no revision ${revision} of ${edition}`)
      return editionOf(week)
    },
  }
}

/** Newest first. */
function wholeWeeks(history: History): Week[] {
  const weeks: Week[] = []
  for (let week = lastWeekAt(history.now); week.start >= history.from; week = weekBefore(week))
    weeks.push(week)
  return weeks
}
