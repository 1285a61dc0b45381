/** A text of an edition cut into its sections and sentences, as a reader sees it. */
import type { Language } from '../product/briefing.ts'

export interface TextSection {
  /** What stands above it; the first part of an edition stands below its title. */
  readonly heading: string
  readonly sentences: readonly string[]
}

export interface Text {
  readonly title: string
  readonly window: string
  readonly sections: readonly TextSection[]
  /** Below the rule: universe, missing data, sources. */
  readonly footer: readonly string[]
}

/** Reads `briefing.md`. Pictures are left out: their texts are in `briefing.json`. */
export function textOf(markdown: string, language: Language): Text {
  const [body = '', footer = ''] = markdown.split(/^---$/mu)
  const lines = linesOf(body)
  const sections: { heading: string; sentences: string[] }[] = []
  const [title = '', ...others] = lines
  // The short form names its window below the rule.
  const [window = '', ...rest] = WINDOW.test(others[0] ?? '') ? others : ['', ...others]
  let at = { heading: '', sentences: [] as string[] }
  for (const line of rest) {
    if (line.startsWith('#')) {
      at = { heading: line.replace(/^#+\s*/u, ''), sentences: [] }
      sections.push(at)
      continue
    }
    // What stands before the first heading has none.
    if (sections.length === 0) sections.push(at)
    at.sentences.push(...sentencesOf(line.replace(/^[-*・•>]\s+/u, ''), language))
  }
  return { title: title.replace(/^#+\s*/u, ''), window, sections, footer: linesOf(footer) }
}

/** The line below a title. */
const WINDOW = /weeks cut at|0時区切り|^窓$|^Window$/u

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll('**', '').trim())
    .filter((line) => line !== '' && !line.startsWith('![') && !line.startsWith('<!--'))
}

/** Sentences of a line; an English full stop inside a number or an abbreviation ends none. */
export function sentencesOf(line: string, language: Language): string[] {
  const parts = language === 'ja' ? line.split(/(?<=。)/u) : line.split(/(?<=[.!?])\s+(?=[A-Z$#\d])/u)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** A sentence that only names what is missing. */
export function saysMissing(sentence: string): boolean {
  return sentence.startsWith('データなし') || sentence.startsWith('No data')
}
