/** What the buttons of the desk and of reviews do. Rights are asked for anew with every one of them. */
import type { Form } from '#src/chat/action.ts'
import { additionsOf } from '#src/chat/additions.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { ButtonClick, CommandContext, MessageAnswer } from '#src/bot/command.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { requirePersonal } from '#src/bot/command.ts'
import { flashCard, isOfFlashes } from '../flash/card.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { decide, isDecision } from './decide.ts'
import { editionCard, isTextKind, writeText } from './edition.ts'
import { logOf } from './log.ts'
import { channelCard, chooseChannel, deskMenu, turnTwoPeople } from './menu.ts'
import { changeRule, scheduleCard, writeIntro } from './schedule.ts'
import { type DeskModerator, deskModeratorAt, scopeIn } from './scope.ts'
import { formOf } from './texts.ts'

/** Throws RequestError where the member manages nothing here. */
export async function askDesk(
  screen: 'menu' | 'edition' | 'channel' | 'log',
  context: CommandContext,
): Promise<MessageAnswer> {
  const { request } = requirePersonal(context)
  const moderator = await deskModeratorAt(scopeOf(request), context)
  if (request.place === 'group') return privateChatLink('desk', moderator, { screen })
  return screenOf(screen, moderator)
}

export function screenOf(screen: string, moderator: DeskModerator): Promise<MessageAnswer> {
  if (screen === 'edition') return editionCard(moderator)
  if (screen === 'channel') return channelCard(moderator)
  return screen === 'log' ? logOf(moderator) : deskMenu(moderator)
}

/** Throws RequestError for what cannot be done, or not by this member. */
export async function onDeskClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const moderator = await deskModeratorAt(scopeIn(click.state), context)
  const { choice, state } = click
  const [action = '', value = ''] = choice.split('=')
  if (isDecision(choice)) return decide(choice, click, moderator)
  if (isTextKind(choice)) {
    const card = await writeText(choice, click, moderator)
    // A review stays as it is, and follows by itself.
    return state.run === undefined ? card : { ...card, isNew: true }
  }
  switch (action) {
    case 'menu':
    case 'channel':
    case 'log':
      return screenOf(action, moderator)
    case 'edition':
      return editionCard(moderator, value === '' ? {} : { edition: value })
    case 'review':
    case 'in':
      return chooseChannel(choice.slice(action.length + 1), click, moderator)
    case 'twopeople':
      return turnTwoPeople(moderator)
    case 'open': {
      const schedule = await requireOwn(value, moderator)
      return isOfFlashes(schedule)
        ? flashCard(schedule, { ...moderator, target: schedule.target }, { screen: 'approval' })
        : scheduleCard(requireBrief(schedule), moderator)
    }
    case 'mode':
    case 'hours':
      return changeRule(action, value, await requireRecap(state.open, moderator), moderator)
    case 'intro':
      return writeIntro(click, await requireRecap(state.open, moderator), moderator)
    default:
      throw new RequestError('chat.unknownClick')
  }
}

/** What a button of the desk asks for. Throws RequestError for a member who may not click it. */
export async function formOfDesk(
  { choice, state }: Pick<ButtonClick, 'choice' | 'state'>,
  context: CommandContext,
): Promise<Form | undefined> {
  if (choice !== 'intro' && !isTextKind(choice)) return undefined
  const moderator = await deskModeratorAt(scopeIn(state), context)
  const { words } = context
  if (choice === 'intro') {
    const { intro = {} } = await requireRecap(state.open, moderator)
    return formOf('intro', intro, state, words)
  }
  const texts = additionsOf(await moderator.deskService.texts(moderator.owner, state.edition ?? ''))
  return formOf(choice, texts[choice] ?? {}, state, words)
}

/** Clicks on a review, which everybody in its chat sees, are answered to the member who clicked. */
export function isForOne(choice: string): boolean {
  return isDecision(choice) || isTextKind(choice)
}

/** A schedule of the owner that posts the recap. Throws RequestError for any other. */
async function requireRecap(id: string | undefined, moderator: DeskModerator): Promise<Schedule> {
  return requireBrief(await requireOwn(id, moderator))
}

/** Throws RequestError for a schedule that is gone, or another's. */
async function requireOwn(id: string | undefined, moderator: DeskModerator): Promise<Schedule> {
  const schedule = id === undefined ? undefined : await moderator.scheduleService.get(id)
  if (schedule?.owner !== moderator.owner) throw new RequestError('schedules.notFound')
  return schedule
}

function requireBrief(schedule: Schedule): Schedule {
  if (schedule.what.kind !== 'brief') throw new RequestError('desk.onlyRecap')
  return schedule
}
