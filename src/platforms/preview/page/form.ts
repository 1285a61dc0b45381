/** Questions that a button asks before it is clicked: a dialog with a field for each, or a box for each of many. */
import type { Form, Select } from '#src/chat/action.ts'
import { h, ICONS, icon } from './dom.ts'
import type { Say } from './words.ts'

/** The answers by the fields' names; undefined where the dialog was closed. */
export async function askForm(form: Form, say: Say): Promise<Readonly<Record<string, string>> | undefined> {
  const fields = form.fields.map(({ name, label, value = '', placeholder, optional, long }) => {
    const attributes = { name, placeholder, required: optional !== true, class: 'form-input' }
    const input = long
      ? h('textarea', { ...attributes, rows: 4 })
      : h('input', { ...attributes, type: 'text', autocomplete: 'off' })
    input.value = value
    const title = h('span', {}, label, optional === true && h('small', {}, say('form.optional')))
    return { name, input, element: h('label', { class: 'form-field' }, title, input) }
  })
  const elements = fields.map(({ element }) => element)
  const sent = await openDialog({ title: form.title, fields: elements, say })
  return sent ? Object.fromEntries(fields.map(({ name, input }) => [name, input.value])) : undefined
}

/** The choices of a select of many; undefined where the dialog was closed. */
export async function askMany(
  { label, options, many }: Select,
  say: Say,
): Promise<readonly string[] | undefined> {
  const boxes = options.map(({ choice, label: own, active }) => {
    const input = h('input', { type: 'checkbox', checked: active === true })
    return { choice, input, element: h('label', { class: 'form-box' }, input, h('span', {}, own)) }
  })
  const chosen = () => boxes.filter(({ input }) => input.checked)
  const { least = 0, most = options.length } = many ?? {}
  const sent = await openDialog({
    title: label,
    fields: [
      h(
        'div',
        { class: 'form-boxes' },
        boxes.map(({ element }) => element),
      ),
    ],
    say,
    isReady() {
      const count = chosen().length
      for (const { input } of boxes) input.disabled = !input.checked && count >= most
      return count >= least
    },
  })
  return sent ? chosen().map(({ choice }) => choice) : undefined
}

interface Dialog {
  readonly title: string
  readonly fields: readonly HTMLElement[]
  readonly say: Say
  /** Asked after every change: whether it can be sent. */
  readonly isReady?: () => boolean
}

/** Whether it was sent. The browser keeps the focus within, closes it on Escape, and gives the focus back. */
function openDialog({ title, fields, say, isReady = () => true }: Dialog): Promise<boolean> {
  const close = () => dialog.close()
  const send = h('button', { type: 'submit', class: 'control main' }, say('form.send'))
  const form = h(
    'form',
    { method: 'dialog', class: 'form' },
    h(
      'header',
      { class: 'form-head' },
      h('h2', { id: 'form-title' }, title),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-label': say('form.cancel'), onclick: close },
        icon(ICONS.close),
      ),
    ),
    h('div', { class: 'form-fields' }, fields),
    h(
      'footer',
      { class: 'form-foot' },
      h('button', { type: 'button', class: 'control', onclick: close }, say('form.cancel')),
      send,
    ),
  )
  const dialog = h('dialog', { class: 'form-dialog', 'aria-labelledby': 'form-title' }, form)
  const check = () => {
    send.disabled = !isReady()
  }
  form.addEventListener('change', check)
  check()
  document.querySelector('.chat')?.append(dialog)
  return new Promise((resolve) => {
    let isSent = false
    form.addEventListener('submit', () => {
      isSent = true
    })
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(isSent)
    })
    dialog.showModal()
    // Where one types or chooses first, rather than the cross.
    dialog.querySelector<HTMLElement>('.form-fields input, .form-fields textarea')?.focus()
  })
}
