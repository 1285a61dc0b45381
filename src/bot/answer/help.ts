/** Help, made from the commands themselves, so that it lists only what exists. */
import type { Block, Message } from '#src/chat/message.ts'
import type { Suggestion } from '#src/chat/request.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Argument, ArgumentContext } from '../arguments/argument.ts'
import type { Command } from '../command.ts'
import { requireCommand } from '../request/find.ts'
import { nameKey } from '../arguments/input.ts'

/** The overview: what each command is for, with one thing to type. */
export function helpOf(commands: readonly Command[], words: Words): Message {
  const items = commands.map((command) => {
    const example = command.examples[1] ?? command.examples[0]
    return words.say('commands:help.line', {
      name: command.name,
      description: descriptionOf(command, words),
      example: example ?? `/${command.name}`,
    })
  })
  return {
    title: words.say('commands:help.title'),
    blocks: [
      { kind: 'paragraph', text: words.say('commands:help.intro') },
      { kind: 'bullets', items },
    ],
    images: [],
    footer: [words.say('commands:help.footer')],
  }
}

/** One command: arguments with their values, other names, examples. Throws RequestError for an unknown one. */
export function helpOn(typed: string, commands: readonly Command[], words: Words): Message {
  const command = requireCommand(commands, typed.replace(/^\//u, ''))
  const args = Object.entries(command.args as Record<string, Argument<unknown>>)
  const rows = args.map(([name, argument]) => [
    name,
    words.find(`commands:${command.name}.args.${name}.description`) ?? '',
    argument.choices?.join(' ') ?? words.say(`commands:help.kinds.${argument.kind}`),
    argument.default ?? (argument.optional ? '–' : words.say('commands:help.needed')),
  ])
  const columns = ['name', 'meaning', 'values', 'default'] as const
  const table: Block = {
    kind: 'table',
    columns: columns.map((column) => ({
      title: words.say(`commands:help.columns.${column}`),
      align: 'left',
    })),
    rows,
  }
  const aliases = (command.aliases ?? []).map((alias) => `/${alias}`).join(' ')
  return {
    title: `/${command.name}`,
    subtitle: descriptionOf(command, words),
    blocks: [
      ...(rows.length > 0 ? [table] : []),
      ...(aliases === ''
        ? []
        : [{ kind: 'paragraph' as const, heading: words.say('commands:help.aliases'), text: aliases }]),
      { kind: 'bullets', heading: words.say('commands:help.examples'), items: command.examples },
    ],
    images: [],
    footer: [],
  }
}

/** Completes a command name. */
export function suggestCommands(
  typed: string,
  { words, commands = [] }: ArgumentContext,
): readonly Suggestion[] {
  const key = nameKey(typed.replace(/^\//u, ''))
  return commands
    .filter((name) => name.startsWith(key))
    .map((name) => ({
      value: name,
      label: `/${name} ${words.find(`commands:${name}.description`) ?? ''}`.trim(),
    }))
}

function descriptionOf({ name }: Command, words: Words): string {
  return words.find(`commands:${name}.description`) ?? name
}
