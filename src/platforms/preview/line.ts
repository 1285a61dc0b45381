/** What was typed into the box, as a command with its words. */
import type { CommandAsk } from '#src/chat/request.ts'

/** As much of a command as reading a line needs. */
export interface KnownCommand {
  readonly name: string
  readonly aliases: readonly string[]
  readonly arguments: readonly { readonly name: string }[]
}

/**
 * `/funding btc window:30d`: the first word names the command, with or without its slash; `name:value` and
 * `name=value` name an argument where the command has one so called; everything else is taken in order.
 */
export function readLine(text: string, commands: readonly KnownCommand[]): CommandAsk {
  const [first = '', ...rest] = text.trim().split(/\s+/u)
  // A slash may come in full width, as Japanese keyboards type it.
  const name = first
    .replace(/^[/／]/u, '')
    .normalize('NFKC')
    .toLowerCase()
  const command = commands.find((one) => one.name === name || one.aliases.includes(name))
  const names = command?.arguments.map((one) => one.name) ?? []
  const words: string[] = []
  const named: Record<string, string> = {}
  for (const word of rest) {
    const [, key = '', value = ''] = /^([a-z]+)[:=：＝](.+)$/iu.exec(word) ?? []
    if (names.includes(key.toLowerCase())) named[key.toLowerCase()] = value
    else words.push(word)
  }
  return { kind: 'command', name, words, ...(Object.keys(named).length > 0 && { named }) }
}
