/** The whole program through grammY on a loopback Bot API: every command, buttons, inline queries, both languages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../commands/asking.ts'
import { OTHER } from '../support/telegram/events.ts'
import {
  answered,
  ask,
  askForButtons,
  PLACES,
  type Program,
  startProgram,
} from '../support/telegram/program.ts'
import { TOKEN } from '../support/telegram/server.ts'

const BROKEN = /Something went wrong|エラーが発生|didn't work|うまくいきませんでした|too long/

let program: Program
beforeAll(async () => {
  program = await startProgram()
})
afterAll(async () => {
  await program?.close()
  expect(program.loopback.problems).toEqual([])
  expect(program.loopback.queries.unanswered).toEqual([])
  expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  expect(program.log.join('\n')).not.toContain(TOKEN.split(':')[1])
})

describe('the whole program on Telegram', () => {
  it('publishes its commands for members, administrators and private chats, in both languages', () => {
    const { commands: lists } = program.loopback
    expect([...lists.keys()].toSorted()).toEqual(
      ['all_chat_administrators', 'all_group_chats', 'all_private_chats'].flatMap((scope) => [
        scope,
        `${scope} ja`,
      ]),
    )
    expect(JSON.stringify(lists.get('all_group_chats ja'))).toMatch(/[ぁ-ん]/)
    const names = (scope: string) => lists.get(scope)?.map(({ command }) => command)
    expect(names('all_chat_administrators')).toContain('settings')
    expect(names('all_group_chats')).not.toContain('settings')
  })

  it.each([
    ['ja', /[ぁ-んァ-ヶ]/],
    ['en', /[a-z]{4}/],
  ])('answers every command in every kind of chat (%s)', async (locale, words) => {
    const asking = commands.flatMap(({ examples }, index) => {
      const place = PLACES[(index + (locale === 'ja' ? 0 : 2)) % PLACES.length] ?? 'private'
      const [line = ''] = examples
      return ask(program, line, place, locale).then((text) => ({ line, place, text }))
    })
    for (const { line, place, text } of await Promise.all(asking)) {
      expect(text, `${line} in a ${place} chat`).toMatch(words)
      expect(text, `${line} in a ${place} chat`).not.toMatch(BROKEN)
    }
  })

  it('answers every button of an answer in place, and others with a hint of their own', async () => {
    const { chat, where } = program.place('private')
    const buttons = await askForButtons(program, chat, '/funding btc', where)
    const press = async (data = '') => answered(program, program.loopback.click(chat, data, where))
    const ending = (choice: string) => (one: string) => one.endsWith(`:${choice}`)
    await press(buttons.find(ending('more')))
    const all = chat.messages
      .flatMap(({ keyboard }) => keyboard.flat())
      .flatMap((one) => one.callback_data ?? [])
    expect(all.length).toBeGreaterThan(8)
    const apart = ['refresh', 'less', 'delete']
    for (const data of all.filter((one) => !apart.some((choice) => ending(choice)(one)))) await press(data)
    await press(all.find(ending('less')))
    await press(all.find(ending('delete')))
    const { chat: group, where: asker } = program.place('group')
    const [first = ''] = await askForButtons(program, group, '/funding btc', asker)
    const hint = program.loopback.click(group, first, { member: OTHER, locale: 'ja' })
    await answered(program, hint)
    expect(hint.answer).toMatchObject({ show_alert: true, text: expect.stringMatching(/[ぁ-ん]/) })
  })

  it.each([
    ['ja', /[ぁ-んァ-ヶ]/],
    ['en', /[a-z]{4}/],
  ])('answers inline queries (%s)', async (locale, words) => {
    for (const text of ['funding btc', 'vol eth', 'brief']) {
      const query = program.loopback.typeInline(text, { locale, member: OTHER })
      await answered(program, query)
      const results = query.answer?.results as readonly { readonly title: string }[]
      expect(results.length, text).toBeGreaterThan(0)
      expect(results[0]?.title, text).toMatch(words)
    }
  })
})
