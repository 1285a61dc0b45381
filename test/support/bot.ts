/** A bot with a memory of its own and a clock that a test moves, and what to ask it. */
import { type BotParts, createBot } from '#src/bot/router.ts'
import { loadCommands } from '#src/bot/registry.ts'
import type { Bot } from '#src/bot/bot.ts'
import type { RequestInput, Reply, Request } from '#src/chat/request.ts'
import type { Message } from '#src/chat/message.ts'
import { createVolatileMemory } from './memory.ts'

export const realCommands = () => loadCommands(new URL('../../commands/', import.meta.url))

export { sampleHistory } from './histories.ts'

export interface TestBot {
  readonly bot: Bot
  readonly parts: BotParts
  readonly warnings: readonly string[]
  /** Milliseconds that the clock moves on. */
  pass(milliseconds: number): void
  ask(line: string, request?: Partial<Request>): Promise<Reply>
  /** The same with everything that More shows. */
  askAll(line: string, request?: Partial<Request>): Promise<Reply>
  click(reply: Reply, choice: string, request?: Partial<Request>): Promise<Reply>
}

export const member: Omit<Request, 'input'> = {
  platform: 'discord',
  chat: 'discord:1',
  member: 'asker',
  manager: false,
  place: 'guild',
}

export function createTestBot(given: Pick<BotParts, 'commands' | 'history'> & Partial<BotParts>): TestBot {
  let now = Date.parse('2025-11-24T01:00:00Z')
  const warnings: string[] = []
  const parts: BotParts = {
    memory: createVolatileMemory(),
    log: { info: () => undefined, warn: (text) => warnings.push(text), error: (text) => warnings.push(text) },
    now: () => now,
    status: () => ({ version: '0.0.0', startedAt: now, now, platforms: [] }),
    rates: { burst: 1e6, every: 1 },
    chatRates: { burst: 1e6, every: 1 },
    ...given,
  }
  const bot = createBot(parts)
  const send = (ask: RequestInput, request: Partial<Request> = {}) =>
    bot.answer({ ...member, ...request, input: ask })
  return {
    bot,
    parts,
    warnings,
    pass(milliseconds) {
      now += milliseconds
    },
    ask,
    async askAll(line, request) {
      const reply = await ask(line, request)
      return choicesOf(reply).includes('more') ? click(reply, 'more', request) : reply
    },
    click,
  }

  function ask(line: string, request?: Partial<Request>): Promise<Reply> {
    const [name = '', ...words] = line.split(' ')
    return send({ kind: 'command', name, words }, request)
  }

  function click(reply: Reply, choice: string, request?: Partial<Request>): Promise<Reply> {
    return send({ kind: 'click', payload: `a:${reply.message.actions?.id}:${choice}` }, request)
  }
}

/** Everything that a reader can read in a message. */
export function textOf({ title, subtitle, blocks, images, footer, actions }: Message): string {
  return JSON.stringify([title, subtitle, blocks, images.map(({ alt }) => alt), footer, actions?.rows])
}

export function choicesOf({ message }: Reply): string[] {
  return (message.actions?.rows ?? []).flatMap((row) =>
    row.flatMap((control) =>
      control.kind === 'select' ? control.options.map(({ choice }) => choice) : [control.choice],
    ),
  )
}
