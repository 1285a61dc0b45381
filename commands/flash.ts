/** `/flash`: rare events posted here as they happen, turned on and off, and how rare, how often and when. */
import { choice, optional } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { askFlashes, onFlashClick } from '#src/menus/flash/clicks.ts'
import { readFlashes } from '#src/menus/flash/said.ts'

export default defineCommand({
  name: 'flash',
  args: {
    action: optional(choice(['on', 'off'])),
    weeks: optional(choice(['4w', '12w', '26w', '52w'])),
    most: optional(choice(['1', '2', '3', '7'])),
    quiet: optional(choice(['23-7', '22-7', '0-8', 'none'])),
  },
  permission: 'manager',
  personal: true,
  private: true,
  subcommands: { argument: 'action', args: { on: ['weeks', 'most', 'quiet'], off: [] } },
  examples: ['/flash', '/flash on', '/flash on 26w 3', '/flash off'],
  run: ({ action, ...said }, context) => askFlashes(action, readFlashes(said), context),
  onClick: onFlashClick,
})
