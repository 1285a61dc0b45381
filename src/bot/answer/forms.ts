/**
 * The two forms of an answer: short, as a question is answered, and full, which stands in its place once somebody asks
 * for more. Which of them a message shows is kept in the record behind its buttons.
 */
import type { ActionRecord } from '#src/chat/memory.ts'

export type Form =
  /** `isOpen` where its menu lies open: a row of choices in the place of the button that opened it. */
  | { readonly kind: 'short'; readonly isOpen?: boolean }
  /** `part` is what is shown of it where one message cannot hold all. */
  | { readonly kind: 'full'; readonly part: number }

export const SHORT: Form = { kind: 'short' }
export const FULL: Form = { kind: 'full', part: 0 }

/** The argument of a record that says that its message shows the full form. */
export const FORM = 'form'

/** The form that a message shows. */
export function formIn({ args }: Pick<ActionRecord, 'args'>): Form {
  return args[FORM] === 'full' ? FULL : SHORT
}

/** The form that a click asks for; undefined where the click is about something else. */
export function formOfClick(choice: string): Form | undefined {
  if (choice === 'more') return FULL
  if (choice === 'less') return SHORT
  if (choice === 'menu') return { kind: 'short', isOpen: true }
  const [, part] = /^part=(\d{1,2})$/u.exec(choice) ?? []
  return part === undefined ? undefined : { kind: 'full', part: Number(part) }
}
