/** Commands in the words of one language, as plain data: what a page or a platform's menu is made from. */
import { can, canAll, type PlatformName } from '#src/chat/platform.ts'
import type { Suggestion } from '#src/chat/request.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Argument } from './arguments/argument.ts'
import type { Command } from './command.ts'
import { byUse, type Use } from './uses.ts'

export interface DescribedCommand {
  readonly name: string
  readonly aliases: readonly string[]
  readonly description: string
  readonly examples: readonly string[]
  /** For those who manage a chat alone. */
  readonly forManagers: boolean
  /** What it is for, and what `/help` calls that. */
  readonly use: Use
  readonly heading: string
  readonly arguments: readonly DescribedArgument[]
}

export interface DescribedArgument {
  readonly name: string
  readonly kind: Argument<unknown>['kind']
  readonly optional: boolean
  readonly description: string
  /** What stands where nothing was typed, as it would be typed. */
  readonly default?: string
  readonly choices: readonly Suggestion[]
}

/** Those that a platform has, by their use. A command that the registry let in has all its sentences. */
export function describeCommands(
  all: readonly Command[],
  locale: Locale,
  platform: PlatformName,
): DescribedCommand[] {
  // A platform of one reader has one place.
  const isThere = ({ places }: Command) =>
    !can(platform, 'singleReader') || places?.includes('preview') !== false
  const commands = all.filter(
    (command) => canAll(platform, command.needs) && command.permission !== 'owner' && isThere(command),
  )
  const words = createWords(locale, 'UTC', 0)
  const say = (key: string) => words.find(`commands:${key}`) ?? ''
  const used = byUse(commands).flatMap(({ use, of }) => of.map((command) => ({ use, command })))
  return used.map(({ use, command: { name, aliases = [], examples, permission, args } }) => ({
    name,
    aliases,
    description: say(`${name}.description`),
    examples,
    forManagers: permission === 'manager',
    use,
    heading: say(`help.uses.${use}.heading`),
    arguments: Object.entries(args as Readonly<Record<string, Argument<unknown>>>).map(
      ([argument, { kind, optional, choices = [], default: otherwise }]) => ({
        name: argument,
        kind,
        optional,
        description: say(`${name}.args.${argument}.description`),
        ...(otherwise !== undefined && { default: otherwise }),
        choices: choices.map((value) => ({
          value,
          label: say(`${name}.args.${argument}.choices.${value}`) || value,
        })),
      }),
    ),
  }))
}
