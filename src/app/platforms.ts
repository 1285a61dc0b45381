/** The chat platforms that a process joins: to answer members, or to post alone. */
import path from 'node:path'
import type { Bot } from '#src/bot/bot.ts'
import { memberIn, platformPrefix } from '#src/chat/address.ts'
import { findCommand } from '#src/bot/request/find.ts'
import { prefersPrivate } from '#src/bot/request/prefersprivate.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import type { TelegramConfig } from '#src/config/chats.ts'
import type { Config } from '#src/config.ts'
import { DEFAULT_LOCALE, type Locale, LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import { discordCommands, discordOperatorCommands } from '#src/platforms/discord/receive/definitions.ts'
import type { TelegramSettings } from '#src/platforms/telegram/connection.ts'
import { checkProfiles, type TelegramProfile } from '#src/platforms/telegram/profile.ts'
import { telegramCommands } from '#src/platforms/telegram/receive/definitions.ts'
import type { Store } from '#src/store/open.ts'
import { recordChats } from './chats.ts'
import type { Opened } from './context.ts'
import { recordGuilds } from './guilds.ts'
import { type Joined, type Joining, join } from './joining.ts'
import { discordIdentify, telegramExclusive } from './exclusive.ts'

export interface PlatformParts {
  readonly config: Config
  readonly bot: Bot
  readonly store: Store
  /** Draws a chart's spec as a PNG. */
  readonly draw: (spec: unknown) => Promise<Uint8Array>
  readonly clock: Clock
  readonly log: Log
  /** The share of the platforms' pace that is this process's. */
  readonly share: () => number
  /** Other processes may be connected as the same bot. */
  readonly isShared: boolean
  /** A platform is connected, and can be posted to. */
  readonly connect: (poster: Poster) => void
  /** A platform does not take us any more: going on would be to be alive and deaf. */
  readonly onFatal: (error: Error) => void
}

/** The chat platforms of a process: those that it has a token for, and those that it has joined. */
export interface Platforms {
  /** Each that is to be joined, with what its connection says of itself. */
  wanted(): readonly { readonly name: 'discord' | 'telegram'; readonly state: string }[]
  /** Those that are joined, or tried further beside the rest. */
  joined(): readonly { readonly name: string; readonly state: string }[]
  /**
   * Joins all, to answer members or to post alone; none where the process `reaches` no member. Throws ConfigError where a
   * platform refuses the settings.
   */
  join(parts: JoinParts, opened: Opened): Promise<void>
  /** Resolves with the reason where a platform does not take us any more. */
  readonly failed: Promise<Error>
  /** Answers being made. */
  running(): number
}

export interface JoinParts extends Omit<PlatformParts, 'onFatal'> {
  readonly answers: boolean
  readonly reaches: boolean
}

export function createPlatforms({ discord, telegram }: Config): Platforms {
  const names = [discord && ('discord' as const), telegram && ('telegram' as const)]
  const known = names.filter((name) => name !== undefined)
  let joined: readonly Joined[] = []
  const { promise: failed, resolve: onFatal } = Promise.withResolvers<Error>()
  return {
    failed,
    running: () => joined.reduce((sum, { running }) => sum + (running?.() ?? 0), 0),
    wanted: () =>
      known.map((name) => ({
        name,
        state: joined.find((one) => one.name === name)?.state() ?? 'connecting',
      })),
    joined: () => joined.map(({ name, state }) => ({ name, state: state() })),
    async join({ answers, reaches, ...parts }, opened) {
      const all = { ...parts, onFatal }
      const joining = answers ? joinPlatforms(all) : reaches ? joinSenders(all) : []
      opened.defer(async () => {
        await Promise.all(joining.map((one) => one.close()))
      })
      const settled = await Promise.allSettled(joining.map(({ ready }) => ready))
      joined = joining
      const refused = settled.find((one) => one.status === 'rejected')
      if (refused) throw refused.reason
    },
  }
}

/** Joins each platform that has a token, and answers members there. The libraries, half of the program, are loaded where used. */
export function joinPlatforms(parts: PlatformParts): readonly Joining[] {
  const { config, bot, store, draw, clock, log, share, isShared, connect, onFatal } = parts
  const { discord, telegram } = config
  const { memory, guilds, leases } = store
  const shared = { bot, draw, clock, log, share, onFatal }
  const joining: Joining[] = []
  if (discord) {
    const start = async (signal: AbortSignal) => {
      const { startDiscord } = await import('#src/platforms/discord/connection.ts')
      const commands = discordCommands(bot.commands, everyLanguage(), ['oi', 'vol'])
      const find = (name: string) => findCommand(bot.commands, name)
      const poster = Promise.withResolvers<Poster>()
      const connected = await startDiscord({
        ...shared,
        settings: { ...discord, ...(isShared && { identify: discordIdentify({ leases, clock }) }) },
        commands,
        operators: {
          members: operatorsOn('discord', config),
          commands: discordOperatorCommands(bot.commands, everyLanguage()),
        },
        ...recordGuilds(guilds, { clock, log, memory, poster: poster.promise }),
        choiceOf: (name) => find(name)?.subcommands?.argument,
        prefersPrivate: (request) => prefersPrivate(request, bot.commands, memory),
        isPrivate: (target) => isPrivate(target, store),
        signal,
      })
      connect(connected.poster)
      poster.resolve(connected.poster)
      return connected
    }
    joining.push(join('discord', onFatal, start))
  }
  if (telegram) {
    const start = async (signal: AbortSignal) => {
      const { startTelegram } = await import('#src/platforms/telegram/connection.ts')
      const commands = telegramCommands(bot.commands, everyLanguage())
      const settings = telegramSettings(telegram, config.host)
      const seenFile = path.join(config.home, 'telegram-updates.json')
      const poster = Promise.withResolvers<Poster>()
      const chats = recordChats(store, { clock, log, poster: poster.promise })
      const connected = await startTelegram({
        ...shared,
        ...{ settings, commands, seenFile, signal, memory: store.memory },
        ...chats,
        ...(telegram.profile && { profiles: telegramProfiles() }),
        ...(isShared && { exclusive: telegramExclusive({ leases, clock, log }) }),
      })
      connect(connected.poster)
      poster.resolve(connected.poster)
      return connected
    }
    joining.push(join('telegram', onFatal, start))
  }
  return joining
}

/** Ids of those who run the bot, on one platform. */
function operatorsOn(platform: string, { owners = [] }: Config): readonly string[] {
  const prefix = platformPrefix(platform)
  return owners.flatMap((owner) => (owner.startsWith(prefix) ? [owner.slice(prefix.length)] : []))
}

/** The default speaks to everybody whose language has no words of its own. */
function telegramProfiles(): readonly TelegramProfile[] {
  const texts = everyLanguage()
  return checkProfiles(
    [DEFAULT_LOCALE, ...LOCALES.filter((locale) => locale !== DEFAULT_LOCALE)].map((locale) => {
      const say = (key: 'name' | 'description' | 'short') => texts[locale].say(`telegram:profile.${key}`)
      const words = { name: say('name'), description: say('description'), short_description: say('short') }
      return locale === DEFAULT_LOCALE ? words : { ...words, language_code: locale }
    }),
  )
}

/** Whether what alerts report in a chat is one member's: they arrive in private chats alone. */
async function isPrivate(target: string, { alerts }: Pick<Store, 'alerts'>): Promise<boolean> {
  const box = await alerts.box(target)
  return box !== undefined && memberIn(box.owner) !== undefined
}

/** Joins each platform that has a token, to post alone. */
export function joinSenders(
  parts: Pick<PlatformParts, 'config' | 'store' | 'draw' | 'clock' | 'log' | 'share' | 'connect' | 'onFatal'>,
): readonly Joining[] {
  const { config, store, draw, clock, log, share, connect, onFatal } = parts
  const { discord, telegram } = config
  const shared = { draw, clock, log, share, onFatal }
  const joining: Joining[] = []
  if (discord) {
    const start = async (signal: AbortSignal) => {
      const { startDiscordSender } = await import('#src/platforms/discord/sender.ts')
      const connected = await startDiscordSender({
        ...shared,
        settings: discord,
        isPrivate: (target) => isPrivate(target, store),
        signal,
      })
      connect(connected.poster)
      return connected
    }
    joining.push(join('discord', onFatal, start))
  }
  if (telegram) {
    const start = async (signal: AbortSignal) => {
      const { startTelegramSender } = await import('#src/platforms/telegram/sender.ts')
      const settings = telegramSettings(telegram, config.host)
      const connected = await startTelegramSender({ ...shared, settings, signal })
      connect(connected.poster)
      return connected
    }
    joining.push(join('telegram', onFatal, start))
  }
  return joining
}

function telegramSettings(
  { token, root, storeChat, webhook }: TelegramConfig,
  host: string,
): TelegramSettings {
  return {
    token,
    root,
    ...(storeChat !== undefined && { storeChat }),
    ...(webhook && { webhook: { ...webhook, host } }),
  }
}

function everyLanguage() {
  return Object.fromEntries(
    LOCALES.map((locale) => [locale, createWords(locale, 'UTC', 0)] as const),
  ) as Readonly<Record<Locale, Words>>
}
