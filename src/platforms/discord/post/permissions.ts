/** Who may do what in a channel, worked out as Discord does, and the links that ask for what the bot needs. */
import { type REST, Routes } from 'discord.js'
import type { Managing, Unsure } from '#src/chat/managing.ts'
import type { Choices, MissingPermission, PostOptions } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import {
  ANNOUNCEMENTS,
  type Channels,
  type FullChannel,
  isForum,
  isPostable,
  isThread,
  isVoice,
  type Overwrite,
} from './channels.ts'
import { CODES, type Failure } from '../failures.ts'
import { persist, type Result } from '../api.ts'

const BITS = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  readHistory: 1n << 16n,
  mentionAnybody: 1n << 17n,
  connect: 1n << 20n,
  manageThreads: 1n << 34n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const

/** What the invite link asks for. Reading serves to find a post that may or may not have arrived. */
const INVITED =
  BITS.view |
  BITS.send |
  BITS.embed |
  BITS.attach |
  BITS.readHistory |
  BITS.createThreads |
  BITS.sendInThreads

export interface PermissionParts {
  /** The bot's own. */
  readonly rest: REST
  readonly channels: Channels
  /** The bot's own member. */
  readonly user: string
  readonly clock: Clock
}

/** The addresses at which the bot is added to a server, and to a member's own account. */
export function inviteLinks(application: string): { readonly guild: string; readonly member: string } {
  const base = `https://discord.com/oauth2/authorize?client_id=${application}`
  return {
    guild: `${base}&integration_type=0&scope=bot+applications.commands&permissions=${INVITED}`,
    member: `${base}&integration_type=1&scope=applications.commands`,
  }
}

/** What keeps the bot from posting in a channel as asked. A thread has the permissions of its channel. */
export async function lacksIn(
  id: string,
  { role, thread = false, tags = [], textOnly = false }: PostOptions,
  parts: PermissionParts,
): Promise<readonly MissingPermission[]> {
  const found = await parts.channels.ask(id)
  if ('failure' in found) return [lackOf(found.failure)]
  const channel = found.value
  if (!isPostable(channel)) return ['chat']
  // A private chat knows no permissions.
  if (channel.guild === undefined) return []
  const rights = await rightsIn(channel, channel.guild, parts)
  if ('failure' in rights) return [lackOf(rights.failure)]
  const { may, roles } = rights.value
  const opens = thread && !isThread(channel) && !isForum(channel)
  const needed: readonly (readonly [MissingPermission, bigint])[] = [
    ['view', BITS.view],
    isThread(channel) ? ['sendInThreads', BITS.sendInThreads] : ['send', BITS.send],
    ['embed', BITS.embed],
    ...(textOnly ? [] : [['attach', BITS.attach] as const]),
    ...(channel.locked ? [['locked', BITS.manageThreads] as const] : []),
    ...(opens ? [['threads', BITS.createThreads] as const] : []),
    ...(opens || isForum(channel) ? [['sendInThreads', BITS.sendInThreads] as const] : []),
  ]
  const called = role === undefined ? undefined : roles.find((one) => one.id === role)
  const callable =
    role === undefined || (called && (called.mentionable || (may & BITS.mentionAnybody) !== 0n))
  return [
    ...needed.filter(([, bit]) => (may & bit) === 0n).map(([lack]) => lack),
    ...(callable ? [] : [called ? ('mention' as const) : ('role' as const)]),
    ...(isForum(channel) ? tagLacks(channel, tags, (may & BITS.manageThreads) !== 0n) : []),
  ]
}

/** What is wrong with the tags that a forum's posts are to have; some are given by those who manage threads alone. */
function tagLacks(
  { tags: there, needsTag }: FullChannel,
  chosen: readonly string[],
  managesThreads: boolean,
): readonly MissingPermission[] {
  const usable = there.filter(({ moderated }) => managesThreads || !moderated).map(({ id }) => id)
  if (chosen.some((tag) => !usable.includes(tag))) return ['tagGone']
  return needsTag && chosen.length === 0 ? ['tag'] : []
}

/** What can be chosen by its name for posts to a channel. */
export async function choicesIn(id: string, parts: PermissionParts): Promise<Choices | undefined> {
  const found = await parts.channels.ask(id)
  if ('failure' in found) return undefined
  const channel = found.value
  if (channel.guild === undefined) return { tags: [], roles: [] }
  const rights = await rightsIn(channel, channel.guild, parts)
  if ('failure' in rights) return undefined
  const managesThreads = (rights.value.may & BITS.manageThreads) !== 0n
  return {
    ...(isForum(channel) && { needsTag: channel.needsTag }),
    tags: channel.tags
      .filter(({ moderated }) => managesThreads || !moderated)
      .map(({ id: tag, name }) => ({ id: tag, name })),
    roles: rights.value.roles.map(({ id: role, name }) => ({ id: role, name: name ?? role })),
    followed: channel.type === ANNOUNCEMENTS,
    threaded: !isThread(channel) && !isForum(channel),
  }
}

/**
 * Whether the bot may read what was written in a channel. Asked beforehand, as Discord gives those who may not an empty
 * list in place of a refusal.
 */
export async function readsHistory(id: string, parts: PermissionParts): Promise<Result<boolean>> {
  const found = await parts.channels.ask(id)
  if ('failure' in found) return found
  const channel = found.value
  // A private chat knows no permissions.
  if (channel.guild === undefined) return { value: true }
  const rights = await rightsIn(channel, channel.guild, parts)
  if ('failure' in rights) return rights
  const needed = BITS.view | BITS.readHistory | (isVoice(channel) ? BITS.connect : 0n)
  return { value: (rights.value.may & needed) === needed }
}

/** Whether a member may configure a channel: who may manage its server, its owner, and each their own private chat. */
export async function managesChannel(id: string, member: string, parts: PermissionParts): Promise<Managing> {
  const found = await parts.channels.ask(id)
  // A channel that the bot may not see is still one of its server, as the gateway has told.
  const guild = 'failure' in found ? guildBehind(found.failure, id, parts) : found.value.guild
  if (guild === undefined) {
    if ('failure' in found) return unsureFor(found.failure)
    return found.value.recipients.includes(member) ? 'may' : 'mayNot'
  }
  const [server, own] = await Promise.all([guildOf(guild, parts), rolesOf(guild, member, parts)])
  if ('failure' in server) return unsureFor(server.failure)
  if ('failure' in own) return isStranger(own.failure) ? 'mayNot' : unsureFor(own.failure)
  if (server.value.owner_id === member) return 'may'
  const may = permissionsOf({
    guild,
    user: member,
    roles: server.value.roles,
    own: own.value,
    overwrites: [],
  })
  return (may & (BITS.administrator | BITS.manageGuild)) !== 0n ? 'may' : 'mayNot'
}

/** What Discord shows the bot nothing of is not the bot's any more; no answer says nothing, nor does a refused token. */
function unsureFor(failure: Failure): Unsure {
  return failure.kind === 'refused' && failure.status !== 401 ? 'absent' : 'unanswered'
}

/** Whether the server has no such member. */
function isStranger(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === CODES.unknownMember
}

function guildBehind(failure: Failure, id: string, { channels }: PermissionParts): string | undefined {
  const isHidden = failure.kind === 'refused' && failure.code === CODES.missingAccess
  return isHidden ? channels.known(id)?.guild : undefined
}

interface Rights {
  /** As a bit field. */
  readonly may: bigint
  /** Those of the server. */
  readonly roles: GuildShape['roles']
}

/** The bot's permissions in a channel of a server. */
async function rightsIn(
  channel: FullChannel,
  server: string,
  parts: PermissionParts,
): Promise<Result<Rights>> {
  const [guild, holder, own] = await Promise.all([
    guildOf(server, parts),
    holderOf(channel, parts),
    rolesOf(server, parts.user, parts),
  ])
  if ('failure' in guild) return guild
  if ('failure' in holder) return holder
  if ('failure' in own) return own
  const { roles } = guild.value
  const { overwrites } = holder.value
  return {
    value: {
      may: permissionsOf({ guild: server, user: parts.user, roles, own: own.value, overwrites }),
      roles,
    },
  }
}

export interface Holdings {
  readonly guild: string
  readonly user: string
  readonly roles: readonly { readonly id: string; readonly permissions: string }[]
  /** The member's roles. */
  readonly own: readonly string[]
  readonly overwrites: readonly Overwrite[]
}

/**
 * Discord's own rule: the roles' permissions together; administrators may do everything; then the channel's overwrites
 * of everyone, of all roles together, and of the member.
 */
export function permissionsOf({ guild, user, roles, own, overwrites }: Holdings): bigint {
  const base = roles
    .filter(({ id }) => id === guild || own.includes(id))
    .reduce((all, role) => all | BigInt(role.permissions), 0n)
  if ((base & BITS.administrator) !== 0n) return ~0n
  const groups = [
    overwrites.filter(({ id }) => id === guild),
    overwrites.filter(({ id, type }) => type === 0 && id !== guild && own.includes(id)),
    overwrites.filter(({ id, type }) => type === 1 && id === user),
  ]
  return groups.reduce((may, group) => {
    const deny = group.reduce((all, one) => all | BigInt(one.deny), 0n)
    const allow = group.reduce((all, one) => all | BigInt(one.allow), 0n)
    return (may & ~deny) | allow
  }, base)
}

interface GuildShape {
  readonly owner_id?: string
  readonly roles: readonly {
    readonly id: string
    readonly name?: string
    readonly permissions: string
    /** Whether everybody may call it. */
    readonly mentionable?: boolean
  }[]
}

function guildOf(guild: string, { rest, clock }: PermissionParts): Promise<Result<GuildShape>> {
  return persist(clock, () => rest.get(Routes.guild(guild)) as Promise<GuildShape>)
}

async function rolesOf(
  guild: string,
  member: string,
  { rest, clock }: PermissionParts,
): Promise<Result<readonly string[]>> {
  const found = await persist(
    clock,
    () => rest.get(Routes.guildMember(guild, member)) as Promise<{ readonly roles: readonly string[] }>,
  )
  return 'failure' in found ? found : { value: found.value.roles }
}

/** What a member is called in the server of a channel; undefined where they are in it no more. */
export async function memberNameIn(
  id: string,
  member: string,
  parts: PermissionParts,
): Promise<string | undefined> {
  const channel = await parts.channels.find(id)
  const guild = 'value' in channel ? channel.value.guild : undefined
  if (guild === undefined) return undefined
  const found = await persist(
    parts.clock,
    () => parts.rest.get(Routes.guildMember(guild, member)) as Promise<MemberShape>,
  )
  if ('failure' in found) return undefined
  const { nick, user } = found.value
  return nick ?? user?.global_name ?? user?.username
}

interface MemberShape {
  readonly nick?: string | null
  readonly user?: { readonly username?: string; readonly global_name?: string | null }
}

async function holderOf(
  channel: FullChannel,
  { channels }: PermissionParts,
): Promise<Result<Pick<FullChannel, 'overwrites'>>> {
  return channel.parent === undefined ? { value: channel } : channels.ask(channel.parent)
}

function lackOf(failure: Failure): MissingPermission {
  if (failure.kind !== 'refused') return 'unreachable'
  const { status, code, words } = failure
  if (code === CODES.missingAccess || code === CODES.missingPermissions) return 'view'
  return status === 404 || words === undefined ? 'chat' : { said: words }
}
