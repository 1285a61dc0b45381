/** What `/schedule` and its short forms answer: in menus, or at once where everything was said in one line. */
import { chatBeside } from '#src/chat/address.ts'
import type { Plan, Schedule, What } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import {
  type CommandContext,
  type MessageAnswer,
  type PersonalContext,
  requirePersonal,
} from '#src/bot/command.ts'
import { quotable } from '#src/bot/arguments/input.ts'
import { readSections } from '#src/bot/arguments/sections.ts'
import { builderOf } from './builder.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { type Draft, draftToEdit, newDraft, stateOf } from './draft.ts'
import { exportOf, importFrom } from './file.ts'
import { readOptions } from './forms.ts'
import { itemOf, listOf } from './list.ts'
import { newPlan, planOf, sectionsOf, whatOf, withWhat } from './plan.ts'
import { doTo } from './clicks.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { requireManagedTarget, type ScheduleModerator, scheduleModeratorAt } from '../moderator.ts'
import { readZone } from '#src/bot/arguments/zones.ts'
import { readTime, WEEKDAYS, type Weekday } from './when.ts'

export const ACTIONS = [
  ...['list', 'add', 'edit', 'pause', 'resume', 'skip', 'run', 'test', 'clone', 'delete'],
  ...['history', 'export', 'import'],
] as const

/** What was said; undefined is left as it is. */
export interface ScheduleInput {
  readonly action: string | undefined
  readonly number?: number | undefined
  readonly what?: string | undefined
  readonly day?: Weekday | undefined
  readonly time?: string | undefined
  readonly zone?: string | undefined
  readonly language?: Plan['language'] | undefined
  readonly channel?: string | undefined
  /** Of a recap. */
  readonly sections?: string | undefined
  readonly options?: string | undefined
}

/** Throws RequestError for what cannot be done, or not by this member. */
export async function answerSchedules(input: ScheduleInput, context: CommandContext): Promise<MessageAnswer> {
  const { request, files } = requirePersonal(context)
  const moderator = await scheduleModeratorAt(scopeOf(request), context)
  const { action } = input
  const draft = await draftFrom(input, moderator)
  if (request.place !== 'group')
    return draft ? builderOf(draft, moderator) : answerTo(input, files, moderator)
  // Menus would fill a group, and its other members could click them.
  if (draft) return privateChatLink('schedules', moderator, stateOf(draft, moderator))
  if (action === undefined && !isLine(input)) return privateChatLink('schedules', moderator)
  const answer = await answerTo(input, files, moderator)
  return action === 'delete' || !answer.guide ? answer : withPrivateChatLink(answer, moderator)
}

/** What the builder begins with; undefined where something else is meant. */
async function draftFrom(input: ScheduleInput, moderator: ScheduleModerator): Promise<Draft | undefined> {
  const { action, number } = input
  if (action === 'edit') return draftToEdit(await requireNumbered(number, moderator))
  if (action === 'clone') return newDraft(planOf(await requireNumbered(number, moderator)))
  const begins = action === undefined && !isLine(input) && saysPart(input)
  return action === 'add' || begins ? newDraft(await planFrom(input, moderator)) : undefined
}

/** All that a schedule needs: it is saved at once. */
function isLine({ action, day, time }: ScheduleInput): boolean {
  return action === undefined && day !== undefined && time !== undefined
}

/** Part of what a schedule needs. */
function saysPart({ what, day, time, zone, language, channel, sections, options }: ScheduleInput): boolean {
  return [what, day, time, zone, language, channel, sections, options].some((one) => one !== undefined)
}

async function answerTo(
  input: ScheduleInput,
  files: PersonalContext['files'],
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { action } = input
  if (isLine(input)) return saveLine(input, moderator)
  if (action === undefined || action === 'list') return listOf(moderator)
  if (action === 'export') return exportOf(moderator)
  if (action === 'import') return importFrom(files[0], moderator)
  return doTo(await requireNumbered(input.number, moderator), action, moderator)
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

/** Everything in one line: `/schedule weekly mon 09:30 Asia/Tokyo ja`. */
async function saveLine(input: ScheduleInput, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const saved = await moderator.scheduleService.add(
    moderator.owner,
    await planFrom(input, moderator),
    moderator.by,
  )
  return itemOf(
    saved,
    moderator,
    moderator.context.words.say('schedules:done.added', { number: saved.number }),
  )
}

async function planFrom(input: ScheduleInput, moderator: ScheduleModerator): Promise<Plan> {
  const { context, personal } = moderator
  const plan = newPlan(moderator.target, context)
  const before = plan.when.kind === 'weekly' ? plan.when : { weekday: 1, hour: 9, minute: 30 }
  const time = input.time === undefined ? undefined : readTime(input.time)
  if (input.time !== undefined && !time)
    throw new RequestError('schedules.badTime', { typed: quotable(input.time) })
  const zone = input.zone === undefined ? plan.zone : readZone(input.zone)
  if (zone === undefined) throw new RequestError('schedules.badZone', { typed: quotable(input.zone ?? '') })
  const name = input.what ?? 'weekly'
  const args =
    input.options === undefined || name === 'weekly' ? {} : personal.read(name, readOptions(input.options))
  const target = input.channel === undefined ? plan.target : channelIn(input.channel, moderator)
  await requireManagedTarget(target, moderator)
  const what = withSections(whatOf(name, plan.what, context.commands, args), input.sections)
  return {
    ...withWhat(plan, what),
    target,
    when: {
      kind: 'weekly',
      ...before,
      ...(input.day && { weekday: WEEKDAYS.indexOf(input.day) + 1 }),
      ...time,
    },
    zone,
    language: input.language ?? plan.language,
  }
}

/** Throws RequestError for a name that is no section's, and for sections of what has none. */
function withSections(what: What, typed: string | undefined): What {
  if (typed === undefined) return what
  if (what.kind !== 'brief') throw new RequestError('schedules.noSections', { command: what.name })
  const sections = sectionsOf(readSections(typed))
  return sections ? { ...what, sections } : what
}

/** `<#123>`, `123`. Throws RequestError. */
function channelIn(typed: string, { target }: ScheduleModerator): string {
  const [, id] = /^(?:<#)?(-?\d{1,20})>?$/u.exec(typed.trim()) ?? []
  if (id === undefined) throw new RequestError('schedules.badChannel', { typed: quotable(typed) })
  return chatBeside(target, id)
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
