/** The thread as `briefing.json` holds it: each claim in both languages, with the entries that it rests on. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { FormattedThread } from '#src/briefing/thread/format.ts'
import type { Outcome } from '#src/briefing/thread.ts'
import { isoOf } from '#src/market/time.ts'
import {
  type InLanguages,
  inLanguages,
  type PublishedStatement,
  publishedStatement,
  type Telling,
} from './published.ts'

export interface PublishedThread {
  readonly quiet: boolean
  readonly headline: { readonly text: InLanguages; readonly clauses: readonly PublishedStatement[] }
  readonly summary: readonly PublishedStatement[]
  readonly timeline: readonly {
    readonly at: string
    readonly text: InLanguages
    readonly items: readonly Omit<PublishedStatement, 'text'>[]
  }[]
  readonly compact: readonly PublishedStatement[]
  readonly push: InLanguages
  readonly view?: PublishedStatement
  readonly thenAndNow: readonly (PublishedStatement & { readonly became: Outcome })[]
  readonly reference?: PublishedStatement
  readonly watch: readonly PublishedStatement[]
}

export function threadJson(edition: Edition, tellings: readonly Telling[]): PublishedThread {
  const { thread } = edition
  const texts = (tell: (told: FormattedThread) => string | undefined) =>
    inLanguages(tellings, ({ composition }) => tell(composition.thread))
  const claim = (
    statement: Statement,
    tell: (told: FormattedThread) => string | undefined,
  ): PublishedStatement => ({
    ...publishedStatement(edition, statement),
    text: texts(tell),
    told: true,
  })
  const { view, reference } = thread
  return {
    quiet: thread.quiet,
    headline: {
      text: texts((told) => told.headline),
      clauses: thread.headline.map((one) => claim(one, (told) => told.headline)),
    },
    summary: thread.summary.map((one, i) => claim(one, (told) => told.summary[i])),
    timeline: thread.timeline.map(({ day, items }, i) => ({
      at: isoOf(day),
      text: texts((told) => told.timeline[i]),
      items: items.map((one) => ({ ...publishedStatement(edition, one), told: true })),
    })),
    compact: thread.compact.map((one, i) => claim(one, (told) => told.compact[i])),
    push: texts((told) => told.push),
    ...(view && { view: claim(view, (told) => told.view) }),
    thenAndNow: thread.thenAndNow.map(({ line, outcome }, i) => ({
      ...claim(line, (told) => told.thenAndNow[i]),
      became: outcome,
    })),
    ...(reference && { reference: claim(reference, (told) => told.reference) }),
    watch: thread.watch.lines.map((one, i) => claim(one, (told) => told.watch[i])),
  }
}
