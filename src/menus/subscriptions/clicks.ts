/** What the buttons of subscriptions do: those of the list, *Get this privately* and *Stop these* under posts. */
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import { ownerOf } from '#src/chat/address.ts'
import { parsePlan } from '#src/chat/planschema.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { newPlan, planOf, whatOf, withWhat } from '../schedules/plan.ts'
import { isAbout, listOf, ownTarget, subscribe, subscriberAt } from './answer.ts'
import { nameWhat } from './named.ts'

/** Throws RequestError for a button that means nothing, and for another's subscription. */
export async function onSubscribeClick(
  { choice, state }: ButtonClick,
  context: CommandContext,
): Promise<MessageAnswer> {
  const [action, value = ''] = choice.split('=')
  switch (action) {
    case 'add':
    case 'mine':
      return subscribe(planned(action === 'mine' ? (state.of ?? '') : value, context), context)
    case 'again':
      return subscribe(parsePlan(state.plan ?? ''), context)
    case 'list':
      return { ...(await listOf(context)), isNew: true }
    case 'stop':
      return stop((one) => one.id === value, state.target, context)
    case 'stopthese':
      return stop((one) => isAbout(one.what, state), undefined, context)
    default:
      throw new RequestError('chat.unknownClick')
  }
}

/** Every Monday, or every day, at 09:30 in the member's zone. */
export function planned(name: string, context: CommandContext): Plan {
  const plan = newPlan(requirePersonal(context).request.chat, context)
  return withWhat(plan, whatOf(name, plan.what, context.commands))
}

/** Takes away what comes to the member's private chat; said once more where it was gone already. */
async function stop(
  isMeant: (one: Schedule) => boolean,
  target: string | undefined,
  context: CommandContext,
): Promise<MessageAnswer> {
  const own = await ownTarget(context)
  if (own === undefined) throw new RequestError('chat.unknownClick')
  if (target !== undefined && ownerOf(target) !== ownerOf(own))
    throw new RequestError('chat.notYours', { command: 'subscribe' })
  const { scheduleService, by } = subscriberAt(own, context)
  const meant = (await scheduleService.list(ownerOf(own))).filter(isMeant)
  for (const one of meant) await scheduleService.remove(one, by)
  const { words } = context
  const [first] = meant
  const note = first
    ? words.say('commands:subscribe.stopped', { what: nameWhat(first.what, words, context.history) })
    : words.say('commands:subscribe.gone')
  const undo = first && meant.length === 1 ? { undo: planOf(first) } : {}
  return { ...(await listOf(context, own, { note, ...undo })), isNew: true }
}
