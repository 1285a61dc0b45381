/** For which community a moderator acts, and whether they may: asked anew at every step. */
import type { Request } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Desk } from '#src/schedules/desk.ts'
import type { CommandContext, PersonalContext } from '../command.ts'

export interface Scope {
  /** Whose schedules they are: `discord:guild:<id>`, `telegram:<chat>`, `preview:<channel>`. */
  readonly owner: string
  /** The chat that new schedules are for, and that the member's rights are asked in. */
  readonly target: string
}

/** A moderator who acts for a scope. */
export interface Chair extends Scope {
  readonly context: CommandContext
  readonly personal: PersonalContext
  readonly by: string
}

/** A moderator at the desk. */
export interface Seat extends Chair {
  readonly desk: Desk
}

/** The scope of the chat that a request comes from. */
export function scopeOf({ community, chat }: Pick<Request, 'community' | 'chat'>): Scope {
  return { owner: community ?? ownerOf(chat), target: chat }
}

/** Lets a member act for a scope. Throws RequestError where they do not manage it at this very moment. */
export async function chairAt(scope: Scope, context: CommandContext): Promise<Chair> {
  const personal = mustBePersonal(context)
  const { desk, request } = personal
  const isHere = scopeOf(request).owner === scope.owner
  const manages = isHere ? request.manager : await desk?.manages(scope.target, request.member)
  if (manages !== true) throw new RequestError('schedules.notManager')
  return { ...scope, context, personal, by: request.member }
}

/** The same for what is done with schedules. */
export async function seatAt(scope: Scope, context: CommandContext): Promise<Seat> {
  const { desk } = mustBePersonal(context)
  if (!desk) throw new RequestError('schedules.noDesk')
  return { ...(await chairAt(scope, context)), desk }
}

/** A chat that a moderator names for posts: throws RequestError unless it is their own, or they manage it, too. */
export async function mustManageTarget(target: string, seat: Seat): Promise<void> {
  if (!(await canManageTarget(target, seat))) throw new RequestError('schedules.foreignTarget')
}

export async function canManageTarget(
  target: string,
  { target: own, owner, desk, by }: Seat,
): Promise<boolean> {
  if (target === own || ownerOf(target) === owner) return true
  return target.split(':')[0] === own.split(':')[0] && desk.manages(target, by)
}

export function mustBePersonal({ personal }: CommandContext): PersonalContext {
  if (!personal) throw new TypeError('a command that is for one member must be marked as personal')
  return personal
}

/** A Telegram topic belongs to its chat. */
function ownerOf(target: string): string {
  return target.startsWith('telegram:') ? target.split(':').slice(0, 2).join(':') : target
}
