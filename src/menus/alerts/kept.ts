/** An alert that is kept although its private chat lets nothing in yet. */
import { describeCondition } from '#src/briefing/alertcondition.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Alert } from '#src/chat/alert.ts'
import { formatDate } from '#src/i18n/dates.ts'
import { button, saying } from './controls.ts'
import { type AlertScene, keptOf } from './scene.ts'

/** Days for which it is kept. */
export const KEPT_DAYS = 7

/** What to do, and the press that arms it. */
export function keptAnswer(alert: Alert, scene: AlertScene): MessageAnswer {
  const { words, history } = scene
  const text = words.say('alerts:unreachable.kept', {
    ...{ number: alert.number, condition: describeCondition(alert.condition, words, history) },
    until: formatDate(alert.until - 1, { ...words, zone: words.clock }),
  })
  const rows = [
    [
      button('resume', words.say('alerts:buttons.tryAgain'), 'main'),
      button('undo', words.say('alerts:buttons.undo')),
      button('list', words.say('alerts:buttons.list')),
    ],
  ]
  return saying(text, rows, { ...keptOf(scene), open: alert.id })
}
