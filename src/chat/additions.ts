/** What moderators add to a post beside what its data say: a note, a headline, an intro; and the rule of approval. */
import type { LanguageCode } from './request.ts'

/** One text in the languages that it was written in. */
export type Texts = { readonly [Language in LanguageCode]?: string }

/** What a schedule does with a recap or a flash that nobody has approved by its deadline. */
export interface ApprovalRule {
  /** `unless-held` posts it then, `approved` does not. */
  readonly mode: 'unless-held' | 'approved'
  /** The deadline: hours after the run is due, or after a flash is confirmed. */
  readonly hours: number
}

/** Hours that a recap's deadline may lie after the due time, and always inside the schedule's grace. */
export const DEADLINES = [1, 2, 3, 4, 5] as const

/** Characters that a text may have in one language. */
export const LONGEST = { note: 600, intro: 300, headline: 80 } as const

/** What belongs to one edition and goes with it. */
export type DeskKind = 'note' | 'headline'

/** All that a post has beside what its data say. */
export type Additions = { readonly [Kind in DeskKind | 'intro']?: Texts }

/** A text for an edition, as it stands. */
export interface DeskText {
  readonly kind: DeskKind
  readonly language: LanguageCode
  readonly text: string
  /** The member who wrote it, in the platform's id; `deleted` where they had their data removed. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** A text trimmed, each line without spaces at its end; undefined where nothing is left. */
export function deskText(typed: string): string | undefined {
  const text = typed
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
  return text === '' ? undefined : text
}

/** Characters as people count them. */
export function lengthOf(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length
}

/** The texts of one kind in these languages; undefined where there are none. */
export function textsIn(texts: Texts | undefined, languages: readonly LanguageCode[]): Texts | undefined {
  const own = languages.flatMap((language) => {
    const text = texts?.[language]
    return text === undefined ? [] : [[language, text] as const]
  })
  return own.length === 0 ? undefined : Object.fromEntries(own)
}

/** Texts of an edition by their kinds. */
export function additionsOf(texts: readonly Pick<DeskText, 'kind' | 'language' | 'text'>[]): Additions {
  const kinds = Map.groupBy(texts, ({ kind }) => kind)
  return Object.fromEntries(
    [...kinds].map(([kind, all]) => [kind, Object.fromEntries(all.map((one) => [one.language, one.text]))]),
  )
}
