/** Who asks too often waits; errors and moderators do not count. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '#src/bot/command.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, realCommands, sampleHistory, textOf } from '../../support/bot.ts'

let history: History
let commands: readonly Command[]
beforeAll(async () => {
  history = await sampleHistory()
  commands = await realCommands()
})

describe('cooldown', () => {
  it('holds up only a member who asks too often, and tells for how long', async () => {
    const { ask, pass } = createTestBot({
      commands,
      history: () => history,
      rates: { burst: 2, every: 1500 },
    })
    await ask('help')
    await ask('help')
    expect(textOf((await ask('help')).message)).toContain('Ask again in 2 s')
    expect((await ask('help', { member: 'other' })).message.title).not.toContain('work')
    pass(1500)
    expect(textOf((await ask('help')).message)).not.toContain('ask again')
  })

  it('forgives errors, and leaves the preview alone', async () => {
    const { ask } = createTestBot({ commands, history: () => history, rates: { burst: 1, every: 60_000 } })
    for (let i = 0; i < 5; i++) expect(textOf((await ask('fundng')).message)).toContain('/funding')
    const preview = { platform: 'preview', place: 'preview' } as const
    for (let i = 0; i < 5; i++)
      expect(textOf((await ask('help', preview)).message)).not.toContain('Ask again in')
  })
})

describe('what one member has in a chat that others read', () => {
  const few = () =>
    createTestBot({ commands, history: () => history, sharedRates: { burst: 2, every: 12_000 } })

  it.each([
    ['en', 'You have had several answers here just now. Ask again in 12 s, or ask me in a private chat.'],
    [
      'ja',
      'ここでは続けてお答えしたばかりです。12秒後にもう一度どうぞ。個別チャットではすぐにお答えできます。',
    ],
  ] as const)('is a few answers, then one now and again (%s)', async (memberLanguage, text) => {
    const { ask, pass } = few()
    const where = { memberLanguage, chatLanguage: memberLanguage }
    for (const line of ['price btc', 'price eth']) expect((await ask(line, where)).result).toBeUndefined()
    const held = await ask('price sol', where)
    expect(held).toMatchObject({ private: true, result: 'held' })
    expect(textOf(held.message)).toContain(text)
    // Others, other servers and the member's private chat are their own.
    expect((await ask('price sol', { ...where, member: 'other' })).result).toBeUndefined()
    expect((await ask('price sol', { ...where, community: 'discord:guild:2' })).result).toBeUndefined()
    expect((await ask('price sol', { ...where, place: 'private' })).result).toBeUndefined()
    pass(12_000)
    expect((await ask('price sol', where)).result).toBeUndefined()
  })

  it('is not what they alone see: private answers, mistakes, menus, clicks', async () => {
    const { ask, click } = few()
    const alone = ['price btc private', 'price btc private:true', 'price qqqqqqqqqqq', 'privacy']
    for (const line of [...alone, ...alone]) await ask(line)
    const answer = await ask('price btc')
    for (let index = 0; index < 4; index++) expect((await click(answer, 'why')).result).toBeUndefined()
    expect((await ask('price eth')).result).toBeUndefined()
    expect((await ask('price sol')).result).toBe('held')
  })
})

describe('the cooldown of a community', () => {
  const crowded = () =>
    createTestBot({ commands, history: () => history, chatRates: { burst: 3, every: 1000 } })
  const of = (member: number, more = {}) => ({
    member: String(member),
    community: 'discord:guild:9',
    ...more,
  })

  it('holds up a crowd in whichever channel, tells each for how long in their language, and leaves others alone', async () => {
    const { ask, pass } = crowded()
    for (const member of [1, 2, 3])
      expect((await ask('help', of(member, { chat: `discord:${member}` }))).result).toBeUndefined()
    const held = await ask('help', of(4))
    expect(held).toMatchObject({ private: true, result: 'held' })
    expect(textOf(held.message)).toContain('Many people are asking here right now. Ask again in 1 s')
    expect(textOf((await ask('help', of(4, { memberLanguage: 'ja' }))).message)).toContain('1秒後に')
    expect((await ask('help', of(4, { community: 'discord:guild:10' }))).result).toBeUndefined()
    pass(1000)
    expect((await ask('help', of(4))).result).toBeUndefined()
  })

  it('counts mistakes, too, and never those who manage it', async () => {
    const { ask } = crowded()
    for (const member of [1, 2, 3]) await ask('fundng', of(member))
    expect(textOf((await ask('fundng', of(4))).message)).toContain('Many people')
    expect((await ask('help', of(5, { manager: true }))).result).toBeUndefined()
  })

  it('costs nobody their own share', async () => {
    const { ask, pass } = createTestBot({
      ...{ commands, history: () => history, rates: { burst: 1, every: 60_000 } },
      chatRates: { burst: 1, every: 1000 },
    })
    await ask('help', of(1))
    expect((await ask('help', of(2))).result).toBe('held')
    pass(1000)
    expect((await ask('help', of(2))).result).toBeUndefined()
  })
})
