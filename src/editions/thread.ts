/** The thread as `briefing.json` holds it: each claim in both languages, with the entries that it rests on. */
import type { Edition } from '#src/briefing/edition.ts'
import { formatFact } from '#src/briefing/facts.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { FormattedThread } from '#src/briefing/thread/format.ts'
import type { Outcome } from '#src/briefing/thread.ts'
import { isoOf } from '#src/market/time.ts'
import {
  type InLanguages,
  inLanguages,
  type PublishedStatement,
  publishedStatement,
  type LanguageVersion,
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
  /** The lines of the short form. */
  readonly facts: readonly PublishedStatement[]
  readonly push: InLanguages
  readonly view?: PublishedStatement
  readonly thenAndNow: readonly (PublishedStatement & { readonly became: Outcome })[]
  readonly reference?: PublishedStatement
  readonly watch: readonly PublishedStatement[]
}

export function threadJson(edition: Edition, versions: readonly LanguageVersion[]): PublishedThread {
  const { thread } = edition
  const texts = (textOf: (formatted: FormattedThread) => string | undefined) =>
    inLanguages(versions, ({ composition }) => textOf(composition.thread))
  const claim = (
    statement: Statement,
    textOf: (formatted: FormattedThread) => string | undefined,
  ): PublishedStatement => ({
    ...publishedStatement(edition, statement),
    text: texts(textOf),
    told: true,
  })
  const { view, reference } = thread
  return {
    quiet: thread.quiet,
    headline: {
      text: texts((formatted) => formatted.headline),
      clauses: thread.headline.map((one) => claim(one, (formatted) => formatted.headline)),
    },
    summary: thread.summary.map((one, i) => claim(one, (formatted) => formatted.summary[i])),
    timeline: thread.timeline.map(({ day, items }, i) => ({
      at: isoOf(day),
      text: texts((formatted) => formatted.timeline[i]),
      items: items.map((one) => ({ ...publishedStatement(edition, one), told: true })),
    })),
    compact: thread.compact.map((one, i) => claim(one, (formatted) => formatted.compact[i])),
    facts: (versions[0]?.composition.facts ?? []).map((one) => ({
      ...publishedStatement(edition, one),
      text: inLanguages(versions, ({ words }) => formatFact(one, words).text),
      told: true,
    })),
    push: texts((formatted) => formatted.push),
    ...(view && { view: claim(view, (formatted) => formatted.view) }),
    thenAndNow: thread.thenAndNow.map(({ line, outcome }, i) => ({
      ...claim(line, (formatted) => formatted.thenAndNow[i]),
      became: outcome,
    })),
    ...(reference && { reference: claim(reference, (formatted) => formatted.reference) }),
    watch: thread.watch.lines.map((one, i) => claim(one, (formatted) => formatted.watch[i])),
  }
}
