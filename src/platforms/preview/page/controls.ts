/** Buttons and choices under an answer. */
import type { Actions, Button, Control, Select } from '#src/chat/action.ts'
import { payloadOf } from '#src/chat/action.ts'
import { h } from './dom.ts'

/** What comes with a click: what was typed into a form, what was chosen of many. */
export interface Clicked {
  readonly values?: Readonly<Record<string, string>>
  readonly chosen?: readonly string[]
}

export interface ControlParts {
  /** Names the group for those who listen. */
  readonly label: string
  /** Gets what a platform would send back. */
  readonly onClick: (payload: string) => void
}

export function controlsOf(
  actions: Actions | undefined,
  { label, onClick }: ControlParts,
): HTMLElement | undefined {
  if (!actions || actions.rows.length === 0) return undefined
  const click = (choice: string) => onClick(payloadOf(actions.id, choice))
  return h(
    'div',
    { class: 'controls', role: 'group', 'aria-label': label },
    actions.rows
      .map((row) => row.flatMap((control) => controlOf(control, click)))
      .filter((row) => row.length > 0)
      .map((row) => h('div', { class: 'control-row' }, row)),
  )
}

/**
 * What is asked of the bot when a control of any of the three views is clicked. Discord's and Telegram's have signs of
 * their own in front: of a form (`f:`), of a choice of many (`m:`). Telegram has a button for each option of many, which
 * `chosen` then has all that are chosen after the click.
 */
export function readClick(
  actions: Actions | undefined,
  payload: string,
): { readonly payload: string; readonly chosen?: readonly string[] } {
  const [, sign = '', id = '', choice = '', option] = /^([fm]):([^:]+):([^:]+)(?::(.+))?$/.exec(payload) ?? []
  if (sign === '') return { payload }
  if (sign === 'f') return { payload: `a${payload.slice(1)}` }
  const select = actions?.rows
    .flat()
    .find((control) => control.kind === 'select' && control.many?.choice === choice)
  if (option === undefined || select?.kind !== 'select') return { payload: payloadOf(id, choice) }
  const chosen = select.options.filter((one) => (one.active === true) !== (one.choice === option))
  return { payload: payloadOf(id, choice), chosen: chosen.map((one) => one.choice) }
}

/** An address that a button may open; nothing but the web's own. */
export function safeAddress(url: string): string | undefined {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined
}

/** A button that opens an address in a page of its own, which learns nothing of this one. */
export function linkOf(url: string, label: string, look: string): HTMLElement | undefined {
  const href = safeAddress(url)
  return href === undefined
    ? undefined
    : h('a', { class: look, href, target: '_blank', rel: 'noopener noreferrer' }, label)
}

/** The control behind a payload that asks something first: a button with a form, a select of many. */
export function askingControl(actions: Actions | undefined, payload: string): Button | Select | undefined {
  return actions?.rows.flat().find((control): control is Button | Select => {
    if (control.kind === 'button')
      return control.form !== undefined && payloadOf(actions.id, control.choice) === payload
    return (
      control.kind === 'select' &&
      control.many !== undefined &&
      payloadOf(actions.id, control.many.choice) === payload
    )
  })
}

function controlOf(control: Control, click: (choice: string) => void): HTMLElement[] {
  // The page knows no channels or roles to pick from.
  if (control.kind === 'pick') return []
  if (control.kind === 'button') {
    const button = buttonOf(control, click)
    return button ? [button] : []
  }
  const { many } = control
  if (many) {
    const open = () => click(many.choice)
    return [
      h(
        'button',
        { type: 'button', class: 'control many', 'aria-haspopup': 'dialog', onclick: open },
        `${control.label} (${control.options.filter(({ active }) => active).length}/${control.options.length})`,
      ),
    ]
  }
  return [selectOf(control, click)]
}

function buttonOf(
  { label, choice, active, style, form, url }: Button,
  click: (choice: string) => void,
): HTMLElement | undefined {
  const look = style === undefined ? 'control' : `control ${style}`
  if (url !== undefined) return linkOf(url, label, look)
  return h(
    'button',
    {
      type: 'button',
      class: look,
      'aria-pressed': active ? 'true' : undefined,
      'aria-haspopup': form ? 'dialog' : undefined,
      onclick: () => click(choice),
    },
    label,
  )
}

function selectOf({ label, options }: Select, click: (choice: string) => void): HTMLElement {
  const chosen = options.findIndex((option) => option.active)
  const select = h(
    'select',
    { class: 'control', 'aria-label': label },
    chosen < 0 && h('option', { value: '' }, label),
    options.map(({ choice, label: own, active }) =>
      h('option', { value: choice, selected: active === true }, own),
    ),
  )
  select.addEventListener('change', () => select.value !== '' && click(select.value))
  return select
}
