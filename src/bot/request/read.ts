/** From what was typed to the values that a command runs with: named arguments, and words in any plain order. */
import type { CommandInput } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Argument, ArgumentContext } from '../arguments/argument.ts'
import type { Command } from '../command.ts'
import { giveCoin } from './defaultcoin.ts'
import { giveWindow } from './lastweek.ts'
import { isPrivateWord, PRIVATE, privateOf } from './private.ts'
import { nameKey, plainText, quotable, wordsOf } from '../arguments/input.ts'
import { labelOf, symbolsOf } from '../arguments/symbols.ts'
import { contextOf, type UnnamedContext } from './argumentnames.ts'

/** Characters of a question, names and spaces left out. */
export const LONGEST_QUESTION = 1000

export interface ReadArguments {
  /** By name, every argument, as `run` gets them. */
  readonly values: Readonly<Record<string, unknown>>
  /** By name, only what was given, as it would be typed in any language: what an action stores. */
  readonly given: Readonly<Record<string, string>>
  /** By name, every argument printed: equal where two questions mean the same. */
  readonly printed: Readonly<Record<string, string>>
  /** Tickers that were typed and that their coins bore before, with those of now: `{ former: 'MATIC', symbol: 'POL' }`. */
  readonly renamed?: readonly Renamed[]
  /** Whether the member asked for an answer for themselves alone, or for one that all see; undefined where not said. */
  readonly private: boolean | undefined
}

export interface Renamed {
  readonly former: string
  readonly symbol: string
}

/** What was typed for an argument may mean several things: the question can be asked again with one of them. */
export class UnclearError extends RequestError {
  /** The argument, its candidates as `name=value` in the order of `candidates`, and everything else that was typed. */
  readonly choices: readonly string[]
  readonly typed: Readonly<Record<string, string>>

  constructor(error: RequestError, choices: readonly string[], typed: Readonly<Record<string, string>>) {
    super(error.key, error.values, error.candidates)
    this.choices = choices
    this.typed = typed
  }
}

type Arguments = Readonly<Record<string, Argument<unknown>>>
type Context = UnnamedContext

/** Throws RequestError for what cannot be understood. */
export function readArguments(command: Command, input: CommandInput, context: Context): ReadArguments {
  const { named = {}, words = [] } = input
  const length = [...Object.values(named), ...words].reduce((sum, text) => sum + text.length, 0)
  if (length > LONGEST_QUESTION) throw new RequestError('chat.tooLong', { most: String(LONGEST_QUESTION) })
  const args = command.args as Arguments
  const typed = new Map<string, string>()
  readNamed(command, named, typed)
  readWords(command, words, typed, context)
  giveCoin(args, typed, context)
  giveWindow(args, typed)
  const read = Object.entries(args).map(([name, argument]) => {
    const own = contextOf(command, name, context)
    const text = typed.get(name)
    const value = readOne(argument, name, own, typed)
    return { name, value, printed: argument.print(value, own), isGiven: text !== undefined }
  })
  return {
    values: Object.fromEntries(read.map(({ name, value }) => [name, value])),
    given: Object.fromEntries(read.flatMap((one) => (one.isGiven ? [[one.name, one.printed]] : []))),
    printed: Object.fromEntries(read.map(({ name, printed }) => [name, printed])),
    ...renamedIn(args, typed, context),
    private: privateOf(typed.get(PRIVATE)),
  }
}

/** Coins that were asked for by the ticker they bore before. */
function renamedIn(
  args: Arguments,
  typed: ReadonlyMap<string, string>,
  { history }: Context,
): Pick<ReadArguments, 'renamed'> {
  const symbols = symbolsOf(history)
  const renamed = Object.entries(args)
    .filter(([, { kind }]) => kind === 'asset' || kind === 'assets')
    .flatMap(([name]) => wordsOf(typed.get(name) ?? ''))
    .flatMap((word): Renamed[] => {
      const former = symbols.formerTicker(word)
      const [coin] = former === undefined ? [] : symbols.find(word)
      return former === undefined || coin === undefined ? [] : [{ former, symbol: coin.symbol }]
    })
  return renamed.length === 0 ? {} : { renamed }
}

function readOne(
  argument: Argument<unknown>,
  name: string,
  context: ArgumentContext,
  typed: ReadonlyMap<string, string>,
): unknown {
  const text = typed.get(name)
  try {
    return text === undefined ? argument.absent(context) : argument.parse(text, context)
  } catch (error) {
    if (!(error instanceof RequestError) || error.candidates.length === 0) throw error
    const choices = error.candidates.map(({ value }) => {
      // Of several coins, the one that was unclear is replaced among the others.
      const words = argument.takes === 'several' ? wordsOf(text ?? '') : []
      const all = words.map((word) => (quotable(word) === error.values.typed ? value : word)).join(' ')
      return `${name}=${all === '' ? value : all}`
    })
    throw new UnclearError(error, choices, Object.fromEntries(typed))
  }
}

function readNamed(
  command: Command,
  named: Readonly<Record<string, string>>,
  typed: Map<string, string>,
): void {
  for (const [given, text] of Object.entries(named)) {
    const name = nameKey(given)
    if (!isArgument(command, name)) {
      throw new RequestError('chat.unknownArgument', {
        command: command.name,
        typed: quotable(given),
        arguments: argumentsOf(command),
      })
    }
    if (plainText(text) !== '') give(typed, name, text)
  }
}

function readWords(
  command: Command,
  words: readonly string[],
  typed: Map<string, string>,
  context: Context,
): void {
  const left: string[] = []
  const double: Double[] = []
  for (const word of words.flatMap((one) => partsOf(command, one, context))) {
    if (plainText(word) === '') continue
    const [name, text] = nameAndText(command, word)
    if (name !== undefined) give(typed, name, text)
    else if (isPrivateWord(word)) give(typed, PRIVATE, 'true')
    else {
      const { coin, option, taker } = takersOf(command, word, typed, context)
      if (coin !== undefined && option !== undefined) double.push({ word, coin, option })
      else if (taker === undefined) left.push(word)
      else add(typed, taker, word)
    }
  }
  for (const one of double) give(typed, meantBy(command, one, typed, context), one.word)
  if (left.length > 0) giveRest(command, left, typed)
}

/** Words that stand between commas without a space are several: `btc、30d`. A word that is meant as a whole stays whole. */
function partsOf(command: Command, word: string, context: Context): readonly string[] {
  const parts = wordsOf(word)
  if (parts.length < 2 || /^[a-z]{1,32}[=:]/iu.test(plainText(word))) return [word]
  const takers = Object.entries(command.args as Arguments)
    .filter(([, { kind }]) => FIXED.includes(kind))
    .map(([name, argument]) => ({ argument, own: contextOf(command, name, context) }))
  return parts.some((part) => takers.some(({ argument, own }) => argument.accepts(part, own)))
    ? parts
    : [word]
}

/** Kinds that know their own words; free text takes any. */
const FIXED: readonly Argument<unknown>['kind'][] = ['asset', 'assets', 'choice', 'week', 'day']

/** `window=30d`, `window:30d`: a word that names its argument. */
function nameAndText(command: Command, word: string): [name: string | undefined, text: string] {
  const [, given = '', text = ''] = /^([a-z]{1,32})[=:](.+)$/isu.exec(plainText(word)) ?? []
  const name = nameKey(given)
  return isArgument(command, name) ? [name, text] : [undefined, word]
}

/** A word that is a coin and an option of one command: `apr` where a coin goes by it. */
interface Double {
  readonly word: string
  /** The arguments that take it. */
  readonly coin: string
  readonly option: string
}

/**
 * The argument that a word of two meanings is meant for, once all others have theirs: where the coin is named, the option;
 * where the option is, the coin. Throws UnclearError where neither is: only the member knows.
 */
function meantBy(
  command: Command,
  { word, coin, option }: Double,
  typed: ReadonlyMap<string, string>,
  context: Context,
): string {
  if (typed.has(coin)) return option
  if (typed.has(option)) return coin
  const [own, args] = [contextOf(command, option, context), command.args as Arguments]
  const value = args[option]?.print(args[option].parse(word, own), own) ?? word
  const label = own.argument?.labels(value)[0] ?? value
  const { grammar } = context.words
  const symbols = symbolsOf(context.history)
  const coins = symbols.find(word).slice(0, COINS_OFFERED)
  const candidates = [
    ...coins.map((one) => ({
      label: labelOf(one, symbols, context.words),
      value: symbols.unmistakable(one),
    })),
    { label: grammar.aside(label, option), value },
  ]
  const names = candidates.map((one) => one.label).join(grammar.comma)
  const error = new RequestError('chat.coinOrOption', { typed: quotable(word), names }, candidates)
  const choices = candidates.map((one, index) => `${index < coins.length ? coin : option}=${one.value}`)
  throw new UnclearError(error, choices, Object.fromEntries(typed))
}

/** Coins of one name that are offered beside an option. */
const COINS_OFFERED = 4

interface Takers {
  /** The argument that it goes to where it means one thing. */
  readonly taker: string | undefined
  /** The first argument of coins, and the first choice, that accept it. */
  readonly coin: string | undefined
  readonly option: string | undefined
}

/** The arguments that a word can be meant for: fixed words before coins, then as the command lists them. */
function takersOf(
  command: Command,
  word: string,
  typed: ReadonlyMap<string, string>,
  context: Context,
): Takers {
  const free = Object.entries(command.args as Arguments).filter(
    ([name, argument]) => !typed.has(name) || argument.takes === 'several',
  )
  const accepting = free.filter(([name, argument]) => {
    const own = contextOf(command, name, context)
    const parts = argument.kind === 'assets' ? wordsOf(word) : [word]
    return parts.every((part) => argument.accepts(part, own))
  })
  const isCoin = ({ kind }: Argument<unknown>) => kind === 'asset' || kind === 'assets'
  const first = (is: (argument: Argument<unknown>) => boolean) =>
    accepting.find(([, argument]) => is(argument))?.[0]
  const fixed = first((argument) => !isCoin(argument))
  return {
    taker: fixed ?? accepting[0]?.[0],
    // A word of the argument's own (`total`) is no coin.
    coin: symbolsOf(context.history).find(word).length > 0 ? first(isCoin) : undefined,
    option: first(({ kind }) => kind === 'choice'),
  }
}

/** Words that nothing takes for sure: to the argument that they were likeliest meant for, which says what is wrong. */
function giveRest(command: Command, left: readonly string[], typed: Map<string, string>): void {
  const all = Object.entries(command.args as Arguments)
  const rest = left.join(' ')
  const open = all.find(
    ([name, { kind, takesRest = true }]) => kind === 'text' && takesRest && !typed.has(name),
  )
  if (open) {
    give(typed, open[0], rest)
    return
  }
  const first = nameKey(left[0] ?? '')
  const looksLike = all.find(([name, { kind, choices = [] }]) => {
    if (typed.has(name)) return false
    if (kind === 'week' || kind === 'day') return /^\d{4}/u.test(first)
    return kind === 'choice' && /^\d/u.test(first) && choices.some((value) => /^\d/u.test(value))
  })
  const coins = all.find(([name, { kind }]) => kind === 'assets' || (kind === 'asset' && !typed.has(name)))
  const [name, argument] = looksLike ?? coins ?? []
  if (name === undefined || argument === undefined) {
    const key = all.length === 0 ? 'chat.noArguments' : 'chat.unknownWord'
    throw new RequestError(key, {
      command: command.name,
      typed: quotable(rest),
      arguments: argumentsOf(command),
    })
  }
  if (argument.takes === 'several') add(typed, name, rest)
  else give(typed, name, left[0] ?? '')
}

function isArgument(command: Command, name: string): boolean {
  return name === PRIVATE || Object.hasOwn(command.args, name)
}

function give(typed: Map<string, string>, name: string, text: string): void {
  if (typed.has(name)) throw new RequestError('chat.givenTwice', { argument: name })
  typed.set(name, text)
}

function add(typed: Map<string, string>, name: string, text: string): void {
  const before = typed.get(name)
  typed.set(name, before === undefined ? text : `${before} ${text}`)
}

/** `asset, window (7d, 30d, 90d), week`. */
function argumentsOf(command: Command): string {
  return Object.entries(command.args as Arguments)
    .map(([name, { choices }]) => (choices ? `${name} (${choices.join(', ')})` : name))
    .join(', ')
}
