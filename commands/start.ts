/** `/start`: the private chat's welcome, and the link to a group's menus. */
import { text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { startWith } from '#src/menus/start.ts'

export default defineCommand({
  name: 'start',
  args: { payload: text({ optional: true }) },
  places: ['private'],
  needs: ['startLink'],
  personal: true,
  examples: ['/start'],
  run: ({ payload }, context) => startWith(payload, context),
})
