/** What was typed into the box, as a command with its words. */
import type { CommandInput } from '#src/chat/request.ts'

/** The first word names the command, with or without its slash; what the others are for is the bot's to find out. */
export function readLine(text: string): CommandInput {
  const [name = '', ...words] = text.trim().split(/\s+/u)
  return { kind: 'command', name, words }
}
