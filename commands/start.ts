/** `/start`: who the bot is and what comes first, in any chat; the private chat's also opens what a link leads to. */
import { text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { onStartClick, startWith } from '#src/menus/firstcontact.ts'

export default defineCommand({
  name: 'start',
  args: { payload: text({ optional: true, needs: ['startLink'] }) },
  places: ['guild', 'group', 'private'],
  personal: true,
  private: true,
  use: 'about',
  examples: ['/start'],
  run: ({ payload }, context) => startWith(payload, context),
  onClick: onStartClick,
  // Who sets a briefing up does not fill the channel with it.
  alone: (choice) => choice === 'briefing',
})
