/** The ids that Discord has given to the bot's commands, by which their names in a text can be clicked. */
import type { Message } from '#src/chat/message.ts'

export interface CommandIds {
  /** Takes the commands as Discord tells of them. */
  learn(commands: unknown): void
  /** The message with the ids of the commands that it names; those that are not known stay as they are. */
  within(message: Message): Message
}

export function createCommandIds(): CommandIds {
  const ids = new Map<string, string>()
  return {
    learn(commands) {
      if (!Array.isArray(commands)) return
      for (const one of commands as readonly (Readonly<Record<string, unknown>> | null)[]) {
        if (typeof one?.name === 'string' && typeof one.id === 'string') ids.set(one.name, one.id)
      }
    },
    within(message) {
      const { commands = [] } = message
      if (commands.length === 0) return message
      return {
        ...message,
        commands: commands.map(({ text }) => {
          // A sub-command has the id of its command.
          const id = ids.get(text.slice(1).split(' ')[0] ?? '')
          return id === undefined ? { text } : { text, id }
        }),
      }
    },
  }
}
