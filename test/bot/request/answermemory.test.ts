/** Answers do not depend on the store: whatever it does, they come, and operators are told once. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '#src/bot/command.ts'
import { createAnswerMemory, type LeftOut } from '#src/bot/request/answermemory.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, realCommands, sampleHistory, textOf } from '../../support/bot.ts'
import { createFakeClock } from '../../support/clock.ts'
import { createVolatileMemory } from '../../support/memory.ts'

const RECORD = { id: 'a', platform: 'discord', chat: 'discord:1', asker: '1', command: 'price' } as const
const full = () => Promise.reject(new Error('database or disk is full'))
const never = () => new Promise<never>(() => {})

function create(changes: Partial<Memory>) {
  const clock = createFakeClock()
  const lines: string[] = []
  const left: LeftOut[] = []
  const say = (text: string) => void lines.push(text)
  const log = { info: say, warn: say, error: say }
  const memory: Memory = { ...createVolatileMemory(), ...changes }
  const answerMemory = createAnswerMemory({ memory, log, clock, onLeftOut: (what) => left.push(what) })
  const save = () => answerMemory.saveAction({ ...RECORD, args: {}, createdAt: clock.now() })
  return { clock, lines, left, memory, answerMemory, save }
}

describe('the memory of answers', () => {
  it('reports once that nothing can be recorded, and once that it can again', async () => {
    let isFull = true
    const { clock, lines, left, save } = create({ saveAction: () => (isFull ? full() : Promise.resolve()) })
    for (let n = 0; n < 5; n++) expect(await save()).toBe(false)
    expect(lines).toEqual([
      'Answers go without buttons and counts, which cannot be recorded: database or disk is full',
    ])
    expect(left).toEqual(Array(5).fill('buttons'))
    isFull = false
    clock.advance(2000)
    expect(await save()).toBe(true)
    expect(lines.slice(1)).toEqual(['The store answers again after 2 s; 5 times it had not'])
  })

  it('waits for a store that is stuck for a second, and not at all for a while after that', async () => {
    let tried = 0
    const { clock, save } = create({
      saveAction() {
        tried += 1
        return never()
      },
    })
    const first = save()
    clock.advance(1000)
    expect(await first).toBe(false)
    expect(await save()).toBe(false)
    expect(tried).toBe(1)
    clock.advance(2000)
    void save()
    expect(tried).toBe(2)
  })

  it('answers by settings as they were last known, and for the asker alone where they never were', async () => {
    let isAway = false
    const settings = async () => (isAway ? full() : ({ language: 'ja' } as const))
    const { answerMemory, left } = create({ settings })
    expect(await answerMemory.settings('discord:1')).toEqual({ language: 'ja' })
    isAway = true
    expect(await answerMemory.settings('discord:1')).toEqual({ language: 'ja' })
    expect(await answerMemory.settings('discord:2')).toEqual({ private: true })
    expect(left).toEqual(['settings', 'settings'])
  })
})

describe('commands that read', () => {
  let history: History
  let commands: readonly Command[]
  beforeAll(async () => {
    history = await sampleHistory()
    commands = await realCommands()
  })

  it('answer without buttons where nothing can be written, and with the database away', async () => {
    const unwritable = { ...createVolatileMemory(), saveAction: full, countUse: full }
    const away = { ...unwritable, settings: full, uses: full, action: full }
    const usual = createTestBot({ commands, history: () => history })
    for (const memory of [unwritable, away]) {
      const bot = createTestBot({ commands, history: () => history, memory })
      for (const line of ['price btc', 'funding eth', 'brief', 'movers', 'compare btc eth', 'help funding']) {
        const [reply, expected] = [await bot.ask(line), await usual.ask(line)]
        expect(reply.result, line).toBeUndefined()
        expect(reply.message.actions, line).toBeUndefined()
        const { actions: _, ...rest } = expected.message
        expect(textOf(reply.message), line).toBe(textOf(rest))
      }
    }
  })

  it('say why nothing can be saved where they are nothing without their buttons, in one line of the log', async () => {
    const memory = { ...createVolatileMemory(), saveAction: full }
    const storeFault = () => 'full' as const
    const bot = createTestBot({ commands, history: () => history, memory, storeFault })
    const reply = await bot.ask('/settings', { manager: true })
    expect(reply.result).toBe('failed')
    expect(textOf(reply.message)).toContain('the store’s disk is full')
    const [line] = bot.warnings
    expect(line).toBe('Answering /settings failed: the store: database or disk is full')
    const unknown = createTestBot({ commands, history: () => history, memory })
    expect(textOf((await unknown.ask('settings', { manager: true })).message)).toContain(
      'tell the operator this number',
    )
  })

  it('name what the store fails of in /status, until it answers again', async () => {
    let isFull = true
    const saveAction = () => (isFull ? full() : Promise.resolve())
    const clock = createFakeClock()
    const storeFault = () => 'full' as const
    const memory = { ...createVolatileMemory(), saveAction, countUse: saveAction }
    const bot = createTestBot({ commands, history: () => history, memory, storeFault, clock })
    const status = async () => textOf((await bot.ask('status')).message)
    expect(await status()).not.toContain('disk')
    await bot.ask('price btc')
    expect(await status()).toContain('Degraded: the store’s disk is full.')
    isFull = false
    clock.advance(2000)
    await bot.ask('price eth')
    expect(await status()).not.toContain('disk')
  })
})
