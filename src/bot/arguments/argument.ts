/** What an argument of a command is: how it is read, suggested and printed. */
import type { History } from '#src/market/history.ts'
import type { Ability } from '#src/chat/platform.ts'
import type { Suggestion } from '#src/chat/request.ts'
import type { Words } from '#src/i18n/words.ts'
import type { AssetId } from '#src/market/asset.ts'

/** One argument of a command. `Value` is what `run` gets. */
export interface Argument<Value> {
  readonly kind: 'asset' | 'assets' | 'choice' | 'week' | 'day' | 'text' | 'flag' | 'file' | 'channel'
  /** Whether it may be left out. */
  readonly optional: boolean
  /** What a platform has to be able to do for it to be offered there; by default nothing. */
  readonly needs?: readonly Ability[]
  /** The fixed values, where there are any: choices on platforms, buttons under an answer if `toggle`. */
  readonly choices?: readonly string[]
  readonly toggle?: boolean
  /** What stands where nothing was typed, as it would be typed. */
  readonly default?: string
  /** Where nothing was typed, or a word of it, the member's watchlist may be meant. */
  readonly follows?: boolean
  /** Words without a name that it takes: one unless it says otherwise. */
  readonly takes?: 'one' | 'several'
  /** Whether words that nothing else takes may be meant for it, where it is a text; they may unless it says otherwise. */
  readonly takesRest?: boolean
  /** Reads what was typed; throws RequestError, whose sentence is for the member. */
  parse(typed: string, context: ArgumentContext): Value
  /** The value when nothing was typed. Throws RequestError where the argument is needed. */
  absent(context: ArgumentContext): Value
  /** Whether a word without a name can only be meant for this argument. */
  accepts(typed: string, context: ArgumentContext): boolean
  /** Suggestions while typing, best first. */
  suggest(typed: string, context: ArgumentContext): readonly Suggestion[] | Promise<readonly Suggestion[]>
  /** A value as it would be typed in any language, and in one way only: what is stored and what answers are kept by. */
  print(value: Value, context: ArgumentContext): string
}

export interface ArgumentContext {
  readonly history: History
  readonly words: Words
  /** How often each asset was asked for in this chat. */
  readonly uses: ReadonlyMap<string, number>
  /** The asset that is meant where no coin is typed, as the chat's settings say; undefined is what the argument says. */
  readonly coin?: string | undefined
  /** The coins that the member follows; undefined where others would see them, or where it was not asked for. */
  readonly watchlist?: readonly AssetId[] | undefined
  /** Names of the commands that the member is shown, the topics first. */
  readonly commands?: readonly string[]
  /** What was given for the other arguments so far, while one is typed. */
  readonly given?: Readonly<Record<string, string>> | undefined
  /** Suggests schedules by their number; undefined where the member manages none. */
  readonly schedules?: ((typed: string) => Promise<readonly Suggestion[]>) | undefined
  /** The argument's own name, and what its choices are called: the reader's language first, then the other. */
  readonly argument?: ArgumentNames
}

export interface ArgumentNames {
  readonly name: string
  readonly labels: (value: string) => readonly string[]
}

/** The values that `run` gets: each argument's own type under its name. */
export type ValuesOf<Args extends Record<string, Argument<unknown>>> = {
  readonly [Name in keyof Args]: Args[Name] extends Argument<infer Value> ? Value : never
}
