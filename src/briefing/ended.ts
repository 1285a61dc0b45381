/** What an answer says where nothing can be told of its week: what it is of, where the data end, and the last figure known. */
import type { Fact } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { LastRow, LastRows } from '#src/services/lastrows.ts'
import { detailsOf } from './details.ts'
import { capitalised } from './format.ts'

/** In place of a section that states nothing. */
export interface Ended {
  /** `BTC funding: data end on 11 Jun (11 days old)`. */
  readonly title: string
  /** The same with the last figure. */
  readonly finding: string
  /** Of when the last figure is; undefined where there is none on record. */
  readonly end?: Instant
  /** Dated, where there are others than the one of the finding. */
  readonly facts: readonly Fact[]
}

export interface EndedStyle {
  /** What was asked for, in full: `BTC funding`. */
  readonly name: string
  /** The last figure as it stands in the finding; a sentence of a week (`week to 9 Jun: …`) among them. */
  readonly last?: string | undefined
  /** A figure with its unit. */
  readonly print?: (row: LastRow) => string
  /** The venue that a figure is of, in the finding. */
  readonly venueOf?: (row: LastRow) => string | undefined
  /** What a row is of, in a line of its own; without it none has one. */
  readonly nameOf?: (row: LastRow) => string
}

/** Rows that have a line. */
const LINES = 4

/** `at` is what ages count to. */
export function endedAnswer(rows: LastRows, at: Instant, style: EndedStyle, words: Words): Ended {
  const { say } = detailsOf('shared', words)
  const [row] = rows
  const name = capitalised(style.name)
  if (!row) {
    const none = say('ended.none', { name: style.name })
    return { title: none, finding: none, facts: [] }
  }
  const days = Math.floor((at - row.end) / DAY)
  const title =
    days < 1 ? say('ended.lately', { name, day: row.day }) : say('ended.old', { name, day: row.day, days })
  const last = style.last ?? lastOf(row)
  return {
    title,
    finding: last === undefined ? title : say('ended.with', { line: title, last }),
    end: row.end,
    facts: rows.length < 2 || !style.nameOf ? [] : rows.slice(0, LINES).flatMap(factOf),
  }

  function lastOf(one: LastRow): string | undefined {
    if (!style.print) return undefined
    const value = style.print(one)
    const venue = style.venueOf?.(one)
    return venue === undefined ? say('ended.last', { value }) : say('ended.lastOn', { value, venue })
  }

  function factOf(one: LastRow): Fact[] {
    if (!style.print || !style.nameOf) return []
    const value = style.print(one)
    const date = say('ended.day', { day: one.day })
    return [{ text: words.grammar.aside(`${style.nameOf(one)} ${value}`, date), strong: [value] }]
  }
}
