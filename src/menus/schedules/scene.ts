/** What the builder's screens are made from. */
import type { Control } from '#src/chat/action.ts'
import { memberChat, platformOf } from '#src/chat/address.ts'
import { type Ability, can } from '#src/chat/platform.ts'
import type { Choices, MissingPermission, Named } from '#src/chat/posting.ts'
import type { Words } from '#src/i18n/words.ts'
import type { ScheduleModerator } from '../moderator.ts'
import type { Draft } from './draft.ts'

export interface Scene {
  readonly draft: Draft
  readonly moderator: ScheduleModerator
  readonly lacks: readonly MissingPermission[] | undefined
  /** What posts to the target can be given, where its platform tells. */
  readonly choices: Choices | undefined
  /** The topics of the target's group that are known by name. */
  readonly topics: readonly Named[]
  /** The chats that a new schedule can be for, by their addresses; none where it cannot be moved. */
  readonly chats: readonly Named[]
}

export type Rows = readonly (readonly Control[])[]

/** Whether a moderator may send `/here` in a topic of the group that a schedule is for. */
export function takesTopics({ target, by }: ScheduleModerator): boolean {
  const platform = platformOf(target)
  return can(platform, 'topics') && memberChat({ platform, member: by }) !== target
}

export function wordsOf({ moderator }: Scene): Words {
  return moderator.context.words
}

export function has({ moderator }: Scene, ability: Ability): boolean {
  return can(platformOf(moderator.target), ability)
}

export function hasMenus(scene: Scene): boolean {
  return has(scene, 'selects')
}
