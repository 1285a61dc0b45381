/** Buttons and choices as rows of Discord's components. */
import type { Actions, Button, Select } from '#src/chat/action.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { checkedPayload } from '#src/platforms/layout/payload.ts'
import { LABEL, ROW, SELECT } from './limits.ts'
import type { ActionRow, DiscordButton, DiscordSelect } from './payload.ts'

/**
 * The rows of an answer. A row of more than five buttons goes on in the next; a choice has a row of its own, and one of
 * more than twenty-five options becomes several. Throws RangeError for a choice that is no payload.
 */
export function rowsOf({ id, rows }: Actions): ActionRow[] {
  const sent = new Set<string>()
  let selects = 0
  return rows.flatMap((row) => {
    const buttons = row.flatMap((control) => (control.kind === 'button' ? button(control) : []))
    const choices = row.flatMap((control) => (control.kind === 'select' ? select(control) : []))
    return [...chunk(buttons, ROW.buttons), ...choices.map((one) => [one])].map(
      (components): ActionRow => ({ type: 1, components }),
    )
  })

  /** Discord refuses a message in which two buttons send the same; the second would do no more than the first. */
  function button({ choice, label, active }: Button): DiscordButton[] {
    const payload = checkedPayload(id, choice)
    if (sent.has(payload)) return []
    sent.add(payload)
    return [{ type: 2, style: active ? 1 : 2, label: worded(label, LABEL), custom_id: payload }]
  }

  function select({ label, options }: Select): DiscordSelect[] {
    const all = options.map((option) => ({
      label: worded(option.label, SELECT.option),
      value: checkedPayload(id, option.choice),
      ...(option.active && { default: true as const }),
    }))
    const distinct = all.filter((one, index) => all.findIndex(({ value }) => value === one.value) === index)
    return chunk(onlyOneDefault(distinct), SELECT.options).map((part) => ({
      type: 3,
      custom_id: `s:${id}:${selects++}`,
      placeholder: worded(label, SELECT.placeholder),
      options: part,
    }))
  }
}

function onlyOneDefault<Option extends { readonly default?: true }>(options: readonly Option[]): Option[] {
  const first = options.findIndex((option) => option.default)
  return options.map((option, index) => {
    if (!option.default || index === first) return option
    const { default: _, ...plain } = option
    return plain as Option
  })
}

/** Words on a control are never empty: Discord refuses those. */
function worded(label: string, most: number): string {
  return shorten(cleanLine(label), most) || '…'
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = []
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size))
  return chunks
}
