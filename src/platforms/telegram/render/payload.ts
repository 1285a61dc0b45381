/**
 * What buttons send back, at most 64 bytes: a choice (`a:…`), a choice that asks questions first (`f:…`), and one option
 * of a choice of many (`m:…`), which Telegram does not have: its options are switches, and the buttons hold their state.
 */
import { parsePayload, payloadOf } from '#src/chat/action.ts'
import { KEYBOARD } from '../limits.ts'

/** Before the words of what is chosen. */
export const MARK = '✓ '

/** Before the options of a choice of many, which must not be taken for those of a choice of one above them. */
export const BOXES = { chosen: '☑ ', open: '☐ ' } as const

export type Clicked =
  | { readonly kind: 'choice' | 'form'; readonly payload: string }
  /** The choice, and all options that are chosen after the click. */
  | { readonly kind: 'many'; readonly payload: string; readonly chosen: readonly string[] }

export function formPayload(payload: string): string {
  return `f${payload.slice(1)}`
}

/** Throws RangeError where the two choices are too long together, or the first has a colon. */
export function togglePayload(id: string, choice: string, option: string): string {
  const payload = `m:${id}:${choice}:${option}`
  if (parseToggle(payload)?.choice !== choice || payload.length > KEYBOARD.payload) {
    throw new RangeError(`the option "${option}" of "${choice}" is no payload`)
  }
  return payload
}

/** What a click means, read with the other buttons of its message; undefined where it is none of ours. */
export function readClick(
  payload: string,
  buttons: readonly { readonly text: string; readonly payload: string }[],
): Clicked | undefined {
  if (parsePayload(payload)) return { kind: 'choice', payload }
  const asForm = `a${payload.slice(1)}`
  if (payload.startsWith('f:') && parsePayload(asForm)) return { kind: 'form', payload: asForm }
  const toggled = parseToggle(payload)
  if (!toggled) return undefined
  const chosen = buttons.flatMap((button) => {
    const one = parseToggle(button.payload)
    if (one?.id !== toggled.id || one.choice !== toggled.choice) return []
    const active = button.text.startsWith(BOXES.chosen) || button.text.startsWith(MARK)
    return active !== (one.option === toggled.option) ? [one.option] : []
  })
  return { kind: 'many', payload: payloadOf(toggled.id, toggled.choice), chosen }
}

function parseToggle(payload: string) {
  const match = /^m:([A-Za-z0-9_-]{11}):([\x21-\x39\x3b-\x7e]{1,40}):([\x21-\x7e]{1,40})$/.exec(payload)
  return match?.[1] && match[2] && match[3] ? { id: match[1], choice: match[2], option: match[3] } : undefined
}
