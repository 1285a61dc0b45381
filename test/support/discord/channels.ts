/** The channels of a loopback Discord: messages by nonce, forums, crossposts, permissions. */
import type { ReceivedFile } from './body.ts'
import { APPLICATION, CHANNEL, GUILD, snowflake } from './events.ts'
import { activeThreads, messageJson, pageOf } from './history.ts'
import { type Answer, shown, type ShownMessage } from './interactions.ts'

export interface LoopbackChannel {
  readonly id: string
  /** 0 text, 1 private chat, 5 announcements, 11 thread, 15 forum. */
  readonly type: number
  readonly name?: string
  readonly parent?: string
  readonly overwrites?: readonly { id: string; type: number; allow: string; deny: string }[]
  /** Of a forum: its tags, and whether its posts need one. */
  readonly tags?: readonly { readonly id: string; readonly name: string; readonly moderated?: boolean }[]
  readonly needsTag?: boolean
  /** Of a thread: only those who manage threads write to it. */
  readonly locked?: boolean
  /** The bot may not see it. */
  readonly hidden?: boolean
  /** Of a private chat: its member lets no messages in. */
  shut?: boolean
  /** Of a thread: no longer among the active ones. */
  archived?: boolean
  readonly messages: (ShownMessage & {
    readonly nonce?: string
    crossposted?: boolean
    edits?: number
    /** The bot's own where it is not said. */
    readonly author?: string
  })[]
}

export interface LoopbackRole {
  readonly id: string
  readonly name: string
  readonly permissions: string
  readonly mentionable?: boolean
}

/** Who owns the server. */
export const OWNER = '1200000000000000009'

/** View, send, embed, attach, history, threads. */
export const EVERYTHING = String(
  (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 35n) | (1n << 38n),
)

const hidden: Answer = { status: 403, body: { code: 50001, message: 'Missing Access' } }
const refusing: Answer = { status: 403, body: { code: 50007, message: 'Cannot send messages to this user' } }
const noTag: Answer = {
  status: 400,
  body: { code: 40067, message: 'A tag is required to create a forum post in this channel' },
}
const unknown: Answer = { status: 404, body: { code: 10003, message: 'Unknown Channel' } }

export function createChannels() {
  const channels = new Map<string, LoopbackChannel>()
  /** Private chats by their member. */
  const directs = new Map<string, LoopbackChannel>()
  const roles: LoopbackRole[] = [{ id: GUILD, name: '@everyone', permissions: EVERYTHING }]
  /** Roles of members; the bot has none but everyone's unless told. */
  const members = new Map<string, readonly string[]>()
  /** Who added which bot, where that may be read. */
  const added: { readonly target_id: string; readonly user_id: string }[] = []
  const add = (channel: Omit<LoopbackChannel, 'messages'>): LoopbackChannel => {
    const whole = { ...channel, messages: [] }
    channels.set(channel.id, whole)
    return whole
  }
  add({ id: CHANNEL, type: 0 })
  /** View Audit Log, of the bot's roles. */
  const mayRead = () =>
    roles
      .filter(({ id }) => id === GUILD || members.get(APPLICATION)?.includes(id))
      .some(({ permissions }) => (BigInt(permissions) & (1n << 7n)) !== 0n)
  return {
    add,
    roles,
    members,
    added,
    get: (id: string) => channels.get(id),
    /** Deletes a channel, whatever stands in it. */
    remove: (id: string) => channels.delete(id),
    /** The private chat with a member, who need not have one yet. */
    direct(member: string): LoopbackChannel {
      const known = directs.get(member) ?? add({ id: snowflake(), type: 1 })
      directs.set(member, known)
      return known
    },

    /** Whatever is asked about channels, servers and members; undefined for a path that is none of them. */
    answer(
      method: string,
      path: string,
      body: unknown,
      files: readonly ReceivedFile[],
      query = new URLSearchParams(),
    ): Answer | undefined {
      const [, kind, id = '', sub, messageId, action] = path.split('/')
      if (kind === 'guilds' && sub === undefined) return { status: 200, body: { id, owner_id: OWNER, roles } }
      if (kind === 'guilds' && sub === 'members') {
        const own = members.get(messageId ?? '') ?? (messageId === APPLICATION ? [] : undefined)
        if (!own) return { status: 404, body: { code: 10007, message: 'Unknown Member' } }
        return { status: 200, body: { roles: own, user: { id: messageId } } }
      }
      if (kind === 'guilds' && sub === 'audit-logs') {
        if (!mayRead()) return { status: 403, body: { code: 50013, message: 'Missing Permissions' } }
        const entries = added.map((one) => ({ id: snowflake(), action_type: 28, ...one }))
        return { status: 200, body: { audit_log_entries: entries } }
      }
      if (kind === 'guilds' && sub === 'threads') return activeThreads(channels.values())
      if (method === 'POST' && path === '/users/@me/channels') {
        const recipient = String((body as { recipient_id?: unknown }).recipient_id)
        // The same chat again for a member who has one.
        const direct = this.direct(recipient)
        return { status: 200, body: { id: direct.id, type: 1, recipients: [{ id: recipient }] } }
      }
      if (kind !== 'channels') return undefined
      const channel = channels.get(id)
      if (!channel) return unknown
      if (channel.hidden) return hidden
      if (method === 'GET' && sub === undefined) {
        const { type, parent, name = 'market-brief', overwrites = [], tags = [], needsTag, locked } = channel
        return {
          status: 200,
          body: {
            id,
            type,
            name,
            guild_id: GUILD,
            parent_id: parent ?? null,
            permission_overwrites: overwrites,
            ...(type === 15 && { available_tags: tags, flags: needsTag ? 16 : 0 }),
            ...(type === 11 && { thread_metadata: { locked: locked === true, archived: false } }),
          },
        }
      }
      if (method === 'GET' && sub === 'messages' && messageId === undefined) {
        return pageOf(channel, channels.get(channel.parent ?? '') ?? channel, query)
      }
      if (method === 'GET' && sub === 'messages') {
        const message = channel.messages.find((one) => one.id === messageId)
        if (!message) return { status: 404, body: { code: 10008, message: 'Unknown Message' } }
        return { status: 200, body: messageJson(message) }
      }
      if (method === 'POST' && sub === 'messages' && action === 'crosspost') {
        const message = channel.messages.find((one) => one.id === messageId)
        if (!message) return { status: 404, body: { code: 10008, message: 'Unknown Message' } }
        if (message.crossposted) return { status: 400, body: { code: 40033, message: 'Already crossposted' } }
        message.crossposted = true
        return { status: 200, body: { id: messageId } }
      }
      if (messageId !== undefined && action === 'threads') {
        if (channels.has(messageId))
          return { status: 400, body: { code: 160004, message: 'A thread has already been created' } }
        add({ id: messageId, type: 11, parent: id, name: (body as { name: string }).name })
        return { status: 201, body: { id: messageId, type: 11 } }
      }
      if (sub === 'messages' && messageId !== undefined && method !== 'POST') {
        const index = channel.messages.findIndex((one) => one.id === messageId)
        const old = channel.messages[index]
        if (!old) return { status: 404, body: { code: 10008, message: 'Unknown Message' } }
        if (method === 'DELETE') {
          channel.messages.splice(index, 1)
          return { status: 204 }
        }
        channel.messages[index] = { ...old, ...shown(body, files), id: old.id, edits: (old.edits ?? 0) + 1 }
        return { status: 200, body: { id: old.id } }
      }
      if (method === 'POST' && sub === 'messages') {
        if (channel.shut) return refusing
        const { nonce, enforce_nonce } = body as { nonce?: string; enforce_nonce?: boolean }
        const known = enforce_nonce ? channel.messages.find((one) => one.nonce === nonce) : undefined
        if (known) return { status: 200, body: { id: known.id } }
        const message = { ...shown(body, files), ...(nonce !== undefined && { nonce }) }
        channel.messages.push(message)
        return { status: 200, body: { id: message.id } }
      }
      if (method === 'POST' && sub === 'threads') {
        const { message, applied_tags: given = [] } = body as { message: unknown; applied_tags?: unknown[] }
        if (channel.needsTag && given.length === 0) return noTag
        const thread = add({ id: snowflake(), type: 11, parent: id })
        thread.messages.push({ ...shown(message, files), id: thread.id })
        channel.messages.push({ ...shown(body, files), id: thread.id })
        return { status: 201, body: { id: thread.id, type: 11, message: { id: thread.id } } }
      }
      return undefined
    },
  }
}
