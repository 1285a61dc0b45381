/** A command as platforms register it: its name and arguments, and the words for them. */
import type { Ability } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { withoutCodeMarks } from './clean.ts'

/** What the bot's commands have in common with a platform's list of them. */
export interface ListedCommand {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly args: Readonly<Record<string, ListedArgument>>
  readonly permission?: 'everyone' | 'manager' | 'owner'
  /** What a platform has to be able to do for it to exist there; by default nothing. */
  readonly needs?: readonly Ability[]
  /** Its answers are for the asker alone in any case. */
  readonly private?: boolean
  /** The argument whose choices are commands of their own, and which other arguments each of them takes. */
  readonly subcommands?: {
    readonly argument: string
    readonly args: Readonly<Record<string, readonly string[]>>
  }
  /** Everywhere by default. */
  readonly places?: readonly ('guild' | 'group' | 'private' | 'preview')[]
}

export interface ListedArgument {
  readonly kind: string
  readonly optional: boolean
  readonly needs?: readonly Ability[]
  readonly choices?: readonly string[]
}

/** The words of each language; keys are those of the area `commands`. */
export type CommandTexts = Readonly<Record<LanguageCode, { find(key: string): string | undefined }>>

/** `commands:funding.description`. */
export function commandKey(command: string): string {
  return `commands:${command}.description`
}

/** `commands:funding.args.window.description`. */
export function argumentKey(command: string, argument: string): string {
  return `commands:${command}.args.${argument}.description`
}

/** `commands:funding.args.window.choices.30d`. */
export function choiceKey(command: string, argument: string, choice: string): string {
  return `commands:${command}.args.${argument}.choices.${choice}`
}

/** The words of a key. Throws RangeError where the language has none: a command without words must not be registered. */
export function needText(texts: CommandTexts, language: LanguageCode, key: string): string {
  const text = texts[language].find(key)
  if (text === undefined || text === '')
    throw new RangeError(`locales/${language} has no sentence for ${key}`)
  return withoutCodeMarks(text)
}
