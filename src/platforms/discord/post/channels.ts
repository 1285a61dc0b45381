/** What is known of channels: from events of the gateway, else asked of Discord. */
import { type REST, Routes } from 'discord.js'
import type { Clock } from '#src/clock.ts'
import { persist, type Result } from '../api.ts'

export interface Channel {
  readonly id: string
  readonly type: number
  /** Absent in private chats. */
  readonly guild?: string
  /** Of a thread: the channel that it belongs to. */
  readonly parent?: string
  readonly name?: string
}

/** A channel with what only Discord knows at this moment. */
export interface FullChannel extends Channel {
  readonly overwrites: readonly Overwrite[]
  /** Members of a private chat. */
  readonly recipients: readonly string[]
  /** Of a forum. */
  readonly tags: readonly ForumTag[]
  /** Whether a forum's posts need a tag. */
  readonly needsTag: boolean
  /** A thread that only those who manage threads write to. */
  readonly locked: boolean
}

export interface ForumTag {
  readonly id: string
  readonly name: string
  /** Given by those who manage threads alone. */
  readonly moderated: boolean
}

/** What a channel grants or denies to a role or a member, as bit fields in decimal. */
export interface Overwrite {
  readonly id: string
  /** 0 a role, 1 a member. */
  readonly type: number
  readonly allow: string
  readonly deny: string
}

export interface Channels {
  /** Takes what an event of the gateway says. */
  learn(event: string, data: unknown): void
  /** It is the private chat with a member: no event says so. */
  learnPrivate(id: string): void
  /** What is known without asking. */
  known(id: string): Channel | undefined
  /** Whether the bot was removed from the server that a channel belongs to. */
  lost(id: string): boolean
  /** The channel, asked of Discord unless it is known. */
  find(id: string): Promise<Result<Channel>>
  /** The channel as it is now. */
  ask(id: string): Promise<Result<FullChannel>>
}

/** Types of channels in Discord's numbers. */
export const ANNOUNCEMENTS = 5
const DIRECT = 1
const PRIVATE: ReadonlySet<number> = new Set([DIRECT, 3])
const THREADS: ReadonlySet<number> = new Set([10, 11, 12])
const FORUMS: ReadonlySet<number> = new Set([15, 16])
const VOICE: ReadonlySet<number> = new Set([2, 13])
/** Text, voice with its text, announcements, stage, and the others above. */
const POSTABLE: ReadonlySet<number> = new Set([0, ANNOUNCEMENTS, ...VOICE, ...PRIVATE, ...THREADS, ...FORUMS])

/** Those that a moderator is offered, of the types that Discord lists: text, announcements, their threads, forums. */
export const OFFERED_TYPES: readonly number[] = [0, ANNOUNCEMENTS, ...THREADS, 15]

export const isThread = ({ type }: Pick<Channel, 'type'>) => THREADS.has(type)
export const isForum = ({ type }: Pick<Channel, 'type'>) => FORUMS.has(type)
export const isVoice = ({ type }: Pick<Channel, 'type'>) => VOICE.has(type)
export const isPostable = ({ type }: Pick<Channel, 'type'>) => POSTABLE.has(type)

/** A flag of forums. */
const REQUIRE_TAG = 1 << 4

/** Channels that are kept; the oldest are dropped first and asked for again. */
const KEPT = 200_000

export function createChannels(rest: REST, clock: Clock): Channels {
  const channels = new Map<string, Channel>()
  const left = new Set<string>()
  const keep = (channel: Channel) => {
    channels.delete(channel.id)
    channels.set(channel.id, channel)
    const oldest = channels.keys().next().value
    if (channels.size > KEPT && oldest !== undefined) channels.delete(oldest)
  }
  const ask = async (id: string): Promise<Result<FullChannel>> => {
    const found = await persist(clock, () => rest.get(Routes.channel(id)) as Promise<ChannelShape>)
    if ('failure' in found) return found
    const { permission_overwrites: overwrites = [], recipients = [], flags = 0 } = found.value
    const { available_tags: tags = [], thread_metadata: thread } = found.value
    const channel = channelOf(found.value)
    keep(channel)
    return {
      value: {
        ...channel,
        overwrites,
        recipients: recipients.map((one) => one.id),
        tags: tags.map(tagOf),
        needsTag: isForum(channel) && (flags & REQUIRE_TAG) !== 0,
        locked: thread?.locked === true,
      },
    }
  }
  return {
    learn(event, data) {
      if (event === 'GUILD_CREATE') {
        const { id, channels: all = [], threads = [] } = data as GuildShape
        left.delete(id)
        for (const one of [...all, ...threads]) keep(channelOf({ ...one, guild_id: id }))
      }
      const guild = data as { readonly id: string; readonly unavailable?: boolean }
      if (event === 'GUILD_DELETE' && guild.unavailable !== true) left.add(guild.id)
      if (/^(?:CHANNEL|THREAD)_(?:CREATE|UPDATE)$/.test(event)) keep(channelOf(data as ChannelShape))
      if (/^(?:CHANNEL|THREAD)_DELETE$/.test(event)) channels.delete((data as ChannelShape).id)
    },
    learnPrivate: (id) => keep({ id, type: DIRECT }),
    known: (id) => channels.get(id),
    lost(id) {
      const guild = channels.get(id)?.guild
      return guild !== undefined && left.has(guild)
    },
    async find(id) {
      const known = channels.get(id)
      return known ? { value: known } : ask(id)
    },
    ask,
  }
}

interface ChannelShape {
  readonly id: string
  readonly type: number
  readonly guild_id?: string
  readonly parent_id?: string | null
  readonly name?: string | null
  readonly permission_overwrites?: readonly Overwrite[]
  readonly recipients?: readonly { readonly id: string }[]
  readonly flags?: number
  readonly available_tags?: readonly {
    readonly id: string
    readonly name: string
    readonly moderated?: boolean
  }[]
  readonly thread_metadata?: { readonly locked?: boolean }
}

function tagOf({
  id,
  name,
  moderated = false,
}: NonNullable<ChannelShape['available_tags']>[number]): ForumTag {
  return { id, name, moderated }
}

interface GuildShape {
  readonly id: string
  readonly channels?: readonly ChannelShape[]
  readonly threads?: readonly ChannelShape[]
}

function channelOf({ id, type, guild_id: guild, parent_id: parent, name }: ChannelShape): Channel {
  return {
    id,
    type,
    ...(guild && { guild }),
    ...(THREADS.has(type) && parent && { parent }),
    ...(name && { name }),
  }
}
