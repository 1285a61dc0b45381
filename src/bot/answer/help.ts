/**
 * Help, made from the commands themselves, so that it lists only what exists: on this platform, in this place,
 * for this member. Commands are grouped by their use, in the form in which the platform takes them.
 */
import type { Block, Message } from '#src/chat/message.ts'
import { can, canAll, type PlatformName } from '#src/chat/platform.ts'
import type { Suggestion } from '#src/chat/request.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Argument, ArgumentContext } from '../arguments/argument.ts'
import { nameKey } from '../arguments/input.ts'
import type { Command, CommandContext } from '../command.ts'
import { commandsFor, requireCommand } from '../request/find.ts'
import { readArguments } from '../request/read.ts'
import { byUse } from '../uses.ts'

/** Commands with examples in the overview. */
const SHOWN = ['funding', 'price']
/** Sub-commands that stand for all of a command in the overview. */
const SUBCOMMANDS = 2

/** The overview, or one command. Throws RequestError for one that is not there for this member. */
export function helpHere(typed: string | undefined, context: CommandContext): Message {
  const { commands, manager, personal } = context
  const { platform, place } = personal?.request ?? {}
  const allowed = commandsFor(commands, { manager, platform, place, isOwner: personal?.isOwner })
  return typed === undefined ? helpOf(allowed, context) : helpOn(typed, allowed, context)
}

/** The overview: a few lines for each use. */
function helpOf(commands: readonly Command[], context: CommandContext): Message {
  const { words } = context
  const form = formOf(context)
  const shown = byUse(commands)
  return {
    title: words.say('commands:help.title'),
    blocks: [
      { kind: 'paragraph', text: words.say(`commands:help.intro.${form}`, { example: HELP_ON[form] }) },
      ...shown.map(({ use, of }): Block => {
        const examples = examplesIn(of, context)
        const lines = [
          words.say(`commands:help.uses.${use}.text`),
          of.flatMap((one) => namesOf(one, form)).join(' · '),
          ...(examples.length > 0
            ? [words.say('commands:help.example', { examples: examples.join(words.grammar.comma) })]
            : []),
        ]
        return {
          kind: 'paragraph',
          heading: words.say(`commands:help.uses.${use}.heading`),
          text: lines.join('\n'),
        }
      }),
    ],
    images: [],
    footer: [words.say('commands:help.footer')],
    commands: [
      '/help',
      ...shown.flatMap(({ of }) => of.flatMap((one) => namesOf(one, form))),
      // As they are typed they can be asked as they stand.
      ...(form === 'typed' ? [HELP_ON.typed, ...examplesIn(commands, context)] : []),
    ].map((text) => ({ text })),
  }
}

/** What stands where nothing was typed, as people call it: `BTC`, the latest week; a choice as it would be typed. */
function defaultOf(argument: Argument<unknown>, { words, history }: CommandContext): string {
  const { kind, optional, default: otherwise } = argument
  if (otherwise === undefined) return optional ? '–' : words.say('commands:help.needed')
  if (kind === 'week') return words.find(`commands:help.weeks.${otherwise}`) ?? otherwise
  if (kind === 'day') return words.find(`commands:help.days.${otherwise}`) ?? otherwise
  return kind === 'asset' ? (history.asset(otherwise)?.symbol ?? otherwise) : otherwise
}

/** One command: arguments with their values, other names, examples. Throws RequestError for an unknown one. */
function helpOn(typed: string, commands: readonly Command[], context: CommandContext): Message {
  const { words } = context
  const form = formOf(context)
  const command = requireCommand(commands, typed.replace(/^\//u, ''))
  const args = Object.entries(command.args as Record<string, Argument<unknown>>).filter(([, { needs }]) =>
    isThere(needs, context),
  )
  const rows = args.map(([name, argument]) => [
    name,
    words.find(`commands:${command.name}.args.${name}.description`) ?? '',
    argument.choices?.join(' ') ?? words.say(`commands:help.kinds.${argument.kind}`),
    defaultOf(argument, context),
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
  const examples = command.examples.map((example) => written(command, example, context))
  return {
    title: `/${command.name}`,
    subtitle: descriptionOf(command, words),
    blocks: [
      ...(rows.length > 0 ? [table] : []),
      // Elsewhere a command is picked from a list, which has it by its name.
      ...(aliases === '' || form === 'listed'
        ? []
        : [{ kind: 'paragraph' as const, heading: words.say('commands:help.aliases'), text: aliases }]),
      {
        kind: 'bullets',
        heading: words.say('commands:help.examples'),
        items: [...new Set(examples.filter((example) => example !== undefined))],
      },
    ],
    images: [],
    footer: [],
    commands: namesOf(command, form).map((text) => ({ text })),
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

/** Help on one command. */
const HELP_ON: Readonly<Record<Form, string>> = {
  typed: '/help funding',
  listed: '/help command:funding',
}

/** How commands are given: as words in a line, or from the platform's list with options by their names. */
type Form = 'typed' | 'listed'

function formOf(context: CommandContext): Form {
  const platform = platformIn(context)
  return platform === undefined || can(platform, 'typed') ? 'typed' : 'listed'
}

/** `/funding`; `/schedule list` and `/schedule add` where sub-commands are what is listed. */
function namesOf({ name, subcommands }: Command, form: Form): string[] {
  if (!subcommands || form === 'typed') return [`/${name}`]
  return Object.keys(subcommands.args)
    .slice(0, SUBCOMMANDS)
    .map((one) => `/${name} ${one}`)
}

function examplesIn(commands: readonly Command[], context: CommandContext): string[] {
  return commands.filter(({ name }) => SHOWN.includes(name)).map((one) => exampleOf(one, context))
}

/** The second example, which has options where a command has such. */
function exampleOf(command: Command, context: CommandContext): string {
  const example = command.examples[1] ?? command.examples[0] ?? `/${command.name}`
  return written(command, example, context) ?? `/${command.name}`
}

/** An example as the platform takes it; undefined where it has no such form there. */
function written(command: Command, example: string, context: CommandContext): string | undefined {
  return formOf(context) === 'typed' ? example : listed(command, example, context)
}

/** `/funding asset:eth window:30d` of `/funding eth 30d`. */
function listed(command: Command, example: string, { history, words }: CommandContext): string | undefined {
  const { subcommands } = command
  const [, ...given] = example.split(' ')
  const reading = { history, words, uses: new Map<string, number>() }
  const options = new Map<string, string[]>()
  for (const word of given) {
    const read = readArguments(command, { kind: 'command', name: command.name, words: [word] }, reading).given
    const [name] = Object.keys(read)
    if (name === undefined) continue
    const [, value = word] = /^[a-z]+[=:](.+)$/u.exec(word) ?? []
    options.set(name, [...(options.get(name) ?? []), value])
  }
  const chosen =
    subcommands && (options.get(subcommands.argument)?.[0] ?? (given.length === 0 ? 'list' : 'add'))
  const named = [...options].filter(([name]) => name !== subcommands?.argument)
  return [
    `/${command.name}`,
    ...(chosen === undefined ? [] : [chosen]),
    ...named.map(([name, values]) => `${name}:${values.join(' ')}`),
  ].join(' ')
}

function isThere(needs: Argument<unknown>['needs'], context: CommandContext): boolean {
  const platform = platformIn(context)
  return platform === undefined || canAll(platform, needs)
}

function platformIn({ personal }: CommandContext): PlatformName | undefined {
  return personal?.request.platform
}

function descriptionOf({ name }: Command, words: Words): string {
  return words.find(`commands:${name}.description`) ?? name
}
