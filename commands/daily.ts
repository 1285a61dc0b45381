/** `/daily`: what was unusual in the last day that is over, or in any day on record. */
import { day } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { composeDaily } from '#src/briefing/daily/compose.ts'
import { makeDaily } from '#src/editions/daily.ts'

export default defineCommand({
  name: 'daily',
  args: { date: day() },
  use: 'briefing',
  examples: ['/daily', '/daily 2025-11-10'],
  async run({ date }, { history, words, theme, colors, frozenDaily }) {
    const edition = (await frozenDaily(date)) ?? makeDaily(history, date)
    const { message, statements } = composeDaily(edition, { words, theme, colors })
    return { kind: 'message', message, statements }
  },
})
