/** Controls that the messages about alerts are made of. */
import type { Button, Control, Select } from '#src/chat/action.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Block } from '#src/chat/message.ts'
import { firstSentence } from '#src/bot/answer/refusal.ts'

/** Characters of a label; platforms show hardly more. */
const LABEL = 60

export function button(choice: string, label: string, style?: Button['style']): Button {
  const characters = [...label]
  const short = characters.length > LABEL ? `${characters.slice(0, LABEL - 1).join('')}…` : label
  return { kind: 'button', choice, label: short, ...(style && { style }) }
}

export function select(
  label: string,
  options: readonly (readonly [choice: string, label: string])[],
  active: string | undefined,
): Select {
  return {
    kind: 'select',
    label,
    options: options.map(([choice, own]) => ({
      choice,
      label: own,
      ...(choice === active && { active: true }),
    })),
  }
}

/** Two to a row, so that their labels can be read. */
export function inPairs(buttons: readonly Button[]): (readonly Control[])[] {
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
    buttons.slice(2 * row, 2 * row + 2),
  )
}

/** What is typed stands in a sentence without the marks of code. */
export function plainly(text: string): string {
  return text.replaceAll('`', '')
}

/** A message whose title is the first sentence of a text. */
export function saying(
  text: string,
  rows: readonly (readonly Control[])[],
  state: Readonly<Record<string, string>>,
  more: readonly Block[] = [],
): MessageAnswer {
  const [title, rest] = firstSentence(plainly(text))
  const blocks: Block[] = [...(rest === '' ? [] : [{ kind: 'paragraph' as const, text: rest }]), ...more]
  return {
    kind: 'message',
    message: { title, blocks, images: [], footer: [] },
    guide: { rows, state, command: 'alert' },
  }
}
