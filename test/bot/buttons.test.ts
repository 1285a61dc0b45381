/** The buttons under an answer: what they change, for whom, and when they are refused. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '#src/bot/command.ts'
import { parsePayload } from '#src/chat/action.ts'
import { KEPT_FOR } from '#src/chat/memory.ts'
import type { Reply } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { openStore } from '#src/store/open.ts'
import { choicesOf, createTestBot, member, realCommands, sampleHistory, textOf } from '../support/bot.ts'
import { temporaryFolder } from '../support/folder.ts'

let history: History
let commands: readonly Command[]
beforeAll(async () => {
  history = await sampleHistory()
  commands = await realCommands()
})

const sampleBot = () => createTestBot({ commands, history: () => history })
const JAPANESE = /[ぁ-ん]/u

/** The choices that the controls show as chosen. */
function activeIn({ message }: Reply): string[] {
  const all = message.actions?.rows.flat() ?? []
  const choices = all.flatMap((one) => {
    if (one.kind === 'select') return one.options
    return one.kind === 'button' ? [one] : []
  })
  return choices.flatMap(({ active, choice }) => (active === true ? [choice] : []))
}

describe('buttons', () => {
  it('change the answer that they belong to, one after another', async () => {
    const { ask, click } = sampleBot()
    const first = await ask('funding eth')
    const second = await click(first, 'window=30d')
    expect(activeIn(second)).toEqual(['window=30d'])
    const third = await click(await click(second, 'more'), 'view=table')
    expect(third).toMatchObject({ edit: true, private: false })
    expect(activeIn(third)).toEqual(['window=30d', 'view=table'])
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
