/** A moderator who acts for a community, and whether they may: asked anew at every step. */
import { ownerOf, platformOf } from '#src/chat/address.ts'
import { type Managing, unsureOf } from '#src/chat/managing.ts'
import type { Request } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { ScheduleService } from '#src/schedules/service.ts'
import { type CommandContext, type PersonalContext, requirePersonal } from '#src/bot/command.ts'
import { rightsRefusal } from '#src/bot/request/rights.ts'
import { type ChatScope, scopeOf } from '#src/bot/request/scope.ts'

/** A moderator who acts for a scope. */
export interface ModeratorContext extends ChatScope {
  readonly context: CommandContext
  readonly personal: PersonalContext
  readonly by: string
}

/** A moderator who works with schedules. */
export interface ScheduleModerator extends ModeratorContext {
  readonly scheduleService: ScheduleService
}

/** Lets a member act for a scope. Throws RequestError where they do not manage it at this very moment. */
export async function moderatorAt(scope: ChatScope, context: CommandContext): Promise<ModeratorContext> {
  const personal = requirePersonal(context)
  const { scheduleService, request } = personal
  const isHere = scopeOf(request).owner === scope.owner
  const managing = isHere
    ? managingHere(request)
    : ((await scheduleService?.manages(scope.target, request.member)) ?? 'mayNot')
  const unsure = unsureOf(managing)
  if (unsure) throw rightsRefusal(unsure, request.platform)
  if (managing !== 'may') throw new RequestError('schedules.notManager')
  return { ...scope, context, personal, by: request.member }
}

/** The same for what is done with schedules. */
export async function scheduleModeratorAt(
  scope: ChatScope,
  context: CommandContext,
): Promise<ScheduleModerator> {
  const { scheduleService } = requirePersonal(context)
  if (!scheduleService) throw new RequestError('schedules.noService')
  return { ...(await moderatorAt(scope, context)), scheduleService }
}

/** A chat that a moderator names for posts: throws RequestError unless it is their own, or they manage it, too. */
export async function requireManagedTarget(target: string, moderator: ScheduleModerator): Promise<void> {
  if (await canManageTarget(target, moderator)) return
  // Whose a channel is that the bot may not see is not known: the member can mend that.
  const lacks = await moderator.scheduleService.check({ target, options: {} })
  throw new RequestError(lacks?.includes('view') ? 'schedules.hiddenTarget' : 'schedules.foreignTarget')
}

/** The same as an answer. Throws RequestError where that is not known. */
export async function canManageTarget(
  target: string,
  { target: own, owner, scheduleService, by }: ScheduleModerator,
): Promise<boolean> {
  if (target === own || ownerOf(target) === owner) return true
  if (platformOf(target) !== platformOf(own)) return false
  const managing = await scheduleService.manages(target, by)
  const unsure = unsureOf(managing)
  // A chat that the bot is not in has no manager.
  if (unsure !== undefined && unsure !== 'absent') throw rightsRefusal(unsure, platformOf(target))
  return managing === 'may'
}

/** In the chat that a request comes from, as its platform has said along with it. */
function managingHere({ manager, managerUnknown }: Pick<Request, 'manager' | 'managerUnknown'>): Managing {
  return manager ? 'may' : (managerUnknown ?? 'mayNot')
}
