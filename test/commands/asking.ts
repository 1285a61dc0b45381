/** Asking a command as a member would, without a platform: what was typed in, the message out. */
import type { Answer, Command, CommandContext } from '#src/bot/command.ts'
import { readArguments } from '#src/bot/request/read.ts'
import { loadCommands } from '#src/bot/registry.ts'
import { composeAnswer } from '#src/briefing/answer.ts'
import { shortAnswer } from '#src/briefing/shortanswer.ts'
import type { Message } from '#src/chat/message.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { TOPICS } from '#src/market/topic.ts'
import { lastWeekAt } from '#src/market/week.ts'

export const all = await loadCommands(new URL('../../commands/', import.meta.url))

/** Those that answer without knowing who asks, or whom. */
export const commands = all.filter(
  ({ personal, name }) => personal !== true || ['help', 'status'].includes(name),
)

export { readHistory as loadHistory } from '../support/histories.ts'

export interface Asked {
  readonly answer: Answer
  readonly message: Message
  /** The form in which a question is answered first, where it has one. */
  readonly short?: Message | undefined
}

export function contextFor(history: History, locale: Locale): CommandContext {
  return {
    history,
    week: lastWeekAt(history.now),
    words: createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', history.now),
    theme: 'dark',
    colors: 'standard',
    chat: '',
    member: '',
    manager: false,
    status: {
      version: '0.1.0',
      startedAt: 0,
      now: 7_500_000,
      platforms: [
        { name: 'preview', state: 'open' },
        { name: 'discord', state: '1/2' },
      ],
    },
    commands: all,
    frozen: async () => undefined,
    frozenDaily: async () => undefined,
    note: undefined,
  }
}

const answers = new WeakMap<History, Map<string, Promise<Asked>>>()

/** The answer to a question, which is computed once. `typed` begins with the slash and the name, as an example does. */
export function ask(typed: string, history: History, locale: Locale): Promise<Asked> {
  const known = answers.get(history) ?? new Map<string, Promise<Asked>>()
  answers.set(history, known)
  const question = `${locale} ${typed}`
  const answer = known.get(question) ?? compute(typed, history, locale)
  known.set(question, answer)
  return answer
}

async function compute(typed: string, history: History, locale: Locale): Promise<Asked> {
  const [slashed = '', ...words] = typed.split(' ')
  const name = slashed.replace('/', '')
  const command = commandOf(name)
  const context = contextFor(history, locale)
  const reading = { history, words: context.words, uses: new Map<string, number>() }
  const { values } = readArguments(command, { kind: 'command', name, words }, reading)
  const answer = await command.run(values, context)
  if (answer.kind === 'message') return { answer, message: answer.message }
  const symbolOf = (id: string) => history.asset(id)?.symbol ?? id
  const look = {
    words: context.words,
    theme: 'dark',
    colors: 'standard',
    data: history.kind,
    symbolOf,
  } as const
  const message = composeAnswer(answer, look)
  return { answer, message, short: shortAnswer(answer, message, look) }
}

export function commandOf(name: string): Command {
  const command = commands.find((one) => one.name === name || one.aliases?.includes(name) === true)
  if (!command) throw new RangeError(`there is no command ${name}`)
  return command
}

/** A watchlist is its member's alone. */
export const isForAll = (choice: string) => choice !== 'watchlist'

/** Every question that changes one option of a command from its default, and the plain one. */
export function questionsOf(command: Command): string[] {
  const args = command.args as Readonly<Record<string, { readonly choices?: readonly string[] }>>
  return [
    `/${command.name}`,
    ...Object.entries(args).flatMap(([name, { choices = [] }]) =>
      choices.filter(isForAll).map((choice) => `/${command.name} ${name}:${choice}`),
    ),
  ]
}

/** All that a reader reads, picture descriptions included; files and footers left out. */
export function textOf({ title, subtitle = '', blocks, images }: Message): string {
  const parts = blocks.flatMap((block): readonly string[] => {
    const heading = block.heading === undefined ? [] : [block.heading]
    if (block.kind === 'paragraph') return [...heading, block.text]
    if (block.kind === 'bullets') return [...heading, ...block.items]
    if (block.kind === 'facts') return [...heading, ...block.items.map((one) => one.text)]
    if (block.kind === 'quote') return [...heading, block.text]
    if (block.kind === 'fields')
      return [...heading, ...block.items.flatMap(({ name, value }) => [name, value])]
    return [...heading, ...block.columns.map((column) => column.title), ...block.rows.flat()]
  })
  return [title, subtitle, ...parts, ...images.map(({ alt }) => alt)].join('\n')
}

/** Those that answer with figures of the market, and so in short first. */
const MARKET = [...TOPICS, 'price', 'compare', 'chart']
export const marketCommands = commands.filter(({ name }) => MARKET.includes(name))
