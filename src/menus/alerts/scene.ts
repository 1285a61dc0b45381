/** Whose alerts are set and listed: a member's own, or those of a chat that they manage. */
import type { Alert } from '#src/chat/alert.ts'
import type { Alerts } from '#src/chat/alertstore.ts'
import { memberChat, memberSettings } from '#src/chat/address.ts'
import type { AlertAccess } from '#src/chat/alertaccess.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { type CommandContext, type PersonalContext, requirePersonal } from '#src/bot/command.ts'
import { createPlaceNames } from '#src/bot/request/placenames.ts'
import { type ChatScope, scopeOf } from '#src/bot/request/scope.ts'
import { moderatorAt } from '../moderator.ts'

export interface AlertScene {
  readonly context: CommandContext
  readonly personal: PersonalContext
  readonly words: Words
  readonly history: History
  readonly store: Alerts
  readonly access: AlertAccess
  readonly owner: string
  /** Where its firings go; undefined while the member's private chat is not open yet. */
  readonly target: string | undefined
  /** Whether they are the member's own, and no chat's. */
  readonly isOwn: boolean
  /** What the chat is called that firings go to, where it is not the one that is written in. */
  readonly place?: string | undefined
}

/** What a menu keeps of a chat's alerts; empty for one's own. */
export type KeptScope = Readonly<Partial<ChatScope>>

/** One's own alerts. Throws RequestError where none are kept. */
export function ownScene(context: CommandContext): AlertScene {
  const personal = requirePersonal(context)
  const { request } = personal
  const isAlone = request.place === 'private' || request.place === 'preview'
  const target = isAlone ? request.chat : memberChat(request)
  return { ...partsOf(context), owner: memberSettings(request), target, isOwn: true }
}

/** Those of a chat. Throws RequestError where the member does not manage it at this very moment. */
export async function chatScene(scope: ChatScope, context: CommandContext): Promise<AlertScene> {
  await moderatorAt(scope, context)
  const { owner, target } = scope
  const parts = partsOf(context)
  return { ...parts, owner, target, isOwn: false, place: await placeOf(target, parts) }
}

/** Of one alert: another channel's of the same server stays that channel's, wherever in the server it is opened. */
export async function sceneFor({ target }: Pick<Alert, 'target'>, scene: AlertScene): Promise<AlertScene> {
  if (scene.isOwn || scene.target === target) return scene
  return { ...scene, target, place: await placeOf(target, scene) }
}

async function placeOf(
  target: string,
  { personal, words }: Pick<AlertScene, 'personal' | 'words'>,
): Promise<string | undefined> {
  const { request, memory, scheduleService, now } = personal
  if (target === request.chat) return undefined
  const placeNames = createPlaceNames({ memory, scheduleService, now: () => now })
  return (await placeNames([target], request.chat, words))[0]
}

/** What a menu's message was about. Throws RequestError as above. */
export function sceneOf(kept: KeptScope, context: CommandContext): Promise<AlertScene> | AlertScene {
  const { owner, target } = kept
  if (owner === undefined || target === undefined || owner === ownScene(context).owner)
    return ownScene(context)
  return chatScene({ owner, target }, context)
}

/** Whether alerts of the place that is asked in can be set at all: a chat of its own has no others. */
export function hasOthers({ personal }: Pick<AlertScene, 'personal'>): boolean {
  const { place } = personal.request
  return place === 'guild' || place === 'group'
}

/** The chat that `here` means. */
export function hereOf({ personal }: Pick<AlertScene, 'personal'>): ChatScope {
  return scopeOf(personal.request)
}

/** What a message keeps, so that its clicks are about the same. */
export function keptOf({ owner, target, isOwn }: AlertScene): Record<string, string> {
  return isOwn || target === undefined ? {} : { owner, target }
}

/** One of the owner's alerts. Throws RequestError for a deleted one, and for somebody else's. */
export async function requireAlert(id: string | undefined, { store, owner }: AlertScene): Promise<Alert> {
  const alert = id === undefined ? undefined : await store.get(id)
  if (!alert) throw new RequestError('alerts.gone')
  if (alert.owner !== owner) throw new RequestError('alerts.notYours')
  return alert
}

function partsOf(context: CommandContext) {
  const personal = requirePersonal(context)
  const access = personal.alerts
  if (!access) throw new RequestError('alerts.none')
  const { words, history } = context
  return { context, personal, words, history, access, store: access.store }
}
