/** `/help`: the commands by their use, or one with all its arguments; made from the registry. */
import { text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { helpHere, suggestCommands } from '#src/bot/answer/help.ts'

export default defineCommand({
  name: 'help',
  args: { command: text({ optional: true, suggest: suggestCommands }) },
  personal: true,
  private: true,
  use: 'about',
  examples: ['/help', '/help funding'],
  run: ({ command }, context) => ({ kind: 'message', message: helpHere(command, context) }),
})
