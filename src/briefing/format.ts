/** Telling: statements become sentences of a language, sentences become paragraphs that read well aloud. */
import type { Words } from '#src/i18n/words.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { LookupName, Section, SectionName, Statement } from './section.ts'

export interface FormattedSection {
  readonly name: SectionName | LookupName
  readonly heading: string
  /** One sentence (or two that belong together) for each statement. */
  readonly sentences: readonly string[]
}

/** Every section with something to say, in words. */
export function formatSections(
  sections: readonly Section<SectionName | LookupName>[],
  words: Words,
): FormattedSection[] {
  return sections
    .filter((section) => section.statements.length > 0)
    .map((section) => ({
      name: section.name,
      heading: words.say(`headings.${section.name}`),
      sentences: formatStatements(section.statements, words),
    }))
}

/** Sentences joined as the language joins them. */
export function paragraphOf(sentences: readonly string[], words: Words): string {
  return sentences.join(words.grammar.gap).replaceAll('\n ', '\n')
}

/** A sentence that begins with a name from a list (`privacy rose`) begins with a capital all the same. */
export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** The headline of a section's chart: the title of the first statement that has one. */
export function titleOf(section: Section<SectionName | LookupName>, words: Words): string {
  for (const { key, values } of section.chart ? [section.chart.titled] : section.statements) {
    const title = words.find(`${key}.title`, values)
    if (title !== undefined) return capitalised(title)
  }
  return words.say(`headings.${section.name}`)
}

/** The title that a section has of its own; undefined where it has only its topic's name. */
export function findingOf(section: Section<SectionName | LookupName>, words: Words): string | undefined {
  const title = titleOf(section, words)
  return title === words.say(`headings.${section.name}`) ? undefined : title
}

/**
 * One sentence a statement, in the wording that is remembered for it. Where a sentence would be the third in a row to
 * end alike, its other wording is taken if it has one: Japanese prose that ends 〜しました three times running sounds
 * like a form filled in. A sentence that a link opens keeps its wording.
 */
export function formatStatements(statements: readonly Statement[], words: Words): string[] {
  const sentences: string[] = []
  for (const { key, values, wording = 0, linked, levelStated } of statements) {
    const short = levelStated ? words.find(`${key}.stated`, values) : undefined
    if (short !== undefined) {
      sentences.push(capitalised(short))
      continue
    }
    const name = `${key}.text` as WordKey
    const said = [words.say(name, values), words.sayOtherwise(name, values)]
    const [wanted, other] = (wording === 0 ? said : said.toReversed()) as [string, string]
    const alike = sentences.length > 1 && sentences.slice(-2).every((one) => ending(one) === ending(wanted))
    sentences.push(capitalised(alike && linked === undefined ? other : wanted))
  }
  return sentences
}

/** How a Japanese sentence ends; what stands in brackets at its end does not sound. */
function ending(sentence: string): string {
  return sentence.replace(/（[^（）]*）。$/, '。').slice(-3)
}
