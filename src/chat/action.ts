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

export type Control = Button | Select

export interface Button {
  readonly kind: 'button'
  /** What is sent back when it is pressed: `refresh`, `window=30d`, `help`. At most 40 bytes of ASCII. */
  readonly choice: string
  readonly label: string
  /** The state that the answer already shows: drawn as pressed. */
  readonly active?: boolean
}

export interface Select {
  readonly kind: 'select'
  readonly label: string
  readonly options: readonly { readonly choice: string; readonly label: string; readonly active?: boolean }[]
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
