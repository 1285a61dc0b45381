/** The settings of the chat platforms, read and checked: nothing here is ever quoted, as half of it is secret. */

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
  /** Where Telegram posts updates to, and the port that a proxy hands them on to; undefined asks for them instead. */
  readonly webhook: { readonly url: string; readonly secret: string; readonly port: number } | undefined
}

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
  const [url, secret] = [text('TELEGRAM_WEBHOOK_URL'), text('TELEGRAM_WEBHOOK_SECRET')]
  const port = text('TELEGRAM_WEBHOOK_PORT') ?? '8788'
  if (token !== undefined && !/^\d+:[\w-]+$/.test(token)) {
    problem('TELEGRAM_TOKEN', "is no bot's token: BotFather gives digits, a colon and letters")
  }
  if (!isHttpUrl(root)) problem('TELEGRAM_API_ROOT', 'is not an http or https address')
  if (store !== undefined && !/^-?\d{1,16}$/.test(store)) {
    problem('TELEGRAM_STORE_CHAT', 'is no id of a chat: a whole number')
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
  return { token, root, storeChat: store === undefined ? undefined : Number(store), webhook }
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
