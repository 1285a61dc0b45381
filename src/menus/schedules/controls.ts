/** Controls that the builder's screens are made of. */
import type { Button, Pick, Select } from '#src/chat/action.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Draft } from './draft.ts'
import { formNamed } from './forms.ts'

export function select(
  label: string,
  values: readonly string[],
  chosen: string | undefined,
  option: (value: string) => readonly [choice: string, label: string],
): Select {
  return {
    kind: 'select',
    label,
    options: values.map((value) => {
      const [choice, own] = option(value)
      return { choice, label: own, ...(value === chosen && { active: true }) }
    }),
  }
}

export function pick(of: 'channel' | 'role', label: string, chosen: string | undefined): Pick {
  return { kind: 'pick', of, choice: of, label, ...(chosen !== undefined && { chosen }) }
}

export function button(choice: string, label: string): Button {
  return { kind: 'button', choice, label }
}

export function back(words: Words): Button {
  return button('screen=main', words.say('schedules:buttons.back'))
}

export function save(words: Words): Button {
  return { ...button('save', words.say('schedules:buttons.save')), style: 'main' }
}

/** A button that asks first; the form is in the message, and can be had again from the record behind it. */
export function withForm(choice: string, label: string, draft: Draft, words: Words): Button {
  const form = formNamed(choice, draft, words)
  return { ...button(choice, label), ...(form && { form }) }
}
