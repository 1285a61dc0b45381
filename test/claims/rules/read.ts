/** An edition as the scanners read it: every sentence of both languages, with where it stands. */
import type { EditionTexts, Language, PublishedExtreme } from '../product/briefing.ts'
import type { MarketRecord } from '../record/record.ts'
import { type Week, weekTo } from '../record/time.ts'
import { sentencesOf, textOf } from '../text/sections.ts'

export interface Line {
  /** The heading above it; `title`, `compact`, `push`, or `chart` and its name. */
  readonly place: string
  readonly text: string
  /** Whether it stands where a reader takes it for the edition's judgment: title, first part, positioning. */
  readonly leading: boolean
}

export interface Read {
  readonly week: Week
  readonly record: MarketRecord
  readonly lines: Readonly<Record<Language, readonly Line[]>>
  readonly extremes: readonly PublishedExtreme[]
}

export interface Rule {
  /** `S7`, or a name of its own. */
  readonly id: string
  /** Sentences of what is wrong. */
  check(read: Read): string[]
}

const LANGUAGES: readonly Language[] = ['ja', 'en']
/** Sections that judge. */
const POSITIONING = /^(?:需給|Positioning)/u

export function readOf({ monday, briefing, texts }: EditionTexts, record: MarketRecord): Read {
  const linesOf = (language: Language): Line[] => {
    const text = textOf(texts[language].full, language)
    const compact = textOf(texts[language].compact, language)
    return [
      { place: 'title', text: text.title, leading: true },
      ...text.sections.flatMap(({ heading, sentences }, at) =>
        sentences.map((one) => ({
          place: heading,
          text: one,
          leading: at === 0 || POSITIONING.test(heading),
        })),
      ),
      // What is quoted of the sections stands in them.
      ...(compact.sections[0]?.sentences ?? []).map((one) => ({
        place: 'compact',
        text: one,
        leading: true,
      })),
      { place: 'push', text: briefing.thread.push[language], leading: true },
      ...briefing.sections.flatMap(({ topic, charts }) =>
        charts.flatMap(({ alt }) =>
          sentencesOf(alt[language] ?? '', language).map((one) => ({
            place: `chart ${topic}`,
            text: one,
            leading: false,
          })),
        ),
      ),
    ]
  }
  return {
    week: weekTo(monday),
    record,
    lines: { ja: linesOf('ja'), en: linesOf('en') },
    extremes: briefing.extremes,
  }
}

/** An edition that holds these sentences alone: to try a rule on. */
export function readingOf(
  record: MarketRecord,
  monday: string,
  texts: Partial<Record<Language, string | readonly string[]>>,
  place = '',
  extremes: readonly PublishedExtreme[] = [],
): Read {
  const lines = (language: Language) =>
    [texts[language] ?? []]
      .flat()
      .flatMap((text) => sentencesOf(text, language))
      .map((text) => ({ place, text, leading: true }))
  return { week: weekTo(monday), record, lines: { ja: lines('ja'), en: lines('en') }, extremes }
}

export type Patterns = Readonly<Record<Language, RegExp>>

/** Lines of both languages that a pattern finds, with what is wrong with each; undefined where nothing is. */
export function scan(
  read: Read,
  id: string,
  patterns: Patterns,
  judge: (line: Line, language: Language) => string | undefined,
): string[] {
  return LANGUAGES.flatMap((language) =>
    read.lines[language].flatMap((line) => {
      const fault = patterns[language].test(line.text) ? judge(line, language) : undefined
      return fault === undefined
        ? []
        : [`${read.week.edition} ${id} ${language} ${line.place}: ${fault}: ${line.text}`]
    }),
  )
}
