/** The editions that a site is made from, as a port: a record's frozen ones, or those of a dataset's weeks. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Texts } from '#src/chat/additions.ts'

/** All revisions of one week. */
export interface PublishedWeek {
  /** The closing Monday. */
  readonly edition: string
  /** Of each revision, by their number: its id, which names its content. */
  readonly ids: readonly string[]
  /** When each of them was published: milliseconds since 1970. */
  readonly publishedAt: readonly number[]
  /** What the site's editors say of it, in the languages they wrote it in. */
  readonly note?: Texts
}

export interface PublishedEditions {
  /** Newest first. */
  weeks(): Promise<readonly PublishedWeek[]>
  /** A revision of a week, 1 or more. Rejects with RangeError where there is none. */
  read(week: PublishedWeek, revision: number): Promise<Edition>
}
