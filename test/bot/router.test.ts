import { beforeAll, describe, expect, it, vi } from 'vitest'
import { asset, choice } from '#src/bot/arguments.ts'
import { type Command, defineCommand } from '#src/bot/command.ts'
import { parsePayload } from '#src/chat/action.ts'
import { KEPT_FOR } from '#src/chat/memory.ts'
import type { History } from '#src/market/history.ts'
import { openStore } from '#src/store/open.ts'
import { choicesOf, createTestBot, member, realCommands, sampleHistory, textOf } from '../support/bot.ts'
import { temporaryFolder } from '../support/folder.ts'
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

  it('is told in the reader’s time zone, and drawn in the chat’s look', async () => {
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
    const { message } = await sampleBot().ask('funding', { chatLanguage: 'en' })
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
    expect(held).toMatchObject({ private: true, result: 'refused' })
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
    expect((await ask('help', of(2))).result).toBe('refused')
    pass(1000)
    expect((await ask('help', of(2))).result).toBeUndefined()
  })
})

describe('buttons', () => {
  it('change the answer that they belong to, one after another', async () => {
    const { ask, click } = sampleBot()
    const first = await ask('funding eth')
    const second = await click(first, 'window=30d')
    const third = await click(second, 'view=table')
    expect(third).toMatchObject({ edit: true, private: false })
    const active = third.message.actions?.rows
      .flat()
      .flatMap((one) => (one.kind === 'button' && one.active === true ? [one.choice] : []))
    expect(active).toEqual(['window=30d', 'view=table'])
    expect(third.message.title).toContain('ETH')
    expect(third.message.actions?.id).toBe(first.message.actions?.id)
  })

  it('fit the platforms: 64 bytes each, five rows, no label empty', async () => {
    const { ask } = sampleBot()
    for (const { name, examples } of commands) {
      const reply = await ask(examples[0]?.slice(1) ?? name)
      const { id = '', rows = [] } = reply.message.actions ?? {}
      expect(rows.length).toBeLessThanOrEqual(5)
      for (const choice of choicesOf(reply)) {
        expect(parsePayload(`a:${id}:${choice}`), choice).toBeDefined()
        expect(Buffer.byteLength(`a:${id}:${choice}`)).toBeLessThanOrEqual(64)
      }
    }
  })

  it('work after a restart, and say so when they have expired', async () => {
    const home = await temporaryFolder()
    const before = await openStore(home)
    const old = createTestBot({ commands, history: () => history, memory: before.memory })
    const reply = await old.ask('volatility eth')
    await before.close()
    const after = await openStore(home)
    const young = createTestBot({ commands, history: () => history, memory: after.memory })
    const edited = await young.click(reply, 'refresh')
    expect(edited.edit).toBe(true)
    expect(edited.message.title).toBe(reply.message.title)
    young.pass(KEPT_FOR + 1)
    expect(textOf((await young.click(reply, 'refresh')).message)).toContain('expired')
    await after.close()
  })

  it('obey the asker and managers alone; others get a private hint, and nothing changes', async () => {
    const { ask, click, parts } = sampleBot()
    const reply = await ask('funding')
    const id = reply.message.actions?.id ?? ''
    const before = await parts.memory.action(id, 0)
    for (const choice of choicesOf(reply)) {
      const hint = await click(reply, choice, { member: 'stranger' })
      expect(hint, choice).toMatchObject({ private: true, edit: false })
    }
    expect(await parts.memory.action(id, 0)).toEqual(before)
    expect((await click(reply, 'window=30d', { member: 'boss', manager: true })).edit).toBe(true)
  })

  it('tell what the answer is about and why it says so, to the member who clicked alone', async () => {
    const { ask, click } = sampleBot()
    const reply = await ask('funding', { chatLanguage: 'en' })
    const help = await click(reply, 'help', { memberLanguage: 'ja' })
    expect(help).toMatchObject({ private: true, edit: false })
    expect(textOf(help.message)).toContain('資金調達率')
    const why = await click(reply, 'why', { memberLanguage: 'ja' })
    expect(why).toMatchObject({ private: true, edit: false })
    expect(textOf(why.message)).toContain('判定の方法')
  })

  it('show an answer to one, and to all', async () => {
    const { ask, click } = sampleBot()
    const reply = await ask('funding eth', { chatLanguage: 'en', memberLanguage: 'ja' })
    const own = await click(reply, 'private', { chatLanguage: 'en', memberLanguage: 'ja' })
    expect(own).toMatchObject({ private: true, edit: false })
    expect(textOf(own.message)).toMatch(JAPANESE)
    const shown = await click(own, 'public', { chatLanguage: 'en', memberLanguage: 'ja' })
    expect(shown).toMatchObject({ private: false, edit: false })
    expect(textOf(shown.message)).not.toMatch(JAPANESE)
  })

  it('refresh every thirty seconds at most, and say how long to wait', async () => {
    const { ask, click, pass } = sampleBot()
    const reply = await ask('funding')
    expect((await click(reply, 'refresh')).edit).toBe(true)
    pass(10_000)
    expect(textOf((await click(reply, 'refresh')).message)).toContain('in 20 s')
    pass(20_000)
    expect((await click(reply, 'refresh')).edit).toBe(true)
  })

  it('do nothing when they are forged or of another chat', async () => {
    const { ask, click, bot } = sampleBot()
    const reply = await ask('funding')
    for (const choice of [
      'constructor=1',
      '__proto__=1',
      'asset=',
      'window=3d',
      'pick.1',
      'nothing',
      'x'.repeat(60),
    ]) {
      expect(await click(reply, choice), choice).toMatchObject({ private: true, edit: false })
    }
    expect(await click(reply, 'refresh', { chat: 'discord:2' })).toMatchObject({ private: true, edit: false })
    for (const payload of [
      '',
      'a::',
      'b:AAAAAAAAAAA:refresh',
      'a:AAAAAAAAAAA:refresh',
      '\u0000'.repeat(70),
    ]) {
      const forged = await bot.answer({ ...member, input: { kind: 'click', payload } })
      expect(forged.private).toBe(true)
    }
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
