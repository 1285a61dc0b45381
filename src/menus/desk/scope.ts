/** A moderator at the editor's desk of a community, and what its messages keep. */
import type { ButtonClick, CommandContext } from '#src/bot/command.ts'
import type { ChatScope } from '#src/bot/request/scope.ts'
import { RequestError } from '#src/errors.ts'
import type { DeskService } from '#src/schedules/deskservice.ts'
import { type ScheduleModerator, scheduleModeratorAt } from '../moderator.ts'

export interface DeskModerator extends ScheduleModerator {
  readonly deskService: DeskService
}

/** Throws RequestError where the member does not manage it at this very moment. */
export async function deskModeratorAt(scope: ChatScope, context: CommandContext): Promise<DeskModerator> {
  const moderator = await scheduleModeratorAt(scope, context)
  const { deskService } = moderator.personal
  if (!deskService) throw new RequestError('schedules.noService')
  return { ...moderator, deskService }
}

export function scopeIn({ owner = '', target = '' }: ButtonClick['state']): ChatScope {
  return { owner, target }
}

/** What a message of the desk keeps beside its own. */
export function stateOf(
  { owner, target }: ChatScope,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { owner, target, ...more }
}
