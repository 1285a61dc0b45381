/** What the buttons of builder, list and history do. Rights are asked for anew with every one of them. */
import type { Form } from '#src/chat/action.ts'
import { memberChat } from '#src/chat/address.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { type ButtonClick, type CommandContext, type MessageAnswer, UNCHANGED } from '#src/bot/command.ts'
import { flashCard, isOfFlashes } from '../flash/card.ts'
import { builderOf } from './builder.ts'
import { type Draft, draftOf, draftToEdit, newDraft, SCREENS } from './draft.ts'
import { addNew } from './add.ts'
import { exportOf } from './file.ts'
import { checkedForm, isForm } from './formanswers.ts'
import { formNamed } from './forms.ts'
import { confirmOf, confirmRun } from './confirm.ts'
import { canRetry, HISTORY, historyOf } from './history.ts'
import { itemOf, listOf } from './list.ts'
import { mistakesAfter } from './mistakes.ts'
import { inTopic, newPlan, planOf, textAlone } from './plan.ts'
import { topicsKnown, withTopicName } from './topics.ts'
import { changed, readingIn, within } from './planclick.ts'
import { withOtherPages } from './pages.ts'
import { previewOf } from './preview.ts'
import type { ChatScope } from '#src/bot/request/scope.ts'
import { requireManagedTarget, type ScheduleModerator, scheduleModeratorAt } from '../moderator.ts'

/** Throws RequestError for what cannot be done, or not by this member. */
export async function onSchedulesClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const moderator = await scheduleModeratorAt(scopeIn(click), context)
  const draft = draftOf(click, moderator.personal.now)
  return draft ? build(draft, click, moderator) : manage(click, moderator)
}

/** What a button of the builder asks for. Throws RequestError for a member who may not click it. */
export async function formOfSchedules(
  { choice, state }: Pick<ButtonClick, 'choice' | 'state'>,
  context: CommandContext,
): Promise<Form | undefined> {
  const moderator = await scheduleModeratorAt(scopeIn({ choice, state }), context)
  const draft = draftOf({ state, changedAt: 0 }, 0)
  const form = draft && formNamed(choice, draft, context.words)
  return form && checkedForm(form, draft.plan, readingIn(moderator))
}

/** Does one of the actions that need a schedule alone; gives what to show. Throws RequestError. */
export async function doTo(
  schedule: Schedule,
  action: string,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { scheduleService, by, context } = moderator
  const { words } = context
  const say = (key: 'paused' | 'resumed' | 'skipped' | 'unskipped' | 'running' | 'testing') =>
    words.say(`schedules:done.${key}`, { number: schedule.number })
  if (isOfFlashes(schedule) && ['skip', 'run', 'reallyrun', 'test', 'clone'].includes(action)) {
    throw new RequestError('schedules.onEvent')
  }
  switch (action) {
    case 'pause':
      return itemOf(await scheduleService.pause(schedule, by), moderator, say('paused'))
    case 'resume':
      return itemOf(await scheduleService.resume(schedule, by), moderator, say('resumed'))
    case 'skip':
      if (schedule.state === 'paused') throw new RequestError('schedules.isPaused')
      return itemOf(await scheduleService.skip(schedule, by, true), moderator, say('skipped'))
    case 'unskip':
      return itemOf(await scheduleService.skip(schedule, by, false), moderator, say('unskipped'))
    case 'run':
      await requireReady(schedule, moderator)
      await requireApproved(schedule, moderator)
      return confirmRun(schedule, moderator)
    case 'reallyrun':
      await requireReady(schedule, moderator)
      await requireApproved(schedule, moderator)
      await scheduleService.runNow(schedule, by)
      return itemOf(schedule, moderator, say('running'))
    case 'test': {
      const alone = memberChat(moderator.personal.request)
      // Elsewhere the bot can show it in private at once.
      if (alone === undefined) return previewOf(schedule, moderator)
      await scheduleService.testTo(schedule, alone)
      return itemOf(schedule, moderator, say('testing'))
    }
    case 'edit':
      if (isOfFlashes(schedule)) return flashCard(schedule, { ...moderator, target: schedule.target })
      return builderOf(draftToEdit(schedule), moderator)
    case 'textonly': {
      const plan = textAlone(planOf(schedule))
      return itemOf(
        await scheduleService.change(schedule, plan, by),
        moderator,
        words.say('schedules:done.changed'),
      )
    }
    case 'clone':
      return builderOf(newDraft(planOf(schedule)), moderator)
    case 'history':
      return historyOf(schedule, moderator)
    case 'delete':
      return confirmOf(schedule, moderator)
    case 'reallydelete':
      await scheduleService.remove(schedule, by)
      return listOf(moderator, 0, words.say('schedules:done.deleted', { number: schedule.number }))
    default:
      return itemOf(schedule, moderator)
  }
}

async function manage({ choice, state }: ButtonClick, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const [action = '', value = ''] = partsOf(choice)
  switch (action) {
    case 'list':
      return listOf(moderator)
    case 'chat':
      // The digest stays: its other chats are opened from it, too.
      return { ...(await listOf(moderator)), isNew: true }
    case 'page':
      return listOf(moderator, Number(value) || 0)
    case 'new':
      return builderOf(
        newDraft(await withTopicName(newPlan(moderator.target, moderator.context), moderator)),
        moderator,
      )
    case 'export':
      return exportOf(moderator)
    case 'resend':
    case 'arrived':
    case 'retry':
      return settle(action, state[`run${value}`], await requireSchedule(state.open, moderator), moderator)
    default:
      return doTo(await requireSchedule(action === 'open' ? value : state.open, moderator), action, moderator)
  }
}

async function settle(
  action: 'resend' | 'arrived' | 'retry',
  id: string | undefined,
  schedule: Schedule,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { scheduleService, context, by } = moderator
  const delivery = id === undefined ? undefined : await scheduleService.delivery(id)
  if (delivery?.schedule !== schedule.id) throw new RequestError('schedules.runGone')
  if (action === 'retry') {
    const runs = await scheduleService.history(schedule, HISTORY)
    if (isOfFlashes(schedule) && !canRetry(delivery, runs, schedule))
      throw new RequestError('schedules.onEvent')
    await requireApproved(schedule, moderator, delivery.fireAt)
    await scheduleService.runNow(schedule, by)
  } else if (!(await scheduleService.settle(delivery.id, action, by)))
    throw new RequestError('schedules.settled')
  return historyOf(schedule, moderator, context.words.say(`schedules:done.${action}`))
}

async function build(draft: Draft, click: ButtonClick, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const [action = '', value = ''] = partsOf(click.choice)
  switch (action) {
    case 'screen': {
      const { page: _, ...rest } = draft
      return builderOf({ ...rest, screen: SCREENS.find((one) => one === value) ?? 'main' }, moderator)
    }
    case 'page':
      return builderOf({ ...draft, page: within(value, 9) }, moderator)
    case 'preview':
      return previewOf(draft.plan, moderator)
    case 'cancel':
      return draft.edits
        ? itemOf(await requireSchedule(draft.edits.id, moderator), moderator)
        : listOf(moderator)
    case 'asshown':
      return builderOf({ ...draft, screen: 'main', mistakes: [] }, moderator)
    case 'save':
      return draft.mistakes?.length
        ? builderOf({ ...draft, screen: 'fix' }, moderator)
        : save(draft, moderator)
    case 'intopic': {
      const name = (await topicsKnown(draft.plan, moderator)).find(({ id }) => id === value)?.name
      const plan = inTopic(draft.plan, value === '' ? undefined : value, name)
      return builderOf({ ...draft, plan }, moderator)
    }
    default: {
      const whole = { ...click, chosen: withOtherPages(draft, click.chosen) }
      const { plan, mistakes: others } = changed(draft.plan, action, value, whole, moderator)
      if (plan.target !== draft.plan.target) await requireManagedTarget(plan.target, moderator)
      const mistakes = [...mistakesAfter(draft.mistakes ?? [], action), ...others]
      const screen =
        mistakes.length === 0 && draft.screen === 'fix' ? 'main' : screenAfter(action, draft.screen)
      if (!isForm(action) && isSame(draft, { ...draft, plan, mistakes, screen })) return UNCHANGED
      return builderOf({ ...draft, plan, mistakes, screen }, moderator)
    }
  }
}

function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Where a choice that has a screen of its own leads. */
function screenAfter(action: string, screen: Draft['screen']): Draft['screen'] {
  if (screen === 'what' && action === 'what') return 'main'
  return screen === 'zone' && action === 'zone' ? 'when' : screen
}

async function save({ plan, edits }: Draft, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, by, context } = moderator
  await requireManagedTarget(plan.target, moderator)
  if (edits) {
    const schedule = await requireSchedule(edits.id, moderator)
    const saved = await scheduleService.change({ ...schedule, revision: edits.revision }, plan, by)
    return itemOf(saved, moderator, context.words.say('schedules:done.changed'))
  }
  return addNew(plan, moderator)
}

async function requireReady(plan: Plan, { scheduleService }: ScheduleModerator): Promise<void> {
  if ((await scheduleService.check(plan)) === undefined) throw new RequestError('schedules.unconnected')
}

/** A schedule that posts what was approved alone. Throws RequestError where nothing is. */
async function requireApproved(
  schedule: Schedule,
  { personal }: ScheduleModerator,
  retried?: number,
): Promise<void> {
  if (personal.deskService && !(await personal.deskService.mayRun(schedule, retried)))
    throw new RequestError('desk.needsApproval')
}

/** One of the owner's schedules. Throws RequestError for a deleted one, and for another community's. */
async function requireSchedule(
  id: string | undefined,
  { scheduleService, owner }: ScheduleModerator,
): Promise<Schedule> {
  const schedule = id === undefined ? undefined : await scheduleService.get(id)
  if (schedule?.owner !== owner) throw new RequestError('schedules.notFound')
  return schedule
}

/** The chat that a menu is about; a digest has several, of which the click names one. */
function scopeIn({ choice, state }: Pick<ButtonClick, 'choice' | 'state'>): ChatScope {
  const [action, index] = partsOf(choice)
  if (action === 'chat') return { owner: state[`owner${index}`] ?? '', target: state[`target${index}`] ?? '' }
  const { owner = '', target = '' } = state
  return { owner, target }
}

/** `open=abc` is `open` and `abc`. */
function partsOf(choice: string): readonly string[] {
  const at = choice.indexOf('=')
  return at < 0 ? [choice] : [choice.slice(0, at), choice.slice(at + 1)]
}
