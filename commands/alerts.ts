/** `/alerts`: one's alerts with the value now and the distance to go; with `here` those of the chat. */
import { optional, choice } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { answerAlerts } from '#src/menus/alerts/answer.ts'
import { formOfAlerts, onAlertClick } from '#src/menus/alerts/clicks.ts'

export default defineCommand({
  name: 'alerts',
  args: { to: optional(choice(['me', 'here'])) },
  personal: true,
  private: true,
  examples: ['/alerts', '/alerts here'],
  run: ({ to }, context) => answerAlerts(to === 'here', context),
  onClick: onAlertClick,
  form: formOfAlerts,
  // Under what was posted to a channel.
  alone: () => true,
})
