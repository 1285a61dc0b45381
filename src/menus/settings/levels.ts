/** Where settings are made, and which of them hold: a channel's or topic's before those of its server or group. */
import { isCommunity, memberChat, platformOf } from '#src/chat/address.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import { can } from '#src/chat/platform.ts'
import type { ModeratorContext } from '../moderator.ts'

/** `chat` is the one it was asked in, `all` the community, where the two differ. */
export type Reach = 'chat' | 'all'

export interface Levels {
  readonly reach: Reach
  /** What is set where changes go. */
  readonly own: ChatSettings
  /** What is set for the whole community. */
  readonly community: ChatSettings
  /** Whether a chat and its community are two. */
  readonly isSplit: boolean
  readonly isGuild: boolean
  /** Whether one reader has it alone: a page. */
  readonly isPage: boolean
  /** Whether it is the private chat of the member who asks. */
  readonly isAlone: boolean
}

export async function levelsOf(moderator: ModeratorContext, reach: Reach): Promise<Levels> {
  const { personal, owner, target } = moderator
  const { memory, request } = personal
  const [own, community] = await Promise.all([
    memory.settings(keyOf(moderator, reach)),
    memory.settings(owner),
  ])
  return {
    reach,
    own,
    community,
    isSplit: owner !== target,
    isGuild: isCommunity(owner),
    isPage: can(platformOf(owner), 'singleReader'),
    isAlone: owner === memberChat(request) || (request.place === 'private' && owner === request.chat),
  }
}

/** Whose settings a change goes to. */
export function keyOf({ owner, target }: Pick<ModeratorContext, 'owner' | 'target'>, reach: Reach): string {
  return reach === 'chat' ? target : owner
}

/** A value with where it comes from; undefined where nothing is set. */
export function inForce<Name extends keyof ChatSettings>(
  { own, community, reach, isSplit }: Levels,
  name: Name,
): { readonly value: NonNullable<ChatSettings[Name]>; readonly from: 'chat' | 'all' | 'only' } | undefined {
  const [mine, shared] = [own[name], community[name]]
  if (mine !== undefined)
    return { value: mine as NonNullable<ChatSettings[Name]>, from: isSplit ? reach : 'only' }
  return shared === undefined ? undefined : { value: shared as NonNullable<ChatSettings[Name]>, from: 'all' }
}
