/** What the buttons of builder, list and history do. Rights are asked for anew with every one of them. */
import type { Form } from '#src/chat/action.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { CommandContext, MessageAnswer, Press } from '../command.ts'
import { builderOf } from './builder.ts'
import { type Draft, draftOf, draftToEdit, newDraft, SCREENS } from './draft.ts'
import { exportOf } from './file.ts'
import { formNamed, withAnswers } from './forms.ts'
import { confirmOf, historyOf, itemOf, listOf } from './menus.ts'
import { newPlan, planOf, sectionsOf, whatOf } from './plan.ts'
import { previewOf } from './preview.ts'
import { mustManageTarget, type Scope, type Seat, seatAt } from './scope.ts'
import { readZone } from './when.ts'

/** Throws RequestError for what cannot be done, or not by this member. */
export async function pressSchedules(press: Press, context: CommandContext): Promise<MessageAnswer> {
  const seat = await seatAt(scopeIn(press.state), context)
  const draft = draftOf(press, seat.personal.now)
  return draft ? build(draft, press, seat) : manage(press, seat)
}

/** What a button of the builder asks for. Throws RequestError for a member who may not press it. */
export async function formOfSchedules(
  { choice, state }: Pick<Press, 'choice' | 'state'>,
  context: CommandContext,
): Promise<Form | undefined> {
  await seatAt(scopeIn(state), context)
  const draft = draftOf({ state, changedAt: 0 }, 0)
  return draft && formNamed(choice, draft, context.words)
}

/** Does one of the deeds that need a schedule alone; gives what to show. Throws RequestError. */
export async function doTo(schedule: Schedule, deed: string, seat: Seat): Promise<MessageAnswer> {
  const { desk, by, context } = seat
  const { words } = context
  const say = (key: 'paused' | 'resumed' | 'skipped' | 'unskipped' | 'running' | 'testing') =>
    words.say(`schedules:done.${key}`, { number: schedule.number })
  switch (deed) {
    case 'pause':
      return itemOf(await desk.pause(schedule, by), seat, say('paused'))
    case 'resume':
      return itemOf(await desk.resume(schedule, by), seat, say('resumed'))
    case 'skip':
      if (schedule.state === 'paused') throw new RequestError('schedules.isPaused')
      return itemOf(await desk.skip(schedule, by, true), seat, say('skipped'))
    case 'unskip':
      return itemOf(await desk.skip(schedule, by, false), seat, say('unskipped'))
    case 'run':
      await mustBeReady(schedule, seat)
      await desk.runNow(schedule)
      return itemOf(schedule, seat, say('running'))
    case 'test':
      // Elsewhere the bot can show it in private at once.
      if (seat.personal.request.platform !== 'telegram') return previewOf(schedule, seat)
      await desk.testTo(schedule, `telegram:${by}`)
      return itemOf(schedule, seat, say('testing'))
    case 'edit':
      return builderOf(draftToEdit(schedule), seat)
    case 'clone':
      return builderOf(newDraft(planOf(schedule)), seat)
    case 'history':
      return historyOf(schedule, seat)
    case 'delete':
      return confirmOf(schedule, seat)
    case 'reallydelete':
      await desk.remove(schedule, by)
      return listOf(seat, 0, words.say('schedules:done.deleted', { number: schedule.number }))
    default:
      return itemOf(schedule, seat)
  }
}

async function manage({ choice, state }: Press, seat: Seat): Promise<MessageAnswer> {
  const [deed = '', value = ''] = partsOf(choice)
  switch (deed) {
    case 'list':
      return listOf(seat)
    case 'page':
      return listOf(seat, Number(value) || 0)
    case 'new':
      return builderOf(newDraft(newPlan(seat.target, seat.context)), seat)
    case 'export':
      return exportOf(seat)
    case 'resend':
    case 'arrived':
    case 'retry':
      return settle(deed, state[`run${value}`], await mustFind(state.open, seat), seat)
    default:
      return doTo(await mustFind(deed === 'open' ? value : state.open, seat), deed, seat)
  }
}

async function settle(
  deed: 'resend' | 'arrived' | 'retry',
  id: string | undefined,
  schedule: Schedule,
  seat: Seat,
): Promise<MessageAnswer> {
  const { desk, context } = seat
  const delivery = id === undefined ? undefined : await desk.delivery(id)
  if (delivery?.schedule !== schedule.id) throw new RequestError('schedules.runGone')
  if (deed === 'retry') await desk.runNow(schedule)
  else if (!(await desk.settle(delivery.id, deed))) throw new RequestError('schedules.settled')
  return historyOf(schedule, seat, context.words.say(`schedules:done.${deed}`))
}

async function build(draft: Draft, press: Press, seat: Seat): Promise<MessageAnswer> {
  const [deed = '', value = ''] = partsOf(press.choice)
  switch (deed) {
    case 'screen':
      return builderOf({ ...draft, screen: SCREENS.find((one) => one === value) ?? 'main' }, seat)
    case 'preview':
      return previewOf(draft.plan, seat)
    case 'cancel':
      return draft.edits ? itemOf(await mustFind(draft.edits.id, seat), seat) : listOf(seat)
    case 'save':
      return save(draft, seat)
    default: {
      const plan = changed(draft.plan, deed, value, press, seat)
      if (plan.target !== draft.plan.target) await mustManageTarget(plan.target, seat)
      return builderOf({ ...draft, plan }, seat)
    }
  }
}

async function save({ plan, edits }: Draft, seat: Seat): Promise<MessageAnswer> {
  const { desk, owner, by, context } = seat
  await mustManageTarget(plan.target, seat)
  if (edits) {
    const schedule = await mustFind(edits.id, seat)
    const saved = await desk.change({ ...schedule, revision: edits.revision }, plan, by)
    return itemOf(saved, seat, context.words.say('schedules:done.changed'))
  }
  const saved = await desk.add(owner, plan, by)
  return itemOf(saved, seat, context.words.say('schedules:done.added', { number: saved.number }))
}

/** The plan as a press changes it. Throws RequestError for a press that means nothing. */
function changed(plan: Plan, deed: string, value: string, press: Press, { personal }: Seat): Plan {
  const { chosen, values } = press
  const weekly = plan.when.kind === 'weekly' ? plan.when : { weekday: 1, hour: 9, minute: 30 }
  const at = (part: Partial<typeof weekly>): Plan => ({
    ...plan,
    when: { ...weekly, ...part, kind: 'weekly' },
  })
  const number = (most: number) => within(value, most)
  switch (deed) {
    case 'what':
      return { ...plan, what: whatOf(value, plan.what) }
    case 'sections': {
      if (plan.what.kind !== 'brief') return plan
      const { sections: _, ...what } = plan.what
      const sections = sectionsOf(chosen)
      return { ...plan, what: sections ? { ...what, sections } : what }
    }
    case 'length':
      if (plan.what.kind !== 'brief') return plan
      return { ...plan, what: { ...plan.what, length: oneOf(['full', 'compact', 'text'], value) } }
    case 'language':
      return { ...plan, language: oneOf(['ja', 'en', 'both'], value) }
    case 'theme':
      return { ...plan, theme: oneOf(['dark', 'light'], value) }
    case 'colors':
      return { ...plan, colors: oneOf(['standard', 'jp', 'cvd'], value) }
    case 'currency':
      return { ...plan, currency: oneOf(CURRENCIES, value) }
    case 'weekday':
      return at({ weekday: number(7) || 1 })
    case 'hour':
      return at({ hour: number(23) })
    case 'minute':
      return at({ minute: number(59) })
    case 'zone':
      return { ...plan, zone: readZone(value) ?? plan.zone }
    case 'option': {
      const option = oneOf(['thread', 'crosspost', 'silent', 'pin', 'protect'], value)
      return { ...plan, options: { ...plan.options, [option]: plan.options[option] !== true } }
    }
    case 'channel':
      return chosen[0] === undefined ? plan : { ...plan, target: `discord:${chosen[0]}` }
    case 'role':
      return chosen[0] === undefined ? plan : { ...plan, options: { ...plan.options, role: chosen[0] } }
    case 'norole': {
      const { role: _, ...options } = plan.options
      return { ...plan, options }
    }
    case 'time':
    case 'advanced':
    case 'options':
    case 'topic':
    case 'tags':
      return withAnswers(deed, values, plan, personal.read)
    default:
      throw new RequestError('chat.unknownPress')
  }
}

async function mustBeReady(plan: Plan, { desk }: Seat): Promise<void> {
  if ((await desk.check(plan)) === undefined) throw new RequestError('schedules.unconnected')
}

/** One of the seat's own schedules. Throws RequestError for a deleted one, and for another community's. */
async function mustFind(id: string | undefined, { desk, owner }: Seat): Promise<Schedule> {
  const schedule = id === undefined ? undefined : await desk.get(id)
  if (schedule?.owner !== owner) throw new RequestError('schedules.notFound')
  return schedule
}

function scopeIn({ owner = '', target = '' }: Press['state']): Scope {
  return { owner, target }
}

/** `open=abc` is `open` and `abc`. */
function partsOf(choice: string): readonly string[] {
  const at = choice.indexOf('=')
  return at < 0 ? [choice] : [choice.slice(0, at), choice.slice(at + 1)]
}

function oneOf<const Value extends string>(values: readonly Value[], value: string): Value {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new RequestError('chat.unknownPress')
  return found
}

function within(value: string, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > most) throw new RequestError('chat.unknownPress')
  return number
}
