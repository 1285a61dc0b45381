/**
 * The sentences of a language as they stand in `locales/<language>/`: a file an area, and a file a topic in `topics/`,
 * whose parts are laid in their areas here, as are the languages' names.
 */
import { readFileSync } from 'node:fs'
import { TOPICS, type Topic } from '#src/market/topic.ts'
import { LOCALES, type Locale } from './locale.ts'

export const AREAS = [
  'alerts',
  'briefing',
  'charts',
  'chat',
  'commands',
  'daily',
  'delivery',
  'desk',
  'discord',
  'doctor',
  'errors',
  'firings',
  'flash',
  'glossary',
  'preview',
  'schedules',
  'settings',
  'site',
  'telegram',
  'thread',
  'welcome',
] as const

export type Area = (typeof AREAS)[number]

/** A sentence, or sentences by name. */
export interface SentenceTree {
  [name: string]: string | SentenceTree
}

/** The words of one topic: `locales/<language>/topics/<topic>.json`. */
export interface TopicWords {
  /** Above its section. */
  readonly heading: string
  /** In a list of what to show or to post. */
  readonly choice: string
  /** What its section may say, by key. */
  readonly statements: SentenceTree
  /** Of its pictures. */
  readonly chart: SentenceTree
  /** Of the command by its name. */
  readonly command: SentenceTree
  /** Its entry in the glossary. */
  readonly term: SentenceTree
  /** What its figures are called where they are missing. */
  readonly figures: SentenceTree
}

/** The file that holds the words of a command: its topic's, under `command`, or that of all others. */
export function fileOfCommand(locale: Locale, name: string): string {
  const isTopic = (TOPICS as readonly string[]).includes(name)
  return isTopic ? `locales/${locale}/topics/${name}.json` : `locales/${locale}/commands.json`
}

function readSentences(locale: Locale): Readonly<Record<Area, SentenceTree>> {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../locales/${locale}/${file}.json`, import.meta.url), 'utf8'))
  const areas = Object.fromEntries(AREAS.map((area) => [area, read(area)])) as Record<Area, SentenceTree>
  layLanguages(locale, areas)
  for (const topic of TOPICS) lay(topic, read(`topics/${topic}`) as TopicWords, areas)
  return areas
}

function lay(topic: Topic, words: TopicWords, areas: Record<Area, SentenceTree>): void {
  const { briefing, charts, commands, glossary } = areas
  Object.assign(briefing, { [topic]: words.statements })
  Object.assign(at(briefing, 'headings'), { [topic]: words.heading })
  Object.assign(charts, { [topic]: words.chart })
  Object.assign(commands, { [topic]: words.command })
  Object.assign(at(commands, 'sources', 'args', 'topic', 'choices'), { [topic]: words.choice })
  for (const command of ['schedule', 'subscribe']) {
    Object.assign(at(commands, command, 'args', 'what', 'choices'), { [topic]: words.choice })
  }
  Object.assign(at(glossary, 'terms'), { [topic]: words.term })
  Object.assign(at(glossary, 'figures'), words.figures)
}

/** What the languages are called in this one: 英語. */
function layLanguages(locale: Locale, { commands, schedules, settings }: Record<Area, SentenceTree>): void {
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  const named = Object.fromEntries(LOCALES.map((one) => [one, names.of(one)]))
  Object.assign(at(schedules, 'languages'), named)
  Object.assign(at(settings, 'languages'), named)
  for (const name of ['schedule', 'language'])
    Object.assign(at(commands, name, 'args', 'language', 'choices'), named)
}

function at(tree: SentenceTree, ...path: readonly string[]): SentenceTree {
  return path.reduce((node, name) => node[name] as SentenceTree, tree)
}

/**
 * Every sentence by language and area, under the keys that `words.ts` says. The files are read here, once: words are
 * needed wherever a person is answered.
 */
export const SENTENCES = Object.fromEntries(
  LOCALES.map((locale) => [locale, readSentences(locale)]),
) as Readonly<Record<Locale, Readonly<Record<Area, SentenceTree>>>>
