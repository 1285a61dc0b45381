/** What `/schedule` and its short forms answer: in menus, or at once where everything was said in one line. */
import type { Plan, Schedule, What } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { CommandContext, MessageAnswer, PersonalContext } from '../command.ts'
import { quotable } from '../input.ts'
import { readSections } from '../sections.ts'
import { builderOf } from './builder.ts'
import { privateDoorOf } from './door.ts'
import { type Draft, draftToEdit, newDraft } from './draft.ts'
import { exportOf, importFrom } from './file.ts'
import { readOptions } from './forms.ts'
import { itemOf, listOf } from './menus.ts'
import { newPlan, planOf, sectionsOf, whatOf } from './plan.ts'
import { doTo } from './press.ts'
import { mustBePersonal, mustManageTarget, type Seat, scopeOf, seatAt } from './scope.ts'
import { readTime, readZone, WEEKDAYS, type Weekday } from './when.ts'

export const ACTIONS = [
  ...['list', 'add', 'edit', 'pause', 'resume', 'skip', 'run', 'test', 'clone', 'delete'],
  ...['history', 'export', 'import'],
] as const

/** What was said; undefined is left as it is. */
export interface ScheduleAsk {
  readonly action: string | undefined
  readonly number?: number | undefined
  readonly what?: string | undefined
  readonly day?: Weekday | undefined
  readonly time?: string | undefined
  readonly zone?: string | undefined
  readonly language?: 'ja' | 'en' | 'both' | undefined
  readonly channel?: string | undefined
  /** Of a recap. */
  readonly sections?: string | undefined
  readonly options?: string | undefined
}

/** Throws RequestError for what cannot be done, or not by this member. */
export async function askSchedules(ask: ScheduleAsk, context: CommandContext): Promise<MessageAnswer> {
  const { request, files } = mustBePersonal(context)
  const seat = await seatAt(scopeOf(request), context)
  const { action } = ask
  const draft = await draftFrom(ask, seat)
  if (request.place !== 'group') return draft ? builderOf(draft, seat) : answerTo(ask, files, seat)
  // Menus would fill a group, and its other members could press them.
  if (draft || (action === undefined && !isLine(ask))) return privateDoorOf('schedules', seat, draft)
  const answer = await answerTo(ask, files, seat)
  return action === 'delete' || !answer.guide ? answer : withDoor(answer, seat)
}

/** What the builder begins with; undefined where something else is meant. */
async function draftFrom(ask: ScheduleAsk, seat: Seat): Promise<Draft | undefined> {
  const { action, number } = ask
  if (action === 'edit') return draftToEdit(await mustFindNumber(number, seat))
  if (action === 'clone') return newDraft(planOf(await mustFindNumber(number, seat)))
  const begins = action === undefined && !isLine(ask) && saysPart(ask)
  return action === 'add' || begins ? newDraft(await planFrom(ask, seat)) : undefined
}

/** All that a schedule needs: it is saved at once. */
function isLine({ action, day, time }: ScheduleAsk): boolean {
  return action === undefined && day !== undefined && time !== undefined
}

/** Part of what a schedule needs. */
function saysPart({ what, day, time, zone, language, channel, sections, options }: ScheduleAsk): boolean {
  return [what, day, time, zone, language, channel, sections, options].some((one) => one !== undefined)
}

async function answerTo(
  ask: ScheduleAsk,
  files: PersonalContext['files'],
  seat: Seat,
): Promise<MessageAnswer> {
  const { action } = ask
  if (isLine(ask)) return saveLine(ask, seat)
  if (action === undefined || action === 'list') return listOf(seat)
  if (action === 'export') return exportOf(seat)
  if (action === 'import') return importFrom(files[0], seat)
  return doTo(await mustFindNumber(ask.number, seat), action, seat)
}

/** In a group: what was done or asked for, and the way to its menu, which is for moderators alone. */
async function withDoor({ message }: MessageAnswer, seat: Seat): Promise<MessageAnswer> {
  const door = await privateDoorOf('schedules', seat)
  const { title, subtitle, blocks } = message
  const told = { title, ...(subtitle !== undefined && { subtitle }), blocks: blocks.slice(0, 1) }
  return { ...door, message: { ...door.message, ...told } }
}

/** Everything in one line: `/schedule weekly mon 09:30 Asia/Tokyo ja`. */
async function saveLine(ask: ScheduleAsk, seat: Seat): Promise<MessageAnswer> {
  const saved = await seat.desk.add(seat.owner, await planFrom(ask, seat), seat.by)
  return itemOf(saved, seat, seat.context.words.say('schedules:done.added', { number: saved.number }))
}

async function planFrom(ask: ScheduleAsk, seat: Seat): Promise<Plan> {
  const { context, personal } = seat
  const plan = newPlan(seat.target, context)
  const before = plan.when.kind === 'weekly' ? plan.when : { weekday: 1, hour: 9, minute: 30 }
  const time = ask.time === undefined ? undefined : readTime(ask.time)
  if (ask.time !== undefined && !time)
    throw new RequestError('schedules.badTime', { typed: quotable(ask.time) })
  const zone = ask.zone === undefined ? plan.zone : readZone(ask.zone)
  if (zone === undefined) throw new RequestError('schedules.badZone', { typed: quotable(ask.zone ?? '') })
  const name = ask.what ?? 'weekly'
  const args =
    ask.options === undefined || name === 'weekly' ? {} : personal.read(name, readOptions(ask.options))
  const target = ask.channel === undefined ? plan.target : channelIn(ask.channel, seat)
  await mustManageTarget(target, seat)
  return {
    ...plan,
    target,
    what: withSections(whatOf(name, plan.what, args), ask.sections),
    when: {
      kind: 'weekly',
      ...before,
      ...(ask.day && { weekday: WEEKDAYS.indexOf(ask.day) + 1 }),
      ...time,
    },
    zone,
    language: ask.language ?? plan.language,
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
function channelIn(typed: string, { target }: Seat): string {
  const [, id] = /^(?:<#)?(-?\d{1,20})>?$/u.exec(typed.trim()) ?? []
  if (id === undefined) throw new RequestError('schedules.badChannel', { typed: quotable(typed) })
  return `${target.split(':')[0]}:${id}`
}

async function mustFindNumber(number: number | undefined, { desk, owner }: Seat): Promise<Schedule> {
  const all = await desk.list(owner)
  // Where there is only one, it can only be that.
  const found = number === undefined && all.length === 1 ? all[0] : all.find((one) => one.number === number)
  if (found) return found
  const numbers = all.map((one) => String(one.number)).join(', ')
  if (numbers === '') throw new RequestError('schedules.noneYet')
  if (number === undefined) throw new RequestError('schedules.numberNeeded', { numbers })
  throw new RequestError('schedules.noNumber', { number: String(number), numbers })
}
