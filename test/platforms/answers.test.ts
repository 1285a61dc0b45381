/** Every command's answers on both platforms: each example and each value of each choice, in every language and theme. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Argument } from '#src/bot/arguments/argument.ts'
import type { Bot } from '#src/bot/bot.ts'
import { loadCommands } from '#src/bot/registry.ts'
import { createBot } from '#src/bot/router.ts'
import type { ActionRecord, ChatSettings, Memory } from '#src/chat/memory.ts'
import type { CommandInput } from '#src/chat/request.ts'
import type { Theme } from '#src/charts/index.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { discordCommands } from '#src/platforms/discord/receive/definitions.ts'
import { telegramCommands } from '#src/platforms/telegram/receive/definitions.ts'
import { renderDiscord } from '#src/platforms/discord/render/render.ts'
import { shownText } from '#src/platforms/telegram/render/html.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { someOf } from '../support/cases.ts'
import { discordApi } from '../support/discordApi.ts'
import { telegramApi } from '../support/telegramApi.ts'
import { describeWithShared } from '../support/shared.ts'
import { checkOnDiscord } from '../support/renderedDiscord.ts'
import { checkOnTelegram } from '../support/renderedTelegram.ts'
import { sampleHistory } from '../support/recaps.ts'

const THEMES: readonly Theme[] = ['dark', 'light']
const commands = await loadCommands(new URL('../../commands/', import.meta.url))
/** Commands for everybody: what moderators see has tests of its own. */
const answering = commands.filter(
  ({ personal, name }) => personal !== true || name === 'help' || name === 'status',
)

describe('an answer on both platforms', () => {
  let bot: Bot
  let settings: ChatSettings = {}
  beforeAll(async () => {
    bot = await sampleBot(() => settings)
  })

  const looks = LOCALES.flatMap((language) => THEMES.map((theme) => [language, theme] as const))
  const table = answering.flatMap((command) => looks.map((look) => [command.name, ...look] as const))

  // The step is odd, so that every language and theme has its turn.
  it.each(
    someOf(table, 5),
  )('keeps every limit and every word: /%s in %s, %s', async (name, language, theme) => {
    settings = { theme }
    for (const ask of asksOf(name, theme === 'dark')) {
      const reply = await bot.answer({ ...asker(language), input: ask })
      expect(reply.message.title, JSON.stringify(ask)).not.toBe('')
      expect(reply.result === 'refused' && reply.message.blocks.length === 0, JSON.stringify(ask)).toBe(false)
      checkOnDiscord(reply.message)
      checkOnTelegram(reply.message)
    }
  })
})

describe('the lists of commands', () => {
  const texts = { en: createWords('en', 'UTC', 0), ja: createWords('ja', 'UTC', 0) }

  it('are what Discord takes', () => {
    expect(discordCommands(commands, texts, ['oi', 'vol']).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...commands
          .filter(({ needs, permission }) => needs === undefined && permission !== 'owner')
          .map(({ name }) => name),
        ...['oi', 'vol'],
      ]),
    )
  })

  it('are what Telegram takes', () => {
    for (const list of telegramCommands(commands, texts)) expect(list.commands.length).toBeGreaterThan(15)
  })
})

describeWithShared("every command in the platforms' own schemas", ['spec'], (folder) => {
  it('is listed right, and its first answer is right, in every language', async () => {
    const [discord, telegram] = [discordApi(folder), telegramApi(folder, shownText)]
    const texts = { en: createWords('en', 'UTC', 0), ja: createWords('ja', 'UTC', 0) }
    for (const { type: _, default_member_permissions: __, ...command } of discordCommands(commands, texts)) {
      expect(discord('ApplicationCommandUpdateRequest', command), command.name).toEqual([])
    }
    for (const list of telegramCommands(commands, texts))
      expect(telegram('setMyCommands', { ...list })).toEqual([])
    const bot = await sampleBot(() => ({}))
    for (const [name, language] of someOf(
      commands.flatMap((command) => LOCALES.map((locale) => [command.name, locale] as const)),
      5,
    )) {
      const { message } = await bot.answer({ ...asker(language), input: { kind: 'command', name } })
      for (const { body } of renderDiscord(message))
        expect(discord('MessageCreateRequest', body), name).toEqual([])
      for (const { method, params } of renderTelegram(message)) {
        expect(telegram(method, { chat_id: 1, ...params }), name).toEqual([])
      }
    }
  })
})

/** The command's examples, and each value of each choice: those look the same in every theme. */
function asksOf(name: string, everyValue: boolean): CommandInput[] {
  const command = commands.find((one) => one.name === name)
  const args = Object.entries((command?.args ?? {}) as Record<string, Argument<unknown>>)
  const examples = (command?.examples ?? []).map((example): CommandInput => {
    const words = example.split(' ').slice(1)
    const named = words.flatMap((word) => (word.includes(':') ? [word.split(':') as [string, string]] : []))
    return {
      kind: 'command',
      name,
      named: Object.fromEntries(named),
      words: words.filter((word) => !word.includes(':')),
    }
  })
  const values = args.flatMap(([argument, { choices = [] }]) =>
    choices
      .filter((one) => one !== 'watchlist')
      .map((value): CommandInput => ({ kind: 'command', name, named: { [argument]: value } })),
  )
  return everyValue ? [...examples, ...values] : examples
}

/** The bot over the sample, with settings as they are at the moment. */
async function sampleBot(settings: () => ChatSettings): Promise<Bot> {
  const history = await sampleHistory()
  return createBot({
    commands,
    history: () => history,
    memory: forgetful(settings),
    log: { info: () => {}, warn: failed, error: failed },
    now: () => history.now,
    rates: { burst: 1e6, every: 1 },
    status: () => ({ version: '1', startedAt: 0, now: history.now, platforms: [] }),
  })
}

/** Somebody in a server, where an answer has the most controls. */
function asker(language: Locale) {
  const where = {
    platform: 'discord' as const,
    chat: 'discord:1',
    place: 'guild' as const,
    chatLanguage: language,
  }
  return { ...where, member: 'm', manager: true, memberLanguage: language }
}

/** What the bot apologises for is a bug; here it is told. */
function failed(text: string): never {
  throw new Error(text)
}

/** A memory that keeps nothing: settings are those of the moment. */
function forgetful(settings: () => ChatSettings): Memory {
  return {
    settings: async () => settings(),
    saveSettings: async () => {},
    changeSettings: async () => {},
    settleSettings: async (_, defaults) => defaults,
    watchlist: async () => [],
    changeWatchlist: async () => [],
    settingChanges: async () => [],
    saveAction: async (_: ActionRecord) => {},
    action: async () => undefined,
    forgetOldActions: async () => 0,
    countUse: async () => {},
    uses: async () => [],
    rememberChat: async () => {},
    chatsOf: async () => [],
    titleOf: async () => undefined,
    privateChat: async () => undefined,
    rememberPrivateChat: async () => {},
    openingsSince: async () => [],
    rememberFleeting: async () => {},
    fleeting: async () => [],
    forgetFleeting: async () => {},
    arrive: async () => false,
    adderOf: async () => undefined,
    arrivedAt: async () => undefined,
    close: async () => {},
  }
}
