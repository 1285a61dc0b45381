/** Questions that a button asks before it is pressed: a dialog with a field for each, or a box for each of many. */
import type { Form, Select } from '#src/chat/action.ts'
import { h } from './dom.ts'
import type { Say } from './words.ts'

/** The answers by the fields' names; undefined where the dialog was closed. */
export async function askForm(form: Form, say: Say): Promise<Readonly<Record<string, string>> | undefined> {
  const fields = form.fields.map(({ name, label, value = '', placeholder, optional, long }) => {
    const attributes = { name, placeholder, required: optional !== true, class: 'form-input' }
    const input = long
      ? h('textarea', { ...attributes, rows: 4 })
      : h('input', { ...attributes, type: 'text' })
    input.value = value
    return { name, input, element: h('label', { class: 'form-field' }, h('span', {}, label), input) }
  })
  const elements = fields.map(({ element }) => element)
  const sent = await openDialog(form.title, elements, say)
  return sent ? Object.fromEntries(fields.map(({ name, input }) => [name, input.value])) : undefined
}

/** The choices of a select of many; undefined where the dialog was closed. */
export async function askMany({ label, options }: Select, say: Say): Promise<readonly string[] | undefined> {
  const boxes = options.map(({ choice, label: own, active }) => {
    const input = h('input', { type: 'checkbox', checked: active === true })
    return { choice, input, element: h('label', { class: 'form-box' }, input, h('span', {}, own)) }
  })
  const sent = await openDialog(
    label,
    boxes.map(({ element }) => element),
    say,
  )
  return sent ? boxes.filter(({ input }) => input.checked).map(({ choice }) => choice) : undefined
}

/** Whether it was sent. The focus goes back to where it was. */
function openDialog(title: string, fields: readonly HTMLElement[], say: Say): Promise<boolean> {
  const cancel = h('button', { type: 'button', class: 'control' }, say('form.cancel'))
  const form = h(
    'form',
    { method: 'dialog', class: 'form' },
    h('h2', {}, title),
    ...fields,
    h(
      'div',
      { class: 'control-row' },
      h('button', { type: 'submit', class: 'control' }, say('form.send')),
      cancel,
    ),
  )
  const dialog = h('dialog', { class: 'form-dialog', 'aria-label': title }, form)
  document.body.append(dialog)
  return new Promise((resolve) => {
    let isSent = false
    form.addEventListener('submit', () => {
      isSent = true
    })
    cancel.addEventListener('click', () => dialog.close())
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(isSent)
    })
    dialog.showModal()
  })
}
