/** How the lines of a short answer are written: a name, its figure, what belongs beside it; what is missing is named. */
import type { Fact } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { detailsOf, type DetailValue, fieldOf } from '../details.ts'

/** What a short answer says under its finding. */
export interface ShortFacts {
  /** Three to six lines. */
  readonly facts: readonly Fact[]
  /** Lines of what is newer than the week, before those of the week. */
  readonly newest?: readonly Fact[]
  /** The sentence that the picture's title is of only goes on from the section's first, which comes in its place. */
  readonly beginsWithFirst?: true
  /** One sentence, where the section's own is about something else than what is shown. */
  readonly finding?: string
  /** What the figures are, in few words: the unit, the day. It stands in the small print. */
  readonly note?: string
}

export interface FactWriter {
  /** A sentence of the command's words, or a shared one. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string
  /** `In dollars $65.8B (7 days −3.1%)`; a missing figure is named with its reason. */
  fact(name: string, value: DetailValue, aside?: DetailValue): Fact
  /** The same; undefined where there is no figure that a reader would look for. */
  known(name: string, value: DetailValue, aside?: DetailValue): Fact | undefined
  /** `7 days −3.1%`, to stand beside a figure; undefined where it is missing. */
  beside(name: string, value: DetailValue): string | undefined
}

/** Lines under the finding at most. */
export const MOST_FACTS = 6

export function factWriter(command: string, words: Words): FactWriter {
  const { say } = detailsOf(command, words)
  const { grammar } = words
  const fact: FactWriter['fact'] = (name, value, aside) => {
    if (typeof value !== 'string')
      return { text: `${name}${grammar.colon}${fieldOf(name, value, words).value}` }
    const text = `${name}${name === '' ? '' : ' '}${value}`
    return { text: typeof aside === 'string' ? grammar.aside(text, aside) : text, strong: [value] }
  }
  return {
    say,
    fact,
    known: (name, value, aside) => (typeof value === 'string' ? fact(name, value, aside) : undefined),
    beside: (name, value) => (typeof value === 'string' ? `${inside(name)} ${value}` : undefined),
  }
}

/** A label as it stands within a line: without its capital, unless it is a name of capitals. */
export function inside(label: string): string {
  return label.replace(/^\p{Lu}(?=[\p{Ll} ])/u, (first) => first.toLowerCase())
}

/** Those that there are, as many as a short answer has room for. */
export function firstFacts(facts: readonly (Fact | undefined)[], most = MOST_FACTS): Fact[] {
  return facts.filter((one) => one !== undefined).slice(0, most)
}

/** A line in which shares and sums of money stand out. */
export function strongFigures(text: string): Fact {
  const strong = [...new Set(text.match(FIGURES) ?? [])]
  return strong.length === 0 ? { text } : { text, strong }
}

const FIGURES = /[−+]?(?:[\d.,]+[–〜])?(?:[$¥][\d.,]*\d[TBMk]?|\d[\d.,]*%|\d[\d.,兆億万]*(?:ドル|円))/gu
