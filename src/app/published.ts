/** The editions that a site is made from: those of a dataset's weeks, or what a record has frozen. */
import { dataOf, LIVE } from '#src/config.ts'
import { completed, type KeptEdition } from '#src/editions/completed.ts'
import { makeEdition } from '#src/editions/make.ts'
import { RequestError } from '#src/errors.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import type { PublishedEditions } from '#src/site/editions.ts'
import { storeErrorOf } from '#src/store/faults.ts'
import { type EditionsOnly, fileIn, openEditions } from '#src/store/open.ts'
import facts from '../../package.json' with { type: 'json' }
import { commitOf } from './commit.ts'
import type { App } from './context.ts'

export interface Published {
  readonly editions: PublishedEditions
  /** Of the program: another may make other pages of the same editions. */
  readonly version: string
  close(): Promise<void>
}

/**
 * Opens the editions of a dataset, or of the record where the data are live. Throws as those do, and RequestError without a record:
 * a folder that was named by mistake must not withdraw a whole site.
 */
export async function openPublished(app: App, data = app.config.data): Promise<Published> {
  const version = `${facts.version} ${app.config.commit ?? commitOf() ?? ''}`
  if (data !== LIVE) {
    const { history } = await app.openDataset(dataOf(data)).load()
    return { editions: editionsOfHistory(history), version, close: async () => {} }
  }
  const store = await openEditions(app.config.home, app.config.databaseUrl)
  if (!store) throw new RequestError('site.noStore', { file: fileIn(app.config.home) })
  return { version, editions: editionsOfStore(store), close: () => store.close() }
}

/** What a record has frozen. Its functions reject with StoreError. */
function editionsOfStore({ file, editions, notes }: Omit<EditionsOnly, 'close'>): PublishedEditions {
  const of = { data: { kind: 'live', name: LIVE }, zone: 'UTC' }
  const orFault = (error: unknown): never => {
    throw storeErrorOf(file, error)
  }
  return {
    async weeks() {
      const [weeks, texts] = await Promise.all([editions.weeks(of), notes()]).catch(orFault)
      return weeks.map(({ week, ids, frozenAt }) => {
        const note = texts[week]
        return { edition: week, ids, publishedAt: frozenAt, ...(note && { note }) }
      })
    },
    async read({ edition, ids }, revision) {
      const found = await editions.get(ids[revision - 1] ?? '').catch(orFault)
      if (!found) throw new RangeError(`there is no revision ${revision} of ${edition}`)
      return completed(JSON.parse(found.content) as KeptEdition)
    },
  }
}

/** Every whole week of a history. */
export function editionsOfHistory(history: History): PublishedEditions {
  const weeks = wholeWeeks(history)
  // An edition takes a megabyte and some milliseconds: what is kept of each is its id.
  const ids = new Map<string, string>()
  const idOf = (week: Week): string => {
    const id = ids.get(week.edition) ?? makeEdition(history, week).id
    ids.set(week.edition, id)
    return id
  }
  return {
    weeks: async () =>
      weeks.map((week) => ({ edition: week.edition, ids: [idOf(week)], publishedAt: [week.end] })),
    async read({ edition }, revision) {
      const week = weeks.find((one) => one.edition === edition)
      if (!week || revision !== 1) throw new RangeError(`there is no revision ${revision} of ${edition}`)
      return makeEdition(history, week)
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
