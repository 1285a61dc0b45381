/** A section: what one topic has to say about a week. It knows no language and no pixels. */
import type { DailyKey, FlashKey, StatementKey, ThreadKey } from '#src/i18n/keys.ts'
import type { Values } from '#src/i18n/words.ts'
import type { MissingFigure, Plain } from '#src/market/reading.ts'
import { DAY, type Day, type Instant, startOfDay } from '#src/market/time.ts'
import { TOPICS } from '#src/market/topic.ts'
import { type Rarity, salience } from './salience.ts'

/** The first wording of a sentence or the second. */
export type Wording = 0 | 1

/** Everything that a recap is made of, in the order in which it is stated. */
export const SECTIONS = [...TOPICS, 'outlook'] as const

export type SectionName = (typeof SECTIONS)[number]

export type ThreadStatementKey = `thread:${ThreadKey}`
export type DailyStatementKey = `daily:${DailyKey}`
export type FlashStatementKey = `flash:${FlashKey}`

/** One claim: the name of its sentence, the raw values in it, and what proves it. */
export interface Statement {
  /** Names `text` (and `title` where it has one) in the topic's words, in `thread.json`, `daily.json` or `flash.json`. */
  readonly key: StatementKey | ThreadStatementKey | DailyStatementKey | FlashStatementKey
  readonly values: Values
  /** The rule, dates and series behind the claim, for those who check it. */
  readonly evidence: { readonly [name: string]: Plain }
  /** 0-1, how rare it is: decides what a recap says, what `compact` keeps, and whose chart is shown. */
  readonly salience: number
  /** Entries of the ledger that the claim rests on, by `extremeId`. */
  readonly extremes?: readonly string[]
  /** Which of its two wordings is said; the first where nothing is remembered. */
  readonly wording?: Wording
  /** Its level stands in the summary: a sentence that can do without leaves it out. */
  readonly levelStated?: boolean
  /** What joins it to the sentence before. */
  readonly linked?: 'same' | 'then' | 'contrast'
  /** A recap states it whatever its salience: a ranking, a count, a verdict that the reader needs. */
  readonly needed?: boolean
}

/** Sections that only answers have: no recap holds them. */
export type LookupName = 'price' | 'chart' | 'compare'

export interface Section<Name extends SectionName | LookupName = SectionName> {
  readonly name: Name
  /** In the order of the text. Empty where nothing is known. */
  readonly statements: readonly Statement[]
  /** Which view of the topic's chart goes with it, and the statement whose title it bears; by default the first's. */
  readonly chart?: { readonly view: string; readonly titled: Statement }
  readonly missing: readonly MissingFigure[]
}

/** The salience of a section is that of its rarest statement. */
export function salienceOf(section: Section): number {
  return Math.max(0, ...section.statements.map((statement) => statement.salience))
}

/** A statement whose salience follows from its rarity. Without one it is stated only in its place, never first. */
export function state(
  key: StatementKey,
  values: Values,
  evidence: Statement['evidence'] = {},
  rarity: Rarity = {},
): Statement {
  return { key, values, evidence, salience: salience(rarity) }
}

/** Whole weeks from a day to an instant: the `k` of a rarity. */
export function weeksFrom(day: Day | string, to: Instant): number {
  const from = day.length > 10 ? Date.parse(day) : startOfDay(day)
  return Math.floor((to - from) / (7 * DAY))
}
