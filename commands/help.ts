/** `/help`: every command with an example, or one with all its arguments; made from the registry. */
import { text } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { helpOf, helpOn, suggestCommands } from '#src/bot/answer/help.ts'
import { commandsFor } from '#src/bot/request/find.ts'

export default defineCommand({
  name: 'help',
  args: { command: text({ optional: true, suggest: suggestCommands }) },
  personal: true,
  examples: ['/help', '/help funding'],
  run({ command }, { commands, words, manager, personal }) {
    const platform = personal?.request.platform
    const allowed = commandsFor(commands, { manager, platform, isOwner: personal?.isOwner })
    return {
      kind: 'message',
      message: command === undefined ? helpOf(allowed, words) : helpOn(command, allowed, words),
    }
  },
})
