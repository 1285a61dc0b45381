/** What `/schedule` and its short forms answer: in menus, or at once where everything was said in one line. */
import type { Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import {
  type CommandContext,
  type MessageAnswer,
  type PersonalContext,
  requirePersonal,
} from '#src/bot/command.ts'
import { addNew } from './add.ts'
import { builderOf } from './builder.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { type Draft, draftToEdit, newDraft, stateOf } from './draft.ts'
import { exportOf, importFrom } from './file.ts'
import { isSaid, type PlanInput, planFrom } from './line.ts'
import { listOf } from './list.ts'
import { describeMistakes } from './mistakes.ts'
import { planOf } from './plan.ts'
import { doTo } from './clicks.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { type ScheduleModerator, scheduleModeratorAt } from '../moderator.ts'
import { printTime, readTime } from './when.ts'

export const ACTIONS = [
  ...['list', 'add', 'edit', 'pause', 'resume', 'skip', 'run', 'test', 'clone', 'delete'],
  ...['history', 'export', 'import'],
] as const

export interface ScheduleInput extends PlanInput {
  readonly action: string | undefined
  readonly number?: number | undefined
}

/** Throws RequestError for what cannot be done, or not by this member. */
export async function answerSchedules(typed: ScheduleInput, context: CommandContext): Promise<MessageAnswer> {
  const { request, files } = requirePersonal(context)
  const moderator = await scheduleModeratorAt(scopeOf(request), context)
  const input = withNumber(typed)
  const { action } = input
  const draft = await draftFrom(input, moderator)
  const isReady = draft !== undefined && isLine(input) && !draft.mistakes?.length
  if (request.place !== 'group') {
    if (isReady) return addNew(draft.plan, moderator)
    return draft ? builderOf(draft, moderator) : answerTo(input, files, moderator)
  }
  // Menus would fill a group, and its other members could click them.
  if (draft && !isReady) return linkTo(draft, moderator)
  if (action === undefined && !isReady && input.number === undefined) {
    return privateChatLink('schedules', moderator)
  }
  const answer = isReady ? await addNew(draft.plan, moderator) : await answerTo(input, files, moderator)
  // What asks first is answered where it was asked.
  return action === 'delete' || action === 'run' || !answer.guide
    ? answer
    : withPrivateChatLink(answer, moderator)
}

/** A number beside a day, or of what is new, is a time of day: `fri 1830`, `fri 18`, `add weekly 930`. */
function withNumber(input: ScheduleInput): ScheduleInput {
  const { action, number, time, day, what } = input
  const isNew = action === 'add' || (action === undefined && (isSaid(day) || isDaily(what)))
  if (!isNew || number === undefined || isSaid(time)) return input
  const typed = number < 24 ? `${number}:00` : String(number)
  const read = readTime(typed)
  const error = new RequestError('schedules.badTime', { typed: String(number) })
  return { ...input, number: undefined, time: read ? { value: printTime(read) } : { error } }
}

/** What the builder begins with; undefined where something else is meant. */
async function draftFrom(input: ScheduleInput, moderator: ScheduleModerator): Promise<Draft | undefined> {
  const { action, number } = input
  if (action === 'edit') return draftToEdit(await requireNumbered(number, moderator))
  if (action === 'clone') return newDraft(planOf(await requireNumbered(number, moderator)))
  if (action !== 'add' && !(action === undefined && saysPart(input))) return undefined
  const { plan, mistakes } = await planFrom(input, moderator)
  return mistakes.length === 0 ? newDraft(plan) : { plan, mistakes, screen: 'fix' }
}

/** All that a schedule needs: it is saved at once. */
function isLine({ action, what, day, time }: ScheduleInput): boolean {
  return action === undefined && (isSaid(day) || isDaily(what)) && isSaid(time)
}

/** The daily comes every day where none is named. */
function isDaily(what: ScheduleInput['what']): boolean {
  return what !== undefined && 'value' in what && what.value === 'daily'
}

/** Part of what a schedule needs. */
function saysPart({ what, day, time, zone, language, channel, sections, options }: ScheduleInput): boolean {
  const texts = [channel, sections, options].some((one) => one !== undefined)
  return texts || [what, day, time, zone, language].some(isSaid)
}

async function answerTo(
  input: ScheduleInput,
  files: PersonalContext['files'],
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { action, number } = input
  if (action === 'list' || (action === undefined && number === undefined)) return listOf(moderator)
  if (action === 'export') return exportOf(moderator)
  if (action === 'import') return importFrom(files[0], moderator)
  return doTo(await requireNumbered(number, moderator), action ?? 'item', moderator)
}

/** In a group: the way to a draft, and what was wrong with what was typed for it. */
async function linkTo(draft: Draft, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const link = await privateChatLink('schedules', moderator, stateOf(draft, moderator))
  const blocks = [...describeMistakes(draft.mistakes ?? [], moderator.context.words), ...link.message.blocks]
  return { ...link, message: { ...link.message, blocks } }
}

/** In a group: what was done or asked for, and the way to its menu, which is for moderators alone. */
async function withPrivateChatLink(
  { message }: MessageAnswer,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const link = await privateChatLink('schedules', moderator)
  const { title, subtitle, blocks } = message
  const shown = { title, ...(subtitle !== undefined && { subtitle }), blocks: blocks.slice(0, 1) }
  return { ...link, message: { ...link.message, ...shown } }
}

async function requireNumbered(
  number: number | undefined,
  { scheduleService, owner }: ScheduleModerator,
): Promise<Schedule> {
  const all = await scheduleService.list(owner)
  // Where there is only one, it can only be that.
  const found = number === undefined && all.length === 1 ? all[0] : all.find((one) => one.number === number)
  if (found) return found
  const numbers = all.map((one) => String(one.number)).join(', ')
  if (numbers === '') throw new RequestError('schedules.noneYet')
  if (number === undefined) throw new RequestError('schedules.numberNeeded', { numbers })
  throw new RequestError('schedules.noNumber', { number: String(number), numbers })
}
