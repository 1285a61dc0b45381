/** Details of `/status`: how far the past is on record that each kind of sentence stands on. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { detailsOf } from '../details.ts'

export interface PastRow {
  /** The kind of sentence, as the words name it. */
  readonly name: string
  readonly state: 'ready' | 'fetching' | 'withheld'
  readonly done: number
  readonly of: number
  /** Why, where it is withheld: the fault of its source, or what is wrong with a page. */
  readonly why?: string
  /** The sources of which that is stated, as source lines name them. */
  readonly sources?: readonly string[]
  /** When it will be asked again, where that is known. */
  readonly until?: number
}

/** The progress in words of one language, for `/status` and the preview page alike. */
export interface FormattedPast {
  readonly heading: string
  /** How many kinds are ready. */
  readonly summary: string
  /** A line for each kind that is not ready, and one for those that are. */
  readonly items: readonly { readonly state: PastRow['state']; readonly text: string }[]
  /** Jobs of all kinds, and how many of them ended. */
  readonly done: number
  readonly of: number
  /** False once nothing is left but what sources refuse. */
  readonly isFetching: boolean
}

/** Undefined once all kinds are ready, and where nothing is fetched at all. */
export function formatPast(past: readonly PastRow[], words: Words): FormattedPast | undefined {
  if (past.every(({ state }) => state === 'ready')) return undefined
  const { say } = detailsOf('status', words)
  const nameOf = ({ name }: PastRow) => words.find(`commands:status.past.names.${name}`) ?? name
  const ready = past.filter(({ state }) => state === 'ready')
  const pending = past.filter(({ state }) => state !== 'ready')
  const names = ready.map(nameOf).join(words.grammar.comma)
  const lineOf = (one: PastRow) => {
    const { state, done, of } = one
    const cause = reasonOf(one, words)
    const names = (one.sources ?? []).join(words.grammar.comma)
    const reason = names === '' ? cause : say('past.whyOf', { names, why: cause })
    const why = one.until === undefined ? reason : say('past.whyUntil', { why: reason, until: one.until })
    if (state === 'fetching') return say('past.fetching', { name: nameOf(one), done, of })
    return done === 0
      ? say('past.withheld', { name: nameOf(one), why })
      : say('past.rest', { name: nameOf(one), done, of, why })
  }
  return {
    heading: say('past.heading'),
    summary: say('past.summary', { ready: ready.length, of: past.length }),
    items: [
      ...pending.map((one) => ({ state: one.state, text: lineOf(one) })),
      ...(ready.length > 0 ? [{ state: 'ready' as const, text: say('past.ready', { names }) }] : []),
    ],
    done: past.reduce((sum, one) => sum + one.done, 0),
    of: past.reduce((sum, one) => sum + one.of, 0),
    isFetching: pending.some(({ state }) => state === 'fetching'),
  }
}

/** In words; a reason that these words do not know stays as it is. */
function reasonOf({ why = '' }: PastRow, words: Words): string {
  return words.find(`commands:status.faults.${why}`) ?? words.find(`commands:status.past.pages.${why}`) ?? why
}

/** A bullet for each line; nothing once all kinds are ready. */
export function pastBlocks(past: readonly PastRow[], words: Words): Block[] {
  const formatted = formatPast(past, words)
  if (!formatted) return []
  return [{ kind: 'bullets', heading: formatted.heading, items: formatted.items.map(({ text }) => text) }]
}
