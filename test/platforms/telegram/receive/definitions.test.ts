/** The lists of commands that Telegram is given. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { ListedCommand } from '#src/platforms/layout/commands.ts'
import { telegramCommands } from '#src/platforms/telegram/receive/definitions.ts'
import { describeWithShared } from '../../../support/shared.ts'
import { type TelegramApi, telegramApi } from '../../../support/telegramApi.ts'

const COMMANDS: readonly ListedCommand[] = [
  { name: 'funding', aliases: ['fr'], args: {} },
  { name: 'settings', args: {}, permission: 'manager', places: ['guild', 'group'] },
  { name: 'language', args: {}, places: ['private'] },
  { name: 'crosspost', args: {}, places: ['guild'] },
]
const texts = {
  en: { find: (key: string) => `About ${key}` },
  ja: { find: (key: string) => `${key}について` },
}

describe("Telegram's lists of commands", () => {
  it('are one for each kind of chat and language', () => {
    const lists = telegramCommands(COMMANDS, texts)
    expect(
      lists.map(({ commands, scope, language_code }) => [
        scope.type,
        language_code,
        commands.map(({ command }) => command),
      ]),
    ).toEqual([
      ['all_private_chats', undefined, ['funding', 'language']],
      ['all_private_chats', 'ja', ['funding', 'language']],
      ['all_group_chats', undefined, ['funding']],
      ['all_group_chats', 'ja', ['funding']],
      ['all_chat_administrators', undefined, ['funding', 'settings']],
      ['all_chat_administrators', 'ja', ['funding', 'settings']],
    ])
    expect(lists.slice(0, 2).map(({ commands }) => commands[0]?.description)).toEqual([
      'About commands:funding.description',
      'commands:funding.descriptionについて',
    ])
  })

  it('are refused with everything that is wrong with them', () => {
    const long = { en: { find: () => 'x'.repeat(257) }, ja: { find: () => '説明' } }
    expect(() => telegramCommands([{ name: 'open-interest', args: {} }], long)).toThrow(
      '/open-interest: the name is none for Telegram\n/open-interest: 257 characters of description, at most 256',
    )
    const many = Array.from({ length: 101 }, (_, n) => ({ name: `c${n}`, args: {} }))
    expect(() => telegramCommands(many, texts)).toThrow('101 commands: at most 100')
  })

  it('refuse a command without words', () => {
    expect(() => telegramCommands(COMMANDS, { ...texts, en: { find: () => undefined } })).toThrow(
      'locales/en has no sentence for commands:funding.description',
    )
  })
})

describeWithShared("Telegram's lists of commands in the types of its API", ['spec'], (folder) => {
  let api: TelegramApi
  beforeAll(() => {
    api = telegramApi(folder, (text) => text)
  })

  it('are right', () => {
    for (const list of telegramCommands(COMMANDS, texts))
      expect(api('setMyCommands', { ...list })).toEqual([])
  })

  it('would be wrong', () => {
    const commands = [{ command: 'x', description: 'x'.repeat(257) }]
    expect(api('setMyCommands', { commands })).not.toEqual([])
    expect(
      api('setMyCommands', {
        commands: Array.from({ length: 101 }, () => ({ command: 'x', description: 'x' })),
      }),
    ).not.toEqual([])
    expect(api('setMyCommands', { commands: [], scope: { type: 'default', chat: 1 } })).not.toEqual([])
  })
})
