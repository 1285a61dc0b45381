/** Buttons and choices as inline keyboards. */
import type { Actions, Control } from '#src/chat/action.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { checkedPayload } from '#src/platforms/layout/payload.ts'
import { widthOf } from '#src/platforms/layout/width.ts'
import type { InlineKeyboard, TelegramButton } from './call.ts'
import { KEYBOARD } from '../limits.ts'
import { BOXES, formPayload, MARK, togglePayload } from './payload.ts'

/** The address that opens the private chat with a click. */
export type LinkTo = (payload: string) => string

/**
 * The keyboards of an answer: one, or more where one message cannot hold all buttons. Each row of controls begins a row;
 * it goes on in the next where the words would not be readable on a phone. The options of a choice are buttons too.
 * With `linkTo`, such buttons are addresses. Throws RangeError for a choice that is no payload.
 */
export function keyboardsOf({ id, rows }: Actions, linkTo?: LinkTo): InlineKeyboard[] {
  const lines = rows.flatMap((row) => wrapRow(row.flatMap(buttonsOf)))
  const keyboards: TelegramButton[][][] = []
  let room = 0
  for (const line of lines) {
    if (line.length > room) {
      keyboards.push([])
      room = KEYBOARD.buttons
    }
    keyboards.at(-1)?.push(line)
    room -= line.length
  }
  return keyboards.map((inline_keyboard) => ({ inline_keyboard }))

  function buttonsOf(control: Control): TelegramButton[] {
    // Telegram has no list of channels or roles to pick from.
    if (control.kind === 'pick') return []
    if (control.kind === 'button') {
      const text = labelOf(control)
      if (control.url !== undefined) return [{ text, url: control.url }]
      const payload = checkedPayload(id, control.choice)
      if (control.privately && linkTo) return [{ text, url: linkTo(payload) }]
      return [{ text, callback_data: control.form ? formPayload(payload) : payload }]
    }
    const { many, opener } = control
    if (opener !== undefined) {
      const chosen = control.options.find(({ active }) => active) ?? control
      const text = `${shorten(cleanLine(chosen.label), KEYBOARD.label - 2)} ▾`
      return [{ text, callback_data: checkedPayload(id, opener) }]
    }
    return control.options.map((option) => ({
      text: many ? labelOf(option, BOXES.chosen, BOXES.open) : labelOf(option),
      callback_data: many ? togglePayload(id, many.choice, option.choice) : checkedPayload(id, option.choice),
    }))
  }
}

/** Buttons that turn to the part before and the part after, each named by where it leads; none of a single part. */
export function turningRow(id: string, at: number, count: number): readonly (readonly TelegramButton[])[] {
  const turn = (part: number, text: string): TelegramButton[] =>
    part < 0 || part >= count ? [] : [{ text, callback_data: checkedPayload(id, `part=${part}`) }]
  const row = [...turn(at - 1, `‹ ${at}/${count}`), ...turn(at + 1, `${at + 2}/${count} ›`)]
  return row.length === 0 ? [] : [row]
}

/** What the choices of an answer are about: their labels, which buttons alone do not show. */
export function questionsIn({ rows }: Actions): string[] {
  return rows
    .flat()
    .flatMap((control) =>
      control.kind === 'select' && control.opener === undefined ? [cleanLine(control.label)] : [],
    )
}

function labelOf(
  { label, active }: { readonly label: string; readonly active?: boolean },
  chosen: string = MARK,
  open = '',
): string {
  return shorten(`${active ? chosen : open}${cleanLine(label)}`, KEYBOARD.label) || '…'
}

/** In as few rows as their words allow, of even length: all buttons of a row are as wide as the widest. */
function wrapRow(buttons: readonly TelegramButton[]): TelegramButton[][] {
  const widest = Math.max(1, ...buttons.map(({ text }) => widthOf(text) + MARGIN))
  const across = Math.max(1, Math.min(KEYBOARD.row, Math.floor(KEYBOARD.cells / widest)))
  const rows = Math.ceil(buttons.length / across)
  const at = (row: number) => Math.ceil((row * buttons.length) / rows)
  return Array.from({ length: rows }, (_, row) => buttons.slice(at(row), at(row + 1)))
}

/** Cells that a button leaves blank beside its words. */
const MARGIN = 2
