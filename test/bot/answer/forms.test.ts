/** The two forms of an answer: short as it is given, full behind More, away by Delete; and who may do what. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Reply, Request } from '#src/chat/request.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { keyboardIn } from '../../support/renderedTelegram.ts'
import {
  choicesOf,
  createTestBot,
  realCommands,
  sampleHistory,
  type TestBot,
  textOf,
} from '../../support/bot.ts'

let bot: TestBot
beforeAll(async () => {
  const [commands, history] = [await realCommands(), await sampleHistory()]
  bot = createTestBot({ commands, history: () => history })
})

const IN_GROUP: Partial<Request> = { platform: 'telegram', chat: 'telegram:-1', place: 'group' }
const labelsOf = ({ message }: Reply) =>
  (message.actions?.rows ?? []).map((row) => row.map(({ label }) => label))

/** The same as Telegram shows it. */
const keyboardOf = ({ message }: Reply) =>
  renderTelegram(message)
    .flatMap(keyboardIn)
    .map((row) => row.map(({ text }) => text))

describe('a short answer', () => {
  it.each([
    ['en', ['More', 'How far back to look', 'Delete']],
    ['ja', ['くわしく', 'さかのぼる期間', '削除']],
  ] as const)('has the window as a menu between More and Delete (%s)', async (language, row) => {
    const reply = await bot.ask('funding', { chatLanguage: language })
    expect(labelsOf(reply)).toEqual([row])
    expect(reply.message.blocks.map(({ kind }) => kind)).toEqual(['facts'])
  })

  it.each([
    ['en', ['More', '180 days ▾', 'Delete'], ['1 day', '7 days', '30 days', '90 days', '180 days']],
    ['ja', ['くわしく', '180日 ▾', '削除'], ['1日', '7日', '30日', '90日', '180日']],
  ] as const)('opens a row of choices in place where it has none (%s)', async (language, closed, choices) => {
    const place = { ...IN_GROUP, chatLanguage: language }
    const reply = await bot.ask('funding', place)
    expect(keyboardOf(reply)).toEqual([closed])
    const open = await bot.click(reply, 'menu', place)
    expect(open).toMatchObject({ edit: true, private: false })
    expect(labelsOf(open)).toEqual([choices, [closed[0], closed[2]]])
    const chosen = await bot.click(open, 'window=30d', place)
    expect(keyboardOf(chosen)[0]?.[1]).toBe(closed[1].replace('180', '30'))
  })

  it.each([
    [
      'en',
      [
        ['More', '180 days ▾'],
        ['Read on the web', 'Delete'],
      ],
    ],
    [
      'ja',
      [
        ['くわしく', '180日 ▾'],
        ['Webで読む', '削除'],
      ],
    ],
  ] as const)('links to its page where the site has one, and is given without where that fails (%s)', async (language, rows) => {
    const [commands, history] = [await realCommands(), await sampleHistory()]
    const place = { ...IN_GROUP, chatLanguage: language }
    const lastPage = async (locale: string) => `https://kawaraban.example/${locale}/2025-11-24`
    const linked = createTestBot({ commands, history: () => history, lastPage })
    const reply = await linked.ask('funding', place)
    expect(keyboardOf(reply)).toEqual(rows)
    const urls = reply.message.actions?.rows
      .flat()
      .map((one) => (one.kind === 'button' ? one.url : undefined))
    expect(urls).toContain(`https://kawaraban.example/${language}/2025-11-24#funding`)
    expect(labelsOf(await linked.ask('price', place)).flat()).not.toContain(rows[1][0])
    const failing = createTestBot({
      commands,
      history: () => history,
      lastPage: () => Promise.reject(new Error('gone')),
    })
    expect(keyboardOf(await failing.ask('funding', place)).flat()).not.toContain(rows[1][0])
  })

  it.each(LOCALES)('says all behind More, and is short again by Less (%s)', async (language) => {
    const place = { chatLanguage: language }
    const short = await bot.ask('funding', place)
    const full = await bot.click(short, 'more', place)
    expect(full).toMatchObject({ edit: true, private: false })
    expect(full.message.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'fields'])
    expect(choicesOf(full)).toEqual(expect.arrayContaining(['less', 'delete', 'refresh', 'why', 'help']))
    // What is changed there stays in full.
    const changed = await bot.click(full, 'window=30d', place)
    expect(choicesOf(changed)).toContain('less')
    const again = await bot.click(changed, 'less', place)
    expect(again).toMatchObject({ edit: true })
    expect(choicesOf(again)).toEqual(choicesOf(short))
    expect(again.message.actions?.id).toBe(short.message.actions?.id)
  })

  it('is read on by others apart, and stays as it is', async () => {
    const reply = await bot.ask('funding', { chatLanguage: 'en' })
    const theirs = await bot.click(reply, 'more', { member: 'other', memberLanguage: 'ja' })
    expect(theirs).toMatchObject({ private: true, edit: false })
    expect(textOf(theirs.message)).toContain('マイナス')
    expect(choicesOf(theirs)).toContain('less')
    // It is theirs to go on with.
    expect(await bot.click(theirs, 'less', { member: 'other' })).toMatchObject({ private: true, edit: true })
    expect((await bot.click(reply, 'more', { member: 'boss', manager: true })).edit).toBe(true)
  })

  it.each([
    ['en', 'Only the person who asked'],
    ['ja', '質問した人'],
  ] as const)('is not opened for all by others where all would see it (%s)', async (language, text) => {
    const place = { ...IN_GROUP, chatLanguage: language, memberLanguage: language }
    const reply = await bot.ask('funding', place)
    const hint = await bot.click(reply, 'more', { ...place, member: 'other' })
    expect(hint).toMatchObject({ private: true, edit: false })
    expect(textOf(hint.message)).toContain(text)
  })

  it('goes away for the asker and for those who manage, and for nobody else', async () => {
    const reply = await bot.ask('funding')
    expect(await bot.click(reply, 'delete')).toMatchObject({ remove: true })
    expect(await bot.click(reply, 'delete', { member: 'boss', manager: true })).toMatchObject({
      remove: true,
    })
    const others = await bot.click(reply, 'delete', { member: 'other' })
    expect(others).toMatchObject({ private: true, edit: false })
    expect(others.remove).toBeUndefined()
  })
})

describe('an answer that is posted', () => {
  it.each([
    ['en', 1, 'ETH funding on Binance turned negative'],
    ['ja', 1, 'BinanceのETH資金調達率は'],
    ['both', 2, 'BinanceのETH資金調達率は'],
  ] as const)('is short too, without buttons (%s)', async (language, forms, text) => {
    const what = { kind: 'command', name: 'funding', args: { asset: 'ethereum' } } as const
    const look = { language, zone: 'UTC', theme: 'dark', colors: 'standard' } as const
    const message = await bot.bot.scheduledMessage(what, look)
    expect(message.blocks.filter(({ kind }) => kind === 'facts')).toHaveLength(forms)
    expect(message.blocks.filter(({ kind }) => kind === 'fields')).toEqual([])
    expect(message.images).toHaveLength(1)
    expect(message.actions).toBeUndefined()
    expect(textOf(message)).toContain(text)
  })
})
