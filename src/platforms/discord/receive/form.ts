/** A form as Discord's modal, and what a member typed into it. */
import type { Form } from '#src/chat/action.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { FORM } from '../limits.ts'

/** The data of a response of type 9. */
export interface DiscordModal {
  /** The payload of the button that opened it. */
  readonly custom_id: string
  readonly title: string
  readonly components: readonly {
    /** A label with its field. */
    readonly type: 18
    readonly label: string
    readonly component: {
      /** A field for text: of one line (1) or of several (2). */
      readonly type: 4
      readonly style: 1 | 2
      readonly custom_id: string
      readonly required: boolean
      readonly max_length: number
      readonly value?: string
      readonly placeholder?: string
    }
  }[]
}

export function modalOf(payload: string, { title, fields }: Form): DiscordModal {
  return {
    custom_id: payload,
    title: worded(title, FORM.title),
    components: fields
      .slice(0, FORM.fields)
      .map(({ name, label, value = '', placeholder = '', optional = false, long = false }) => ({
        type: 18,
        label: worded(label, FORM.label),
        component: {
          type: 4,
          style: long ? 2 : 1,
          custom_id: name,
          required: !optional,
          max_length: FORM.value,
          ...(value !== '' && { value: value.slice(0, FORM.value) }),
          ...(placeholder !== '' && { placeholder: shorten(placeholder, FORM.placeholder) }),
        },
      })),
  }
}

/** What was typed, by the fields' names; in labels as we send them, or in rows as older clients do. */
export function valuesIn(components: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) visit(one)
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return
    const { custom_id: name, value, component, components: inner } = part as Record<string, unknown>
    if (typeof name === 'string' && typeof value === 'string') found[name] = value
    visit(component)
    visit(inner)
  }
  visit(components)
  return found
}

function worded(text: string, most: number): string {
  return shorten(cleanLine(text), most) || '…'
}
