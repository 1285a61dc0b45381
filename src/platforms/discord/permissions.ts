/** What the bot may do in a channel, worked out before it posts there, and the links that ask for it. */
import { type REST, Routes } from 'discord.js'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Clock } from '#src/clock.ts'
import { createWords } from '#src/i18n/words.ts'
import { persist, type Result } from './requests.ts'

/** What posting needs. */
export type PermissionName = 'view' | 'send' | 'embed' | 'attach' | 'threads'

const BITS: Readonly<Record<PermissionName, bigint>> = {
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  threads: 1n << 38n,
}

const ADMINISTRATOR = 1n << 3n
const ALL = Object.values(BITS).reduce((all, bit) => all | bit, 0n)

/** Types of channels that are threads: of announcements, public, private. */
const THREADS: ReadonlySet<number> = new Set([10, 11, 12])

/** The addresses at which the bot is added to a server, and to a member's own account. */
export function inviteLinks(application: string): { readonly guild: string; readonly member: string } {
  const base = `https://discord.com/oauth2/authorize?client_id=${application}`
  return {
    guild: `${base}&integration_type=0&scope=bot+applications.commands&permissions=${ALL}`,
    member: `${base}&integration_type=1&scope=applications.commands`,
  }
}

/** The permissions that the bot lacks to post in a channel; none where it can. A thread has those of its channel. */
export async function missingPermissions(
  channel: string,
  user: string,
  { rest, clock }: { readonly rest: REST; readonly clock: Clock },
): Promise<Result<readonly PermissionName[]>> {
  const get = <Shape>(route: `/${string}`) => persist(clock, () => rest.get(route) as Promise<Shape>)
  const found = await get<ChannelShape>(Routes.channel(channel))
  if ('failure' in found) return found
  const isThread = THREADS.has(found.value.type)
  const holder =
    isThread && found.value.parent_id ? await get<ChannelShape>(Routes.channel(found.value.parent_id)) : found
  if ('failure' in holder) return holder
  const { guild_id: guild, permission_overwrites: overwrites = [] } = holder.value
  // A private chat knows no permissions.
  if (guild === undefined) return { value: [] }
  const [roles, member] = await Promise.all([
    get<readonly RoleShape[]>(Routes.guildRoles(guild)),
    get<{ readonly roles: readonly string[] }>(Routes.guildMember(guild, user)),
  ])
  if ('failure' in roles) return roles
  if ('failure' in member) return member
  const may = permissionsOf({ guild, user, roles: roles.value, own: member.value.roles, overwrites })
  return { value: missingIn(may, isThread) }
}

/** What is missing of a bit field. */
export function missingIn(may: bigint, isThread: boolean): PermissionName[] {
  const needed: readonly PermissionName[] = isThread
    ? ['view', 'threads', 'embed', 'attach']
    : ['view', 'send', 'embed', 'attach']
  return needed.filter((name) => (may & BITS[name]) === 0n)
}

/** The permissions as Discord's clients call them. */
export function permissionWords(language: LanguageCode, names: readonly PermissionName[]): string[] {
  const words = createWords(language, 'UTC', 0)
  return names.map((name) => words.say(`discord:permission.${name}`))
}

export interface Holdings {
  readonly guild: string
  readonly user: string
  readonly roles: readonly RoleShape[]
  /** The roles of the bot's member. */
  readonly own: readonly string[]
  readonly overwrites: readonly OverwriteShape[]
}

/**
 * Discord's own rule: the roles' permissions together; administrators may do everything; then the channel's overwrites
 * of everyone, of all roles together, and of the member.
 */
export function permissionsOf({ guild, user, roles, own, overwrites }: Holdings): bigint {
  const base = roles
    .filter(({ id }) => id === guild || own.includes(id))
    .reduce((all, role) => all | BigInt(role.permissions), 0n)
  if ((base & ADMINISTRATOR) !== 0n) return ~0n
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

interface ChannelShape {
  readonly type: number
  readonly guild_id?: string
  readonly parent_id?: string | null
  readonly permission_overwrites?: readonly OverwriteShape[]
}

export interface OverwriteShape {
  readonly id: string
  /** 0 a role, 1 a member. */
  readonly type: number
  readonly allow: string
  readonly deny: string
}

export interface RoleShape {
  readonly id: string
  readonly permissions: string
}
