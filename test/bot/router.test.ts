/** A question to the bot and its answer: language, look, privacy, and work that is done once. */
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { asset, choice } from '#src/bot/arguments.ts'
import { type Command, defineCommand } from '#src/bot/command.ts'
import type { History } from '#src/market/history.ts'
import { choicesOf, createTestBot, member, realCommands, sampleHistory, textOf } from '../support/bot.ts'
import { buildHistory } from '../support/history.ts'

let history: History
let commands: readonly Command[]
beforeAll(async () => {
  history = await sampleHistory()
  commands = await realCommands()
})

const sampleBot = () => createTestBot({ commands, history: () => history })
const JAPANESE = /[ぁ-ん]/u

describe('the language of an answer', () => {
  it('is the channel’s where all see it, for every member', async () => {
    const { ask } = sampleBot()
    const languages = { memberLanguage: 'ja', chatLanguage: 'en' } as const
    expect(textOf((await ask('funding', languages)).message)).not.toMatch(JAPANESE)
    const swapped = { memberLanguage: 'en', chatLanguage: 'ja' } as const
    expect(textOf((await ask('funding', swapped)).message)).toMatch(JAPANESE)
  })

  it('is the member’s where the member alone sees it', async () => {
    const { ask } = sampleBot()
    const reply = await ask('funding private', { memberLanguage: 'ja', chatLanguage: 'en' })
    expect(reply.private).toBe(true)
    expect(textOf(reply.message)).toMatch(JAPANESE)
  })

  it('follows the settings of chat and member before what the platform says', async () => {
    const { ask, parts } = sampleBot()
    await parts.memory.saveSettings('discord:1', { language: 'ja' })
    await parts.memory.saveSettings('member:discord:asker', { language: 'en' })
    const languages = { memberLanguage: 'ja', chatLanguage: 'en' } as const
    expect(textOf((await ask('funding', languages)).message)).toMatch(JAPANESE)
    expect(textOf((await ask('funding private', languages)).message)).not.toMatch(JAPANESE)
  })

  it('falls back from the chat to its community', async () => {
    const { ask, parts } = sampleBot()
    await parts.memory.saveSettings('guild:9', { language: 'ja' })
    expect(textOf((await ask('funding', { community: 'guild:9' })).message)).toMatch(JAPANESE)
  })

  it('is the member’s own in a chat with the bot alone', async () => {
    const { ask, parts } = sampleBot()
    await parts.memory.saveSettings('member:telegram:asker', { language: 'ja' })
    const reply = await ask('funding', { platform: 'telegram', place: 'private', memberLanguage: 'en' })
    expect(textOf(reply.message)).toMatch(JAPANESE)
  })

  it('is reported in the reader’s time zone, and drawn in the chat’s look', async () => {
    const { ask, parts } = sampleBot()
    await parts.memory.saveSettings('discord:1', { zone: 'America/New_York', theme: 'light', language: 'en' })
    const { message } = await ask('funding')
    expect(message.footer.join()).toMatch(/19:00 .* on 23 Nov/u)
    const dark = (await ask('funding', { chat: 'discord:2', chatLanguage: 'en' })).message
    expect(JSON.stringify(message.images[0]?.spec)).not.toBe(JSON.stringify(dark.images[0]?.spec))
  })
})

describe('an answer', () => {
  it('says as of when, from how many venues, and that the sample is simulated', async () => {
    const { message } = await sampleBot().askAll('funding', { chatLanguage: 'en' })
    expect(message.subtitle).toMatch(/simulated/u)
    expect(message.footer).toEqual([
      'As of 00:00 UTC on 24 Nov · Coverage: 4 of 4 venues',
      'Sample data (simulated)',
    ])
    expect(message.images[0]?.alt.length).toBeGreaterThan(20)
  })

  it('is private where the chat wants it, or the asker does', async () => {
    const { ask, parts } = sampleBot()
    expect((await ask('funding')).private).toBe(false)
    await parts.memory.saveSettings('discord:1', { private: true })
    expect((await ask('funding')).private).toBe(true)
    expect((await ask('funding private=no')).private).toBe(false)
  })
})

describe('work', () => {
  const counting = (run = vi.fn()) => {
    const command = defineCommand({
      name: 'count',
      args: {
        asset: asset({ default: 'aa' }),
        window: choice(['7d', '30d'], { default: '7d', toggle: true }),
      },
      examples: ['/count'],
      async run({ asset: { id } }) {
        run(id)
        await Promise.resolve()
        return { kind: 'message', message: { title: id, blocks: [], images: [], footer: [] } }
      },
    })
    return { run, command }
  }
  const small = () =>
    buildHistory({
      assets: [
        { id: 'aa', symbol: 'ACC', name: 'First' },
        { id: 'bb', symbol: 'ACC', name: 'Second' },
        { id: 'cc', symbol: 'CCC', name: 'Third' },
      ],
      daily: {
        aa: ['2025-11-01', ...Array.from({ length: 23 }, () => 1)],
        bb: ['2025-11-01', ...Array.from({ length: 23 }, () => 1)],
        cc: ['2025-11-01', ...Array.from({ length: 23 }, () => 1)],
      },
    })

  it('is done once for fifty who ask the same at once, in many spellings, and kept for those who ask later', async () => {
    const { run, command } = counting()
    const one = small()
    const { ask } = createTestBot({ commands: [command], history: () => one })
    const spellings = ['count ccc', 'count CCC/USDT', 'count ＣＣＣ 7d', 'count third', 'COUNT $ccc']
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        ask(spellings[index % spellings.length] ?? '', { member: `m${index}` }),
      ),
    )
    await ask('count ccc')
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('is done anew for other arguments, languages, and a newer history', async () => {
    const { run, command } = counting()
    let current = small()
    const { ask } = createTestBot({ commands: [command], history: () => current })
    await ask('count ccc')
    await ask('count ccc 30d')
    await ask('count ccc', { chatLanguage: 'ja' })
    current = small()
    await ask('count ccc')
    expect(run).toHaveBeenCalledTimes(4)
  })

  it('is not kept where it failed; the asker gets a number, the log the stack', async () => {
    let broken = true
    const command = defineCommand({
      name: 'broken',
      args: {},
      examples: ['/broken'],
      run() {
        if (broken) throw new TypeError('secret detail')
        return { kind: 'message', message: { title: 'fine', blocks: [], images: [], footer: [] } }
      },
    })
    const one = small()
    const { ask, warnings } = createTestBot({ commands: [command], history: () => one })
    const reply = await ask('broken')
    const [, number] = /: ([0-9a-f]{6})\./u.exec(textOf(reply.message)) ?? []
    expect(reply.private).toBe(true)
    expect(textOf(reply.message)).not.toContain('secret')
    expect(warnings.join()).toContain(
      `${number}: answering /broken failed: TypeError: secret detail\n    at `,
    )
    broken = false
    expect((await ask('broken')).message.title).toBe('fine')
  })

  it('hands a shared command nobody’s name, and a personal one the asker’s', async () => {
    const seen: string[] = []
    const tell = (name: string, personal: boolean) =>
      defineCommand({
        name,
        personal,
        args: {},
        examples: [],
        run(_, context) {
          seen.push(`${name}:${context.member}`)
          return { kind: 'message', message: { title: name, blocks: [], images: [], footer: [] } }
        },
      })
    const one = small()
    const { ask } = createTestBot({ commands: [tell('own', true), tell('all', false)], history: () => one })
    for (const line of ['own', 'own', 'all', 'all']) await ask(line)
    expect(seen).toEqual(['own:asker', 'own:asker', 'all:'])
  })

  it('lets a member choose where two coins go by one name', async () => {
    const { run, command } = counting()
    const one = small()
    const { ask, click } = createTestBot({ commands: [command], history: () => one })
    const question = await ask('count acc 30d')
    expect(question.private).toBe(true)
    expect(choicesOf(question)).toEqual(['pick.1', 'pick.2'])
    expect(textOf(question.message)).toContain('ACC - Second')
    const answer = await click(question, 'pick.2')
    expect(answer).toMatchObject({ edit: false, private: false })
    expect(run).toHaveBeenCalledWith('bb')
    expect((await click(question, 'pick.9')).private).toBe(true)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('says in the title what is wrong: no such coin, no such command', async () => {
    const { ask } = sampleBot()
    const title = async (line: string, memberLanguage: 'ja' | 'en') =>
      (await ask(line, { memberLanguage })).message.title
    expect(await title('price nosuchcoin', 'en')).toBe('Unknown coin')
    expect(await title('price nosuchcoin', 'ja')).toBe('銘柄が見つかりません')
    expect(await title('nosuchcommand', 'en')).toBe('Unknown command')
  })

  it('refuses members what is for managers, and what is not for the place', async () => {
    const guarded = defineCommand({
      ...counting().command,
      name: 'guarded',
      permission: 'manager',
      places: ['guild'],
    })
    const one = small()
    const { ask } = createTestBot({ commands: [guarded], history: () => one })
    expect(textOf((await ask('guarded')).message)).toContain('Only moderators')
    expect((await ask('guarded', { manager: true })).private).toBe(false)
    const elsewhere = await ask('guarded', { manager: true, place: 'group', memberLanguage: 'ja' })
    expect(textOf(elsewhere.message)).toContain('使える場所：サーバー')
  })
})

describe('suggestions', () => {
  it('come by market cap, then by what the channel asks for most, named in the member’s language', async () => {
    const { bot, ask, parts } = sampleBot()
    const suggest = (typed: string) =>
      bot.suggest({ ...member, memberLanguage: 'ja', command: 'funding', argument: 'asset', typed })
    expect((await suggest(''))[0]).toEqual({ value: 'bitcoin', label: 'BTC - ビットコイン (#1)' })
    await ask('funding sol')
    expect(await parts.memory.uses('discord:1')).toEqual([{ asset: 'solana', count: 1 }])
    expect((await suggest(''))[0]?.value).toBe('solana')
    expect((await suggest('ビット'))[0]?.value).toBe('bitcoin')
    expect((await suggest('e')).length).toBeLessThanOrEqual(25)
    expect(await bot.suggest({ ...member, command: 'nothing', argument: 'x', typed: '' })).toEqual([])
    expect(await bot.suggest({ ...member, command: 'funding', argument: 'constructor', typed: '' })).toEqual(
      [],
    )
  })
})
