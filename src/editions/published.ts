/** The pieces of `briefing.json` that its parts share: texts in languages, and statements with what proves them. */
import type { Composition } from '#src/briefing/compose.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Plain } from '#src/market/reading.ts'

/** The edition in one language. */
export interface LanguageVersion {
  readonly words: Words
  readonly composition: Composition
  /** What moderators say of the edition. */
  readonly note?: string | undefined
}

export type InLanguages = Partial<Record<Locale, string>>

export interface PublishedStatement {
  readonly key: string
  readonly text: InLanguages
  /** Said in the recap; commands say the others too. */
  readonly told: boolean
  readonly salience: number
  /** The raw values of the sentence: fractions, USD, milliseconds since 1970. */
  readonly values: Readonly<Record<string, Plain>>
  /** `extreme` are places in the list of `extremes`. */
  readonly evidence: Readonly<Record<string, Plain>>
}

/** A statement without its texts. */
export function publishedStatement(
  { extremes }: Edition,
  { key, values, salience, evidence, extremes: ids = [] }: Statement,
): Omit<PublishedStatement, 'text' | 'told'> {
  const places = ids
    .map((id) => extremes.findIndex((entry) => extremeIdOf(entry) === id))
    .filter((at) => at >= 0)
  const { extreme: _, ...rest } = evidence
  return {
    key,
    salience,
    values: Object.fromEntries(
      Object.entries(values).filter((pair): pair is [string, Plain] => pair[1] !== undefined),
    ),
    evidence: { ...rest, ...(places.length > 0 && { extreme: places }) },
  }
}

export function inLanguages(
  versions: readonly LanguageVersion[],
  textOf: (version: LanguageVersion) => string | undefined,
): InLanguages {
  const texts: InLanguages = {}
  for (const version of versions) {
    const text = textOf(version)
    if (text !== undefined) texts[version.words.locale] = text
  }
  return texts
}
