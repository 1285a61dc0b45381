/** The thread in one language: headline, summary, timeline and the closing parts as texts. */
import type { WordKey } from '#src/i18n/keys.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Statement } from '../section.ts'
import { capitalised, formatStatements } from '../format.ts'
import type { Thread } from '../thread.ts'
import type { TimelineDay } from './timeline.ts'

export interface FormattedThread {
  /** The edition's name in a few words; undefined where nothing is known of bitcoin. */
  readonly headline?: string
  readonly summary: readonly string[]
  /** One line a day. */
  readonly timeline: readonly string[]
  readonly compact: readonly string[]
  readonly push?: string
  readonly view?: string
  /** The same without its label, for under a heading that says whose view it is. */
  readonly viewText?: string
  readonly thenAndNow: readonly string[]
  readonly reference?: string
  readonly watch: readonly string[]
}

export function formatThread(thread: Thread, words: Words): FormattedThread {
  const { headline, view, reference, timeline, thenAndNow, watch } = thread
  const clauses = headline.map((one) => sayPart(one, words))
  const first = clauses[0]
  const push = pushOf(thread, words)
  const viewText = view && sayWorded(view, words)
  return {
    ...(first !== undefined && { headline: capitalised(joined(clauses, words)) }),
    summary: formatStatements(thread.summary, words),
    timeline: timeline.map((day) => formatTimelineDay(day, words)),
    compact: thread.compact.map((one) => capitalised(sayPart(one, words))),
    ...(push !== undefined && { push }),
    ...(viewText !== undefined && {
      view: words.say('thread:view.line', { text: viewText }),
      viewText: capitalised(viewText),
    }),
    thenAndNow: formatStatements(
      thenAndNow.map(({ line }) => line),
      words,
    ),
    ...(reference && { reference: sayWorded(reference, words) }),
    watch: watch.lines.map((one) => sayWorded(one, words)),
  }
}

/** One line of a day: what happened on it, in the order of time, hours where they are known. */
function formatTimelineDay({ day, items }: TimelineDay, words: Words): string {
  const formatted = items.map((one) => {
    const item = sayPart(one, words)
    return one.values.hour === undefined
      ? item
      : words.say('thread:layout.hour', { item, at: one.values.hour })
  })
  return words.say('thread:layout.day', { day, items: formatted.join(words.grammar.clause) })
}

/** Price and change, and the clause of the headline that is not bitcoin's. */
function pushOf({ headline, price }: Thread, words: Words): string | undefined {
  if (!price) return undefined
  // Price and change are said: only a clause on something else adds to them.
  const other = headline.find((one) => one.values.symbol === undefined)
  if (!other) return words.say('thread:layout.pushAlone', price)
  return words.say('thread:layout.push', { ...price, other: sayPart(other, words) })
}

function joined([first = '', second]: readonly string[], words: Words): string {
  return second === undefined ? first : words.say('thread:layout.headline', { first, second })
}

function sayPart({ key, values }: Statement, words: Words): string {
  return words.find(`${key}.text`, values) ?? ''
}

function sayWorded(statement: Statement, words: Words): string {
  const name = `${statement.key}.text` as WordKey
  return statement.wording === 1
    ? words.sayOtherwise(name, statement.values)
    : words.say(name, statement.values)
}
