/** Buttons and choices under an answer. */
import type { Actions, Control, Pick } from '#src/chat/action.ts'
import { payloadOf } from '#src/chat/action.ts'
import { h } from './dom.ts'

/** `label` names the group for those who listen; `onPress` gets what a platform would send back. */
export function controlsOf(
  actions: Actions | undefined,
  label: string,
  onPress: (payload: string) => void,
): HTMLElement | undefined {
  if (!actions || actions.rows.length === 0) return undefined
  return h(
    'div',
    { class: 'controls', role: 'group', 'aria-label': label },
    actions.rows.map((row) =>
      h(
        'div',
        { class: 'control-row' },
        // The page knows no channels or roles to pick from.
        row
          .filter((control) => control.kind !== 'pick')
          .map((control) => controlOf(control, (choice) => onPress(payloadOf(actions.id, choice)))),
      ),
    ),
  )
}

function controlOf(control: Exclude<Control, Pick>, press: (choice: string) => void): HTMLElement {
  if (control.kind === 'button') {
    const { label, choice, active } = control
    return h(
      'button',
      {
        type: 'button',
        class: 'control',
        'aria-pressed': active ? 'true' : undefined,
        onclick: () => press(choice),
      },
      label,
    )
  }
  const chosen = control.options.findIndex((option) => option.active)
  const select = h(
    'select',
    { class: 'control', 'aria-label': control.label },
    chosen < 0 && h('option', { value: '' }, control.label),
    control.options.map(({ choice, label, active }) =>
      h('option', { value: choice, selected: active === true }, label),
    ),
  )
  select.addEventListener('change', () => select.value !== '' && press(select.value))
  return select
}
