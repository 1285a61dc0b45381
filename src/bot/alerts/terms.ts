/** The vocabulary of an alert's line: what is said in any language, read from the sentences of each (`alerts:typed`). */
import { LOCALES } from '#src/i18n/locale.ts'
import { SENTENCES, type SentenceTree } from '#src/i18n/sentences.ts'

/** What a word of the line can mean. Those that end in `After` stand behind what they are about: `4時間ごと`. */
export const TERMS = [
  ...(['below', 'above', 'either', 'up', 'down', 'price', 'change', 'step'] as const),
  ...(['funding', 'yearly', 'predicted', 'flip', 'negative', 'positive', 'streak', 'interest'] as const),
  ...(['coins', 'dollars', 'volatility', 'cap', 'total', 'rank', 'spread', 'high', 'low', 'any'] as const),
  ...(['stale', 'watchlist', 'once', 'each', 'eachAfter', 'remind', 'remindAfter', 'hold'] as const),
  ...(['holdAfter', 'until', 'untilAfter', 'silent', 'here', 'filler'] as const),
] as const

export type Term = (typeof TERMS)[number]

interface Entry {
  readonly alias: string
  readonly term: Term
  /** Letters and digits of the Latin alphabet alone: a word of its own, not the beginning of another. */
  readonly isLatin: boolean
}

/** Longest first, so that 建玉残高 is not read as 建玉. */
const ENTRIES: readonly Entry[] = TERMS.flatMap((term) =>
  LOCALES.flatMap((locale) => {
    const { typed } = SENTENCES[locale].alerts as { typed: SentenceTree }
    const { aliases } = typed[term] as { aliases: string }
    return aliases
      .split(/[,、]\s*/u)
      .filter((alias) => alias !== '')
      .map((alias): Entry => ({ alias, term, isLatin: /^[\x21-\x7e ]+$/u.test(alias) }))
  }),
).toSorted((a, b) => b.alias.length - a.alias.length)

const BY_FIRST: ReadonlyMap<string, readonly Entry[]> = Map.groupBy(ENTRIES, ({ alias }) => alias.charAt(0))

/** The term that begins at a place of a lower-case text, the longest there is; undefined where none does. */
export function termAt(
  text: string,
  at: number,
): { readonly term: Term; readonly length: number } | undefined {
  for (const { alias, term, isLatin } of BY_FIRST.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(alias, at)) continue
    if (isLatin && (isWordCharacter(text, at - 1) || isWordCharacter(text, at + alias.length))) continue
    return { term, length: alias.length }
  }
  return undefined
}

/** Whether a whole word is of the vocabulary: such a ticker has to be typed otherwise (`$move`). */
export function isTerm(word: string): boolean {
  const lower = word.toLowerCase()
  return termAt(lower, 0)?.length === lower.length
}

function isWordCharacter(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[a-z0-9]/u.test(text.charAt(at))
}
