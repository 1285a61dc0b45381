/** What the buttons of alerts ask for: the same in the message, and when it is had again from what the message kept. */
import { printAlertLine } from '#src/bot/alerts/print.ts'
import type { AlertDraft } from '#src/bot/alerts/line.ts'
import type { Form, FormField } from '#src/chat/action.ts'
import type { AlertScene } from './scene.ts'

/** Shown in pale letters where a line is asked for. */
const LINE_EXAMPLE = 'btc < 90000, eth -5% 1h, total < 3T'

type Scene = Pick<AlertScene, 'history' | 'words'>

/** The form of a button, filled with the draft that is changed; undefined for a button that asks nothing. */
export function formNamed(choice: string, draft: AlertDraft | undefined, scene: Scene): Form | undefined {
  const { words, history } = scene
  const form = (name: 'line' | 'snooze' | 'clone', field: Omit<FormField, 'label'>): Form => ({
    title: words.say(`alerts:forms.${name}`),
    fields: [{ ...field, label: words.say(`alerts:forms.${name}Label`) }],
  })
  switch (choice) {
    case 'change': {
      const value = draft && printAlertLine(draft, history, words.clock)
      return form('line', { name: 'line', placeholder: LINE_EXAMPLE, ...(value !== undefined && { value }) })
    }
    case 'snooze':
      return form('snooze', { name: 'until', placeholder: '3d' })
    case 'clone':
      return form('clone', { name: 'coin', placeholder: 'ETH' })
    default:
      return undefined
  }
}
