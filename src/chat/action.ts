/**
 * What a reader can do with an answer: buttons and choices.
 *
 * All controls of one answer share one stored record (which command, which arguments, who asked), named by a short id.
 * A platform sends `a:<id>:<choice>` with each control, at most 64 bytes, and gets the record back after a restart.
 */

export interface Actions {
  /** Eleven characters: eight random bytes in base64url. */
  readonly id: string
  readonly rows: readonly (readonly Control[])[]
}

export type Control = Button | Select | Pick

export interface Button {
  readonly kind: 'button'
  /** What is sent back when it is clicked: `refresh`, `window=30d`, `help`. At most 40 bytes of ASCII. */
  readonly choice: string
  readonly label: string
  /** The state that the answer already shows: drawn as clicked. */
  readonly active?: boolean
  /** `main` is what most people click next, `danger` what cannot be taken back. */
  readonly style?: 'main' | 'danger'
  /** Clicking it asks for these first; the click then carries the answers. */
  readonly form?: Form
  /**
   * Answers the person who clicks in private: where a chat cannot show something to one member, it opens the private chat, and the
   * answer is there. Its choice is of letters, digits and hyphens.
   */
  readonly privately?: true
  /** Opens an address instead of sending anything: a private chat with the bot, a post. */
  readonly url?: string
}

export interface Select {
  readonly kind: 'select'
  readonly label: string
  /** At most 25. With `many`, the click carries all that are chosen; `active` marks those that are already. */
  readonly options: readonly { readonly choice: string; readonly label: string; readonly active?: boolean }[]
  /** Where a platform has no menus: the choice of the one button that stands for all options, and opens them in place. */
  readonly opener?: string
  /** Several may be chosen at once: the click then has this choice, and the options' choices as `chosen`. */
  readonly many?: { readonly choice: string; readonly least: number; readonly most: number }
}

/** A choice among what the platform itself knows; left out where it has no such list (Telegram, the preview). */
export interface Pick {
  readonly kind: 'pick'
  readonly of: 'channel' | 'role'
  /** The click has this choice, and the id as its only `chosen`, unless `many` may be. */
  readonly choice: string
  readonly label: string
  /** Several may be chosen at once; `chosen` are the ids of those that are already. */
  readonly many?: { readonly least: number; readonly most: number; readonly chosen: readonly string[] }
  /** The id of what stands there already, where one is chosen. */
  readonly chosen?: string
}

/** Questions asked in one go: a modal on Discord, one message after the other on Telegram, fields on the page. */
export interface Form {
  /** At most 45 characters. */
  readonly title: string
  /** One to five. */
  readonly fields: readonly FormField[]
}

export interface FormField {
  /** Key of the answer in the click's `values`. */
  readonly name: string
  /** At most 45 characters. */
  readonly label: string
  /** What is there already. */
  readonly value?: string
  /** An example, shown in pale letters; at most 100 characters. */
  readonly placeholder?: string
  readonly optional?: boolean
  /** Several lines. */
  readonly long?: boolean
  /**
   * What is wrong with an answer, in a sentence; undefined where nothing is. Where questions are asked one after the other,
   * the answer is asked for again at once.
   */
  readonly check?: (typed: string) => string | undefined
}

/** What a platform sends with a control. */
export function payloadOf(id: string, choice: string): string {
  return `a:${id}:${choice}`
}

/** The parts of a payload, or undefined where it is none of ours. */
export function parsePayload(payload: string): { readonly id: string; readonly choice: string } | undefined {
  const match = /^a:([A-Za-z0-9_-]{11}):([\x21-\x7e]{1,40})$/.exec(payload)
  return match?.[1] && match[2] ? { id: match[1], choice: match[2] } : undefined
}

/** What opens the private chat with a click of a control: at most 64 of `A-Za-z0-9_-`. Throws RangeError for other choices. */
export function startOf(payload: string): string {
  const parsed = parsePayload(payload)
  const start = parsed && `a-${parsed.id}-${parsed.choice}`
  if (start === undefined || payloadIn(start) !== payload) throw new RangeError(`"${payload}" opens no chat`)
  return start
}

/** The payload that a private chat was opened with; undefined where it was not opened by a control. */
export function payloadIn(start: string): string | undefined {
  const match = /^a-([A-Za-z0-9_-]{11})-([a-z0-9-]{1,40})$/.exec(start)
  return match?.[1] && match[2] ? payloadOf(match[1], match[2]) : undefined
}
