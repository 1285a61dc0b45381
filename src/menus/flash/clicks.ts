/** What `/flash` and the presses of its card do. Rights are asked for anew with every one of them. */
import { FLASH_MOST, FLASH_WEEKS, type FlashRule } from '#src/chat/flash.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { FLASH_TOPICS } from '#src/services/flash/candidate.ts'
import { channelCard } from '../desk/menu.ts'
import { requireReview } from '../desk/rule.ts'
import { deskModeratorAt } from '../desk/scope.ts'
import { type ScheduleModerator, scheduleModeratorAt } from '../moderator.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { listOf } from '../schedules/list.ts'
import { planOf } from '../schedules/plan.ts'
import { QUIET_HOURS } from '../settings/quiet.ts'
import { withApproval } from './approval.ts'
import {
  type FlashSchedule,
  flashCard,
  flashesOf,
  isOfFlashes,
  newFlashes,
  offCard,
  SCREENS,
} from './card.ts'

/** `quiet: null` is no quiet hours. */
export type SaidRule = Partial<Pick<FlashRule, 'weeks' | 'most'>> & { readonly quiet?: string | null }

/** Throws RequestError for what cannot be done, or not by this member. */
export async function askFlashes(
  action: 'on' | 'off' | undefined,
  said: SaidRule,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { request } = requirePersonal(context)
  const moderator = await scheduleModeratorAt(scopeOf(request), context)
  const isInGroup = request.place === 'group'
  if (action === undefined && isInGroup) return privateChatLink('flash', moderator)
  const answer = await answerTo(action, said, moderator)
  if (!isInGroup) return answer
  // Menus would fill a group: what was done, and the way to its card.
  const link = await privateChatLink('flash', moderator)
  const { title, subtitle, blocks } = answer.message
  const shown = { title, ...(subtitle !== undefined && { subtitle }), blocks }
  return { ...link, message: { ...link.message, ...shown } }
}

/** The card of the moderator's chat. */
export async function flashesHere(moderator: ScheduleModerator): Promise<MessageAnswer> {
  return answerTo(undefined, {}, moderator)
}

async function answerTo(
  action: 'on' | 'off' | undefined,
  said: SaidRule,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const schedule = await flashesOf(moderator)
  if (action === 'on') return turnOn(schedule, said, moderator)
  if (!schedule) return offCard(moderator)
  return action === 'off' ? turnOff(schedule, moderator) : flashCard(schedule, moderator)
}

/** Throws RequestError for what cannot be done, or not by this member. */
export async function onFlashClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const { owner = '', target = '', rule } = click.state
  const moderator = await scheduleModeratorAt({ owner, target }, context)
  const [action = '', value = ''] = click.choice.split('=')
  const schedule = await flashesOf(moderator)
  if (action === 'list') return listOf(moderator)
  if (action === 'channel') return channelCard(await deskModeratorAt({ owner, target }, context))
  if (action === 'on') {
    return turnOn(schedule, rule === undefined ? {} : (JSON.parse(rule) as SaidRule), moderator)
  }
  if (!schedule) return offCard(moderator)
  if (action === 'off') return turnOff(schedule, moderator)
  if (action === 'screen') {
    return flashCard(schedule, moderator, { screen: SCREENS.find((one) => one === value) ?? 'main' })
  }
  const plan = changed(schedule, action, value, click)
  const isOfRule = action === 'mode' || action === 'hours'
  if (isOfRule) await requireReview(plan, moderator)
  const saved = await moderator.scheduleService.change(schedule, plan, moderator.by)
  moderator.personal.deskService?.changed()
  if (!isOfFlashes(saved)) throw new TypeError('flashes became something else')
  const screen = action === 'topic' ? 'topics' : isOfRule ? 'approval' : 'main'
  return flashCard(saved, moderator, { screen, note: context.words.say('schedules:done.changed') })
}

/** Nothing is saved as working where the bot may not post. */
async function turnOn(
  schedule: FlashSchedule | undefined,
  said: SaidRule,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { scheduleService, by, owner, context } = moderator
  const plan = withSaid(schedule ? planOf(schedule) : newFlashes(moderator), said)
  const lacks = await scheduleService.check(plan)
  if (lacks === undefined) throw new RequestError('schedules.unconnected')
  if (lacks.length > 0) return offCard(moderator, lacks, { ...said })
  const note = context.words.say('schedules:flash.done.on')
  const kept = schedule ? await change(schedule, plan, moderator) : undefined
  const saved = kept
    ? kept.state === 'active'
      ? kept
      : await scheduleService.resume(kept, by)
    : (await scheduleService.addOnce(owner, plan, by)).schedule
  if (!isOfFlashes(saved)) throw new TypeError('flashes became something else')
  return flashCard(saved, moderator, { note })
}

async function change(
  schedule: FlashSchedule,
  plan: Plan,
  { scheduleService, by }: ScheduleModerator,
): Promise<FlashSchedule> {
  if (JSON.stringify(plan.what) === JSON.stringify(schedule.what)) return schedule
  const saved = await scheduleService.change(schedule, plan, by)
  return isOfFlashes(saved) ? saved : schedule
}

async function turnOff(schedule: FlashSchedule, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, by, context } = moderator
  const saved = schedule.state === 'active' ? await scheduleService.pause(schedule, by) : schedule
  if (!isOfFlashes(saved)) throw new TypeError('flashes became something else')
  return flashCard(saved, moderator, { note: context.words.say('schedules:flash.done.off') })
}

function withSaid(plan: Plan, { weeks, most, quiet }: SaidRule): Plan {
  if (plan.what.kind !== 'flash') throw new TypeError('this is no plan of flashes')
  const { quiet: before, ...rest } = plan.what
  const hours = quiet === undefined ? before : quiet
  return {
    ...plan,
    what: {
      ...{ ...rest, ...(weeks && { weeks }), ...(most && { most }) },
      ...(typeof hours === 'string' && { quiet: hours }),
    },
  }
}

/** Throws RequestError for a press that means nothing. */
function changed(
  schedule: FlashSchedule,
  action: string,
  value: string,
  { chosen }: Pick<ButtonClick, 'chosen'>,
): Plan {
  const plan = planOf(schedule)
  const { what } = schedule
  const set = <Value>(found: Value | undefined, of: (value: Value) => Plan): Plan => {
    if (found === undefined) throw new RequestError('chat.unknownClick')
    return of(found)
  }
  switch (action) {
    case 'weeks':
      return set(
        FLASH_WEEKS.find((one) => String(one) === value),
        (weeks) => withSaid(plan, { weeks }),
      )
    case 'most':
      return set(
        FLASH_MOST.find((one) => String(one) === value),
        (most) => withSaid(plan, { most }),
      )
    case 'quiet':
      return value === 'none'
        ? withSaid(plan, { quiet: null })
        : set(
            QUIET_HOURS.find((one) => one === value),
            (quiet) => withSaid(plan, { quiet }),
          )
    case 'mode':
    case 'hours':
      return withApproval(action, value, plan)
    case 'topic':
      return set(
        FLASH_TOPICS.find((one) => one === value),
        (topic) => ({ ...plan, what: withTopic(what, topic) }),
      )
    case 'language':
      return set(
        POST_LANGUAGES.find((one) => one === value),
        (language) => ({ ...plan, language }),
      )
    case 'role':
      return set(chosen[0], (role) => ({ ...plan, options: { ...plan.options, role } }))
    case 'norole': {
      const { role: _, ...options } = plan.options
      return { ...plan, options }
    }
    default:
      throw new RequestError('chat.unknownClick')
  }
}

/** A topic put in or left out; without any none would ever be posted: then it is all of them. */
function withTopic({ topics = FLASH_TOPICS, ...rest }: FlashSchedule['what'], topic: string) {
  const chosen = FLASH_TOPICS.filter((one) => (one === topic) !== topics.includes(one))
  const isAll = chosen.length === 0 || chosen.length === FLASH_TOPICS.length
  return { ...rest, ...(!isAll && { topics: chosen }) }
}
