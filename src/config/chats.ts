/** The settings of the chat platforms, read and checked: nothing here is ever quoted, as half of it is secret. */
import type { Setting } from './setting.ts'

export interface DiscordConfig {
  readonly token: string
  /** The API's root, without a version. */
  readonly api: string
  /** As many shards as Discord recommends, or a range of an agreed number. */
  readonly shards: 'auto' | { readonly first: number; readonly last: number; readonly of: number }
}

export interface TelegramConfig {
  readonly token: string
  /** The Bot API server, without a slash at its end. */
  readonly root: string
  /** The id of a chat that receives photos for the first time. */
  readonly storeChat: number | undefined
  /** Whether the bot says itself what Telegram shows of it. */
  readonly profile: boolean
  /** Where Telegram posts updates to, and the port that a proxy hands them on to; undefined asks for them instead. */
  readonly webhook: { readonly url: string; readonly secret: string; readonly port: number } | undefined
}

export const CHAT_SETTINGS: readonly Setting[] = [
  {
    name: 'DISCORD_TOKEN',
    meaning: "The token of a Discord application's bot; with one the bot connects to Discord",
    example: 'MTIzNDU2.AbCdEf.GhIjKl',
    default: '',
    secret: true,
  },
  {
    name: 'DISCORD_API',
    meaning: "The root of Discord's API; the gateway's address is asked of it",
    example: 'http://127.0.0.1:4010/api',
    default: 'https://discord.com/api',
  },
  {
    name: 'DISCORD_SHARDS',
    meaning:
      'The shards that this process keeps: as many as Discord recommends, or a range of how many there are',
    example: '0-3/8',
    default: 'auto',
  },
  {
    name: 'TELEGRAM_TOKEN',
    meaning: 'The token of a Telegram bot, made by BotFather; with one the bot connects to Telegram',
    example: '123456:AbCdEf-GhIjKl',
    default: '',
    secret: true,
  },
  {
    name: 'TELEGRAM_API_ROOT',
    meaning: 'The Bot API server',
    example: 'http://127.0.0.1:8081',
    default: 'https://api.telegram.org',
  },
  {
    name: 'TELEGRAM_STORE_CHAT',
    meaning:
      'The id of a chat of yours that receives each photo first, so that inline results can show it; without one they show photos that were sent before',
    example: '-1001234567890',
    default: '',
  },
  {
    name: 'TELEGRAM_PROFILE',
    meaning:
      'What Telegram shows of the bot (names, descriptions, menu button, rights asked for): `auto` sets it in each language, `own` leaves it as you made it with BotFather',
    example: 'own',
    default: 'auto',
  },
  {
    name: 'TELEGRAM_WEBHOOK_URL',
    meaning: 'The https address that Telegram posts updates to; without one the bot asks for them',
    example: 'https://bot.example.org/telegram',
    default: '',
  },
  {
    name: 'TELEGRAM_WEBHOOK_SECRET',
    meaning:
      'What Telegram shows with every update, 1 to 256 of A-Z, a-z, 0-9, _ and -; needed with an address',
    example: 'Xq3-vT9_mK2',
    default: '',
    secret: true,
  },
  {
    name: 'TELEGRAM_WEBHOOK_PORT',
    meaning: 'The port of `HOST` that a proxy hands the updates on to',
    example: '8443',
    default: '8788',
  },
  {
    name: 'OWNER_DISCORD',
    meaning:
      'Ids of the Discord users who run the bot, between commas: they are notified of trouble and may correct editions',
    example: '80351110224678912',
    default: '',
  },
  {
    name: 'OWNER_TELEGRAM',
    meaning:
      'Ids of the Telegram users who run the bot, between commas: they are notified of trouble and may correct editions',
    example: '123456789',
    default: '',
  },
  {
    name: 'ALERT_CHATS',
    meaning:
      'Chats that are notified of trouble beside the operators, who are notified in private, between commas: `discord:<channel>`, `telegram:<chat>`',
    example: 'discord:1200000000000000071,telegram:-1001234567890',
    default: '',
  },
]

/** Tells each `problem`; the token itself is never part of one. */
export function readDiscord(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): DiscordConfig | undefined {
  const token = text('DISCORD_TOKEN')
  const api = (text('DISCORD_API') ?? 'https://discord.com/api').replace(/\/+$/, '')
  const shards = shardsOf(text('DISCORD_SHARDS') ?? 'auto')
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    problem('DISCORD_TOKEN', "is no bot's token: it has blanks or unusual characters")
  }
  if (!isHttpUrl(api)) problem('DISCORD_API', 'is not an http or https address')
  if (shards === undefined) problem('DISCORD_SHARDS', 'is neither auto nor a range such as 0-3/8')
  return token === undefined || shards === undefined ? undefined : { token, api, shards }
}

/** Tells each `problem`; neither token nor secret is ever part of one. */
export function readTelegram(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): TelegramConfig | undefined {
  const token = text('TELEGRAM_TOKEN')
  const root = (text('TELEGRAM_API_ROOT') ?? 'https://api.telegram.org').replace(/\/+$/, '')
  const store = text('TELEGRAM_STORE_CHAT')
  const profile = text('TELEGRAM_PROFILE') ?? 'auto'
  const [url, secret] = [text('TELEGRAM_WEBHOOK_URL'), text('TELEGRAM_WEBHOOK_SECRET')]
  const port = text('TELEGRAM_WEBHOOK_PORT') ?? '8788'
  if (token !== undefined && !/^\d+:[\w-]+$/.test(token)) {
    problem('TELEGRAM_TOKEN', "is no bot's token: BotFather gives digits, a colon and letters")
  }
  if (!isHttpUrl(root)) problem('TELEGRAM_API_ROOT', 'is not an http or https address')
  if (store !== undefined && !/^-?\d{1,16}$/.test(store)) {
    problem('TELEGRAM_STORE_CHAT', 'is no id of a chat: a whole number')
  }
  if (profile !== 'auto' && profile !== 'own') {
    problem('TELEGRAM_PROFILE', 'is neither auto nor own')
  }
  if (url !== undefined && !isHttpsUrl(url)) {
    problem('TELEGRAM_WEBHOOK_URL', 'is not an https address: Telegram posts to no other')
  }
  if (url !== undefined && !/^[\w-]{1,256}$/.test(secret ?? '')) {
    problem('TELEGRAM_WEBHOOK_SECRET', 'is not 1 to 256 of A-Z, a-z, 0-9, _ and -')
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    problem('TELEGRAM_WEBHOOK_PORT', 'is no whole number from 0 to 65535')
  }
  if (token === undefined) return undefined
  const webhook = url === undefined ? undefined : { url, secret: secret ?? '', port: Number(port) }
  const storeChat = store === undefined ? undefined : Number(store)
  return { token, root, storeChat, profile: profile === 'auto', webhook }
}

/** `auto`, `2/8`, `0-3/8`. */
function shardsOf(text: string): DiscordConfig['shards'] | undefined {
  if (text === 'auto') return 'auto'
  const [, first, last = first, of] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(text) ?? []
  const range = { first: Number(first), last: Number(last), of: Number(of) }
  return range.first <= range.last && range.last < range.of ? range : undefined
}

/** Whether a text is an http or https address. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isHttpsUrl(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}

/** `discord:123` and `telegram:456` for each operator. Adds to the problems. */
export function readOwners(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): readonly string[] {
  const read = (platform: string, name: string, typed: string | undefined): string[] => {
    const ids = typed?.split(/[\s,]+/u).filter((id) => id !== '') ?? []
    if (ids.some((id) => !/^\d{1,20}$/u.test(id))) {
      problem(name, 'has something that is no user id: ids are whole numbers')
    }
    return ids.map((id) => `${platform}:${id}`)
  }
  return [
    ...read('discord', 'OWNER_DISCORD', text('OWNER_DISCORD')),
    ...read('telegram', 'OWNER_TELEGRAM', text('OWNER_TELEGRAM')),
  ]
}

/** Where trouble is reported beside the operators. Adds to the problems. */
export function readAlertChats(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): readonly string[] {
  const chats =
    text('ALERT_CHATS')
      ?.split(/[\s,]+/u)
      .filter((chat) => chat !== '') ?? []
  if (chats.some((chat) => !/^(?:discord:\d{1,20}|telegram:-?\d{1,16}(?::\d{1,10})?)$/u.test(chat))) {
    problem('ALERT_CHATS', 'has something that is neither discord:<channel> nor telegram:<chat>')
  }
  return chats
}
