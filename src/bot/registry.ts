/** The commands of a folder: one file, one command. A wrong file keeps the bot from starting, and is named. */
import { readdir } from 'node:fs/promises'
import { LOCALES } from '#src/i18n/locale.ts'
import { fileOfCommand } from '#src/i18n/sentences.ts'
import { createWords } from '#src/i18n/words.ts'
import { CommandError } from '#src/errors.ts'
import type { Argument } from './arguments/argument.ts'
import type { Command } from './command.ts'
import { PRIVATE } from './request/private.ts'

/** What a file of the folder exports: a command, or a function that makes one from all that are not made so. */
export interface CommandFile {
  /** `funding.ts`. */
  readonly file: string
  readonly exported: unknown
}

/** Telegram takes 32 characters; Discord 100 for a description. */
const NAME = /^[a-z]{1,32}$/u
const DESCRIPTION = 100
/** Part of a button's payload, and of a sentence's name. */
const CHOICE = /^[a-z0-9-]{1,24}$/u

/** Loads every `.ts` file of a folder. Throws CommandError that lists everything that is wrong. */
export async function loadCommands(folder: URL): Promise<readonly Command[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  const loaded = await Promise.all(
    files.map(async (file): Promise<CommandFile> => {
      const module = (await import(new URL(file, folder).href)) as { default?: unknown }
      return { file, exported: module.default }
    }),
  )
  return registerCommands(loaded)
}

/** The commands, in the files' order. Throws CommandError. */
export function registerCommands(exports: readonly CommandFile[]): readonly Command[] {
  const files = madeFrom(exports)
  const commands = files.flatMap(({ exported }) => (isCommand(exported) ? [exported] : []))
  const problems = files.flatMap(({ file, exported }) =>
    (isCommand(exported)
      ? problemsOf(file, exported)
      : ['does not export a command as default: export default defineCommand({ … })']
    ).map((problem) => ({ file, problem })),
  )
  const doubled = doubledNames(files)
  if (problems.length + doubled.length > 0) throw new CommandError([...problems, ...doubled])
  return commands
}

/** The same with commands in place of functions that make them. */
function madeFrom(files: readonly CommandFile[]): readonly CommandFile[] {
  const others = files.flatMap(({ exported }) => (isCommand(exported) ? [exported] : []))
  return files.map(({ file, exported }) => ({
    file,
    exported: typeof exported === 'function' ? (exported(others) as unknown) : exported,
  }))
}

function isCommand(exported: unknown): exported is Command {
  if (typeof exported !== 'object' || exported === null) return false
  const { name, args, examples, run } = exported as Partial<Command>
  return (
    typeof name === 'string' &&
    typeof args === 'object' &&
    args !== null &&
    Array.isArray(examples) &&
    typeof run === 'function'
  )
}

function problemsOf(file: string, command: Command): string[] {
  const { name, aliases = [] } = command
  return [
    ...(`${name}.ts` === file ? [] : [`is named ${file} but its command ${name}: make them the same`]),
    ...[name, ...aliases]
      .filter((one) => !NAME.test(one))
      .map((one) => `has the name "${one}": use 1 to 32 letters a-z`),
    ...(command.examples.length === 0 ? ['has no example: add one to examples'] : []),
    ...Object.entries(command.args as Record<string, Argument<unknown>>).flatMap(
      ([argument, { choices = [] }]) => argumentProblems(argument, choices),
    ),
    ...wordProblems(command),
  ]
}

function argumentProblems(name: string, choices: readonly string[]): string[] {
  return [
    ...(NAME.test(name) ? [] : [`has the argument "${name}": use 1 to 32 letters a-z`]),
    ...(name === PRIVATE ? [`has the argument "${PRIVATE}", which every command takes already`] : []),
    ...choices
      .filter((choice) => !CHOICE.test(choice))
      .map((choice) => `has the choice "${choice}" of ${name}: use 1 to 24 of a-z, 0-9 and -`),
  ]
}

/** Sentences that are missing, or too long for a platform, in each language. */
function wordProblems({ name, args }: Command): string[] {
  return LOCALES.flatMap((locale) => {
    const words = createWords(locale, 'UTC', 0)
    const where = fileOfCommand(locale, name)
    const described = ['', ...Object.keys(args).map((argument) => `args.${argument}.`)]
    const choices = Object.entries(args as Record<string, Argument<unknown>>).flatMap(
      ([argument, { choices = [] }]) => choices.map((choice) => `args.${argument}.choices.${choice}`),
    )
    return [
      ...described.flatMap((part) => {
        const text = words.find(`commands:${name}.${part}description`)
        if (text === undefined || text === '')
          return [`has no sentence ${name}.${part}description in ${where}`]
        return [...text].length > DESCRIPTION
          ? [`has a sentence ${name}.${part}description of more than ${DESCRIPTION} characters in ${where}`]
          : []
      }),
      ...choices
        .filter((choice) => words.find(`commands:${name}.${choice}`) === undefined)
        .map((choice) => `has no sentence ${name}.${choice} in ${where}`),
    ]
  })
}

/** A name or alias that two files claim: reported for the later one. */
function doubledNames(files: readonly CommandFile[]): { file: string; problem: string }[] {
  const owners = new Map<string, string>()
  return files.flatMap(({ file, exported }) => {
    if (!isCommand(exported)) return []
    return [exported.name, ...(exported.aliases ?? [])].flatMap((name) => {
      const owner = owners.get(name)
      if (owner === undefined) owners.set(name, file)
      return owner === undefined ? [] : [{ file, problem: `claims the name "${name}", which ${owner} has` }]
    })
  })
}
