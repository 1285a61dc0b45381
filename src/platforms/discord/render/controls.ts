/** Buttons and choices as rows of Discord's components. */
import type { Actions, Button, Pick, Select } from '#src/chat/action.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { checkedPayload } from '#src/platforms/layout/payload.ts'
import { OFFERED_TYPES } from '../post/channels.ts'
import { LABEL, ROW, SELECT } from '../limits.ts'
import type {
  ActionRow,
  DiscordControl,
  DiscordButton,
  DiscordLink,
  DiscordChannelPick,
  DiscordRolePick,
  DiscordSelect,
} from './payload.ts'

const STYLES = { main: 3, danger: 4 } as const

/**
 * The rows of an answer. A row of more than five buttons goes on in the next; a choice has a row of its own, and one of
 * more than twenty-five options becomes several. Throws RangeError for a choice that is no payload.
 */
export function rowsOf({ id, rows }: Actions): ActionRow[] {
  const sent = new Set<string>()
  let selects = 0
  return rows.flatMap((row) => {
    const buttons = row.flatMap((control) => (control.kind === 'button' ? button(control) : []))
    const choices = row.flatMap((control): Exclude<DiscordControl, { type: 2 }>[] => {
      if (control.kind === 'select') return control.many ? many(control, control.many) : select(control)
      return control.kind === 'pick' ? [pick(control)] : []
    })
    return [...chunk(buttons, ROW.buttons), ...choices.map((one) => [one])].map(
      (components): ActionRow => ({ type: 1, components }),
    )
  })

  /** Discord refuses a message in which two buttons send the same; the second would do no more than the first. */
  function button({ choice, label, active, style, url, form }: Button): (DiscordButton | DiscordLink)[] {
    if (url !== undefined) return [{ type: 2, style: 5, label: worded(label, LABEL), url }]
    const payload = checkedPayload(id, choice)
    if (sent.has(payload)) return []
    sent.add(payload)
    const look = active ? 1 : style ? STYLES[style] : 2
    // A form must open at once: the click has to say that there is one.
    const custom_id = form ? payload.replace(/^a:/, 'f:') : payload
    return [{ type: 2, style: look, label: worded(label, LABEL), custom_id }]
  }

  function many(
    { label, options }: Select,
    { choice, least, most }: NonNullable<Select['many']>,
  ): DiscordSelect[] {
    const shown = options.slice(0, SELECT.options)
    return [
      {
        type: 3,
        custom_id: checkedPayload(id, choice).replace(/^a:/, 'm:'),
        placeholder: worded(label, SELECT.placeholder),
        options: shown.map((option) => ({
          label: worded(option.label, SELECT.option),
          value: option.choice,
          ...(option.active && { default: true as const }),
        })),
        min_values: Math.min(least, shown.length),
        max_values: Math.min(most, shown.length),
      },
    ]
  }

  function pick({ of, choice, label, many, chosen }: Pick): DiscordRolePick | DiscordChannelPick {
    const custom_id = checkedPayload(id, choice).replace(/^a:/, 'p:')
    const placeholder = worded(label, SELECT.placeholder)
    const there = many?.chosen ?? (chosen === undefined ? [] : [chosen])
    const several = {
      ...(many && { min_values: many.least, max_values: many.most }),
      ...(there.length > 0 && { default_values: there.map((id) => ({ id, type: of })) }),
    }
    return of === 'role'
      ? { type: 6, custom_id, placeholder, ...several }
      : { type: 8, custom_id, placeholder, channel_types: OFFERED_TYPES, ...several }
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
