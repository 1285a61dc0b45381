/** What people do in an hour: questions, buttons, typing, on both platforms, while platforms and sources go wrong. */
import { setTimeout as rest } from 'node:timers/promises'
import type { InteractionRecord } from '../support/discord/interactions.ts'
import { buttonEvent, commandEvent, snowflake, typingEvent } from '../support/discord/events.ts'
import { controlsOf } from '../support/discord/program.ts'
import type { Loopback as Discord } from '../support/discord/server.ts'
import { FAULTS } from '../support/market/faults.ts'
import { LOOPBACK_SUPPLIERS, type LoopbackMarket } from '../support/market/server.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import type { Loopback as Telegram } from '../support/telegram/server.ts'

export interface World {
  readonly discord: Discord
  readonly telegram: Telegram
  readonly market: LoopbackMarket
  readonly channels: readonly string[]
  readonly chats: readonly LoopbackChat[]
}

export interface Loaded {
  readonly asked: number
  readonly answered: number
  readonly faults: number
}

/** Milliseconds between two rounds of questions. */
const ROUND = 200

const QUESTIONS: readonly (readonly [name: string, options: Readonly<Record<string, string>>])[] = [
  ['funding', { asset: 'btc' }],
  ['price', { assets: 'btc' }],
  ['volatility', {}],
  ['compare', { assets: 'btc eth' }],
  ['brief', {}],
  ['chart', { asset: 'sol' }],
  ['movers', {}],
  ['status', {}],
  ['funding', { asset: 'nosuchcoin' }],
  ['help', {}],
  ['settings', {}],
]

export async function load(world: World, milliseconds: number): Promise<Loaded> {
  const { discord, telegram, channels, chats } = world
  const records: InteractionRecord[] = []
  const writers = new Map<LoopbackChat, number>()
  let [round, faults] = [0, 0]
  const end = performance.now() + milliseconds
  while (performance.now() < end) {
    round++
    for (let index = 0; index < 3; index++) {
      const [name, options] = QUESTIONS[(round * 3 + index) % QUESTIONS.length] ?? ['help', {}]
      const channel = channels[(round * 7 + index) % channels.length] ?? ''
      const locale = round % 2 === 0 ? 'ja' : 'en-US'
      // Nobody is in a hurry: as many members as questions in a minute.
      const where = { channel, locale, member: String(1_500_000_000_000_000_000n + BigInt(round % 400)) }
      const record = attempt(() => discord.interact(commandEvent(name, options, where)))
      if (record) records.push(record)
      attempt(() => discord.interact(typingEvent('funding', 'asset', 'b', where)))
    }
    const chat = chats[round % chats.length]
    if (chat) {
      const [name, options] = QUESTIONS[round % QUESTIONS.length] ?? ['help', {}]
      telegram.write(chat, `/${name} ${Object.values(options).join(' ')}`.trim(), {
        member: chat.id,
        locale: 'en',
      })
      writers.set(chat, (writers.get(chat) ?? 0) + 1)
    }
    const earlier = records[records.length - 20]
    const [control] = earlier?.original ? controlsOf(earlier) : []
    if (control && round % 2 === 0) {
      attempt(() => discord.interact(buttonEvent(control.id, { member: snowflake() })))
    }
    if (round % 10 === 0) faults += goWrong(world, round / 10)
    await rest(ROUND)
  }
  for (const supplier of LOOPBACK_SUPPLIERS) world.market.fail(supplier, undefined)
  const isAnswered = (record: InteractionRecord) => record.original !== undefined || record.follows.length > 0
  const patience = performance.now() + 10_000
  while (performance.now() < patience && !records.every(isAnswered)) await rest(50)
  const written = chats.reduce((sum, chat) => {
    const wrote = writers.get(chat) ?? 0
    return sum + Math.min(wrote, chat.messages.filter(({ from }) => from === 'bot').length)
  }, 0)
  const wrote = [...writers.values()].reduce((sum, count) => sum + count, 0)
  return {
    asked: records.length + wrote,
    answered: records.filter(isAnswered).length + written,
    faults,
  }
}

/** One trouble after the other, each of every kind in its turn. */
function goWrong({ discord, telegram, market }: World, turn: number): number {
  const supplier = LOOPBACK_SUPPLIERS[turn % LOOPBACK_SUPPLIERS.length] ?? ''
  const before = LOOPBACK_SUPPLIERS[(turn + LOOPBACK_SUPPLIERS.length - 3) % LOOPBACK_SUPPLIERS.length] ?? ''
  market.fail(before, undefined)
  market.fail(supplier, FAULTS[turn % FAULTS.length])
  const posts = /^\/channels\/\d+\/messages$/
  const kinds: readonly (() => void)[] = [
    () => discord.faults.add('POST', posts, { kind: 'status', status: 500 }),
    () => discord.faults.add('POST', posts, { kind: 'reset', accepted: true }),
    () => discord.faults.add('POST', posts, { kind: 'reset', accepted: false }),
    () => telegram.faults.add(/^send(?!ChatAction)/, { kind: 'status', status: 502, text: 'Bad Gateway' }),
    () => telegram.faults.add(/^getUpdates$/, { kind: 'reset', accepted: false }),
    () => discord.gateway.reconnect(),
    () => discord.gateway.drop(),
  ]
  kinds[turn % kinds.length]?.()
  return 2
}

/** While a gateway is away nobody can be asked through it. */
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
