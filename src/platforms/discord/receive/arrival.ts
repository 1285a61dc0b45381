/** A server that the bot is in, as the gateway tells of it: when the bot came, what is spoken there, where to say hello. */
import { Locale as DiscordLocale, type REST, Routes } from 'discord.js'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, type Locale, LOCALES, localeOf } from '#src/i18n/locale.ts'
import { attempt } from '../api.ts'

export interface GuildArrival {
  readonly guild: string
  /** When the bot joined, in milliseconds since 1970. */
  readonly at: number
  /** What is spoken there, as far as the server shows it. */
  readonly language: Locale
  /** The channel in which Discord itself greets; undefined where there is none. */
  readonly channel?: string
  /** Asks who added the bot; undefined where the bot may not read that. */
  adder(): Promise<string | undefined>
}

type Values = Readonly<Record<string, unknown>>

const VIEW_AUDIT_LOG = 1n << 7n
const ADMINISTRATOR = 1n << 3n
/** The entry of an audit log that tells who added a bot. */
const BOT_ADD = 28

/** What `GUILD_CREATE` tells; `at` is undefined where it does not say when the bot came. */
export function arrivalIn(
  guild: string,
  data: unknown,
  { rest, user }: { readonly rest: REST; readonly user: string },
): Omit<GuildArrival, 'at'> & { readonly at: number | undefined } {
  const event = data as Values
  const joined = typeof event.joined_at === 'string' ? Date.parse(event.joined_at) : Number.NaN
  const channel = event.system_channel_id
  return {
    guild,
    at: Number.isNaN(joined) ? undefined : joined,
    language: languageOf(event),
    ...(typeof channel === 'string' && /^\d{1,20}$/u.test(channel) && { channel }),
    adder: () => (maySee(event, guild, user) ? adderOf(guild, user, rest) : Promise.resolve(undefined)),
  }
}

/**
 * The server's own language where it has set one. A server that is no community cannot, and says American English: there
 * the names of its channels tell, which Discord gives in the language of the person who made it.
 */
function languageOf({ preferred_locale: preferred, features, name, channels }: Values): Locale {
  const isSet =
    (Array.isArray(features) && features.includes('COMMUNITY')) ||
    (typeof preferred === 'string' && preferred !== DiscordLocale.EnglishUS)
  if (isSet) return (typeof preferred === 'string' ? localeOf(preferred) : undefined) ?? DEFAULT_LOCALE
  const names = [name, ...listOf(channels).map((channel) => channel.name)]
  const written = LOCALES.find((locale) =>
    names.some((one) => typeof one === 'string' && grammarOf(locale).letters?.test(one)),
  )
  return written ?? DEFAULT_LOCALE
}

/** Whether the bot's roles let it read the audit log: asked without, Discord counts the refusal against the bot. */
function maySee({ roles, members, owner_id: owner }: Values, guild: string, user: string): boolean {
  if (owner === user) return true
  const own = listOf(members).find((one) => (one.user as Values | undefined)?.id === user)
  const ids = [guild, ...(Array.isArray(own?.roles) ? (own.roles as readonly unknown[]) : [])]
  const may = listOf(roles)
    .filter(({ id }) => ids.includes(id))
    .reduce((all, { permissions }) => all | bitsOf(permissions), 0n)
  return (may & (VIEW_AUDIT_LOG | ADMINISTRATOR)) !== 0n
}

async function adderOf(guild: string, user: string, rest: REST): Promise<string | undefined> {
  const query = new URLSearchParams({ action_type: String(BOT_ADD), limit: '10' })
  const result = await attempt(() => rest.get(Routes.guildAuditLog(guild), { query }))
  if ('failure' in result) return undefined
  const entries = listOf((result.value as Values | undefined)?.audit_log_entries)
  const found = entries.find(({ target_id: target }) => target === user)?.user_id
  return typeof found === 'string' ? found : undefined
}

function listOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
}

function bitsOf(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,25}$/u.test(value) ? BigInt(value) : 0n
}
