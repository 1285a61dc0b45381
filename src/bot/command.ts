/** What a chat command is: its name, its typed arguments, and what it answers. One file of `commands/` holds one. */
import type { AnswerParts } from '#src/briefing/answer.ts'
import type { Colors, Theme } from '#src/charts/index.ts'
import type { Message } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import type { Argument, ValuesOf } from './arguments.ts'

/** A command's arguments by name. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>

export interface Command<Args extends Arguments = Arguments> {
  /** The file's name; lower-case ASCII letters, the same in every language. */
  readonly name: string
  /** Short forms: registered beside the name where the platform allows. */
  readonly aliases?: readonly string[]
  /** In the order in which words are taken. */
  readonly args: Args
  /** `manager` commands are refused to members, with a sentence. */
  readonly permission?: 'everyone' | 'manager'
  /** Where it may be used; everywhere by default. */
  readonly places?: readonly ('guild' | 'group' | 'private' | 'preview')[]
  /** Its answer hangs on who asks, where, or on the very moment: made anew each time, and shared with nobody. */
  readonly personal?: boolean
  /** What is typed, shown by `/help`; each is run by a test. */
  readonly examples: readonly string[]
  // A method, so that a list of commands may hold every shape of arguments.
  run(args: ValuesOf<Args>, context: CommandContext): Promise<Answer> | Answer
}

/** Gives a command its type, so that `run` knows its arguments' types. */
export function defineCommand<const Args extends Arguments>(command: Command<Args>): Command<Args> {
  return command
}

/** What a command may use. All reading goes through one history: a snapshot, the same for the whole answer. */
export interface CommandContext {
  readonly history: History
  /** The last week that the record covers. */
  readonly week: Week
  /** Of the language the answer will have. */
  readonly words: Words
  /** The look of the pictures in an answer that composes its own. */
  readonly theme: Theme
  readonly colors: Colors
  /** Who asks and where. Empty for commands that are not `personal`: their answers go to whoever asks next, too. */
  readonly chat: string
  readonly member: string
  readonly manager: boolean
  /** Facts about the running bot, for `/status` and `/sources`. */
  readonly status: StatusFacts
  /** Every command, for `/help`. */
  readonly commands: readonly Command[]
}

export interface StatusFacts {
  readonly version: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly now: number
  readonly platforms: readonly { readonly name: string; readonly state: string }[]
}

/** What a command answers: a section of the recap with its details, or a message of its own. */
export type Answer = SectionAnswer | MessageAnswer

export interface SectionAnswer extends AnswerParts {
  readonly kind: 'section'
  /** The coin that was asked about, counted for autocomplete. */
  readonly asset?: Asset
}

export interface MessageAnswer {
  readonly kind: 'message'
  readonly message: Message
}
