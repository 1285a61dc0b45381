/** `/alert`: a condition of the market, and word of it when it becomes true; in one line, by options, or by presses. */
import { defineCommand } from '#src/bot/command.ts'
import { answerAlert } from '#src/menus/alerts/answer.ts'
import {
  coin,
  hold,
  lineOf,
  repeat,
  to,
  unit,
  until,
  value,
  what,
  window,
} from '#src/menus/alerts/arguments.ts'
import { formOfAlerts, onAlertClick } from '#src/menus/alerts/clicks.ts'

export default defineCommand({
  name: 'alert',
  args: { what, asset: coin, value, window, unit, repeat, hold, until, to },
  personal: true,
  private: true,
  examples: ['/alert', '/alert btc < 90000', '/alert eth -5% 1h each 4h', '/alert total 3兆割れ'],
  run: (given, context) => answerAlert(lineOf(given, context.history), context),
  onClick: onAlertClick,
  form: formOfAlerts,
  // Under what was posted to a channel.
  alone: () => true,
  // Why it rang is shown to whoever reads that it did.
  forAll: (choice) => choice === 'why',
})
