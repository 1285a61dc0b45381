/** What a member gets in their private chat: set up in a line or by a press, at most five, each a schedule of that chat. */
import { isDeepStrictEqual } from 'node:util'
import { type CommandContext, type MessageAnswer, requirePersonal } from '#src/bot/command.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import type { Button, Control } from '#src/chat/action.ts'
import { memberChat, ownerOf } from '#src/chat/address.ts'
import { can } from '#src/chat/platform.ts'
import type { FirstMessage } from '#src/chat/privatechat.ts'
import type { Plan, Schedule, What } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { formatCity } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import { MINUTE } from '#src/market/time.ts'
import { createActionId } from '#src/bot/answer/controls.ts'
import { firstSentence } from '#src/bot/answer/refusal.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { contentName } from '../schedules/plan.ts'
import { formatLocal, formatWhen } from '../schedules/format.ts'
import { isSaid, type PlanInput, planFrom } from '../schedules/line.ts'
import { nameWhat } from './named.ts'

/** The topic that is offered by a press. */
export const TOPIC = 'funding'

/** A private chat gets so many by itself. */
export const MOST_SUBSCRIPTIONS = 5

type SubscribeInput = Pick<PlanInput, 'what' | 'day' | 'time' | 'options'>

/** Bare: the list. Throws RequestError for what cannot be read, and where nothing can be sent to the member. */
export async function answerSubscribe(
  typed: SubscribeInput,
  context: CommandContext,
): Promise<MessageAnswer> {
  const isBare = !isSaid(typed.what) && !isSaid(typed.day) && !isSaid(typed.time) && !typed.options
  if (isBare) return listOf(context)
  // What it is comes before where it goes: a mistake opens no chat.
  const here = subscriberAt(requirePersonal(context).request.chat, context)
  const { plan, mistakes } = await planFrom(typed, here)
  const [mistake] = mistakes
  if (mistake) return sayingMistake(mistake.text, context)
  return subscribe(plan, context)
}

/** Adds it to the member's private chat, once however often it is asked for. */
export async function subscribe(planned: Plan, context: CommandContext): Promise<MessageAnswer> {
  const { request } = requirePersonal(context)
  const reached = await targetOf(planned, context)
  if (typeof reached !== 'string') return reached
  const target = reached
  const moderator = subscriberAt(target, context)
  const { scheduleService, owner, by } = moderator
  // In one's own chat nothing is threaded.
  const { thread: _, ...options } = planned.options
  const plan: Plan = { ...planned, target, member: request.member, options }
  const all = await scheduleService.list(owner)
  const there = all.find((one) => one.state === 'active' && isDeepStrictEqual(one.what, plan.what))
  if (!there && all.length >= MOST_SUBSCRIPTIONS) {
    throw new RequestError('subscribe.full', { most: String(MOST_SUBSCRIPTIONS) })
  }
  const schedule = there ?? (await scheduleService.add(owner, plan, by))
  return listOf(context, target, { note: lineOf(schedule, there === undefined, context) })
}

/** What a message about one subscription keeps of it. */
function contentState(what: What): Readonly<Record<string, string>> {
  return {
    of: contentName(what),
    ...(what.kind === 'command' && { options: JSON.stringify(what.args) }),
  }
}

/** Whether a subscription is what a message is about: a topic with the same options, where it kept them. */
export function isAbout(what: What, { of, options }: Readonly<Record<string, string>>): boolean {
  if (contentName(what) !== of) return false
  return what.kind !== 'command' || options === undefined || isDeepStrictEqual(what.args, JSON.parse(options))
}

/** What was just done to the list; `undo` is a subscription that was stopped, which one press sets up again. */
interface Done {
  readonly note: string
  readonly undo?: Plan
}

/** What comes to the private chat, with a way to stop each. `target` is that chat, where it is known. */
export async function listOf(
  context: CommandContext,
  known?: string,
  { note, undo }: Partial<Done> = {},
): Promise<MessageAnswer> {
  const { words } = context
  // What comes to one member is not for a group to read.
  if (requirePersonal(context).request.place === 'group') return answerInGroup(note, words)
  const target = known ?? (await ownTarget(context))
  const all =
    target === undefined ? [] : await subscriberAt(target, context).scheduleService.list(ownerOf(target))
  const say = (key: 'title' | 'none' | 'elsewhere' | 'stopOne') => words.say(`commands:subscribe.${key}`)
  const button = (choice: string, key: 'weekly' | 'daily' | 'topic'): Button => ({
    ...{ kind: 'button', choice },
    label: words.say(`commands:subscribe.buttons.${key}`),
  })
  const has = (kind: 'brief' | 'daily') => all.some(({ what }) => what.kind === kind)
  const offers = [
    ...(has('brief') ? [] : [button('add=weekly', 'weekly')]),
    ...(has('daily') ? [] : [button('add=daily', 'daily')]),
    ...(all.some(({ what }) => contentName(what) === TOPIC) ? [] : [button(`add=${TOPIC}`, 'topic')]),
  ]
  const again: Button = { kind: 'button', choice: 'again', label: words.say('commands:subscribe.undo') }
  const rows: (readonly Control[])[] = [
    ...(undo ? [[again]] : []),
    ...(all.length > 0
      ? [
          [
            {
              kind: 'select' as const,
              label: say('stopOne'),
              options: all.map((one) => ({
                choice: `stop=${one.id}`,
                label: nameWhat(one.what, words, context.history),
              })),
            },
          ],
        ]
      : []),
    ...(offers.length > 0 && all.length < MOST_SUBSCRIPTIONS ? [offers] : []),
  ]
  return {
    kind: 'message',
    message: {
      title: say('title'),
      blocks: [
        ...(note === undefined ? [] : [{ kind: 'paragraph' as const, text: note }]),
        all.length === 0
          ? { kind: 'paragraph', text: say(target === undefined ? 'elsewhere' : 'none') }
          : { kind: 'bullets', items: all.map((one) => describe(one, context)) },
      ],
      images: [],
      footer: [],
      commands: [{ text: '/subscribe' }],
    },
    ...(rows.length > 0 && {
      guide: { rows, state: { ...(target && { target }), ...planState(undo) }, command: 'subscribe' },
    }),
  }
}

function planState(plan: Plan | undefined): Readonly<Record<string, string>> {
  return plan ? { plan: JSON.stringify(plan) } : {}
}

/** What was done, and where the list is. */
function answerInGroup(note: string | undefined, words: Words): MessageAnswer {
  const lines = [...(note === undefined ? [] : [note]), words.say('commands:subscribe.elsewhere')]
  return {
    kind: 'message',
    message: {
      title: words.say('commands:subscribe.title'),
      blocks: lines.map((text) => ({ kind: 'paragraph', text })),
      images: [],
      footer: [],
    },
  }
}

/** The member acts for their own private chat, in which nobody else is. */
export function subscriberAt(target: string, context: CommandContext): ScheduleModerator {
  const personal = requirePersonal(context)
  const { scheduleService, request } = personal
  if (!scheduleService) throw new RequestError('schedules.noService')
  return { owner: ownerOf(target), target, context, personal, by: request.member, scheduleService }
}

/** The member's private chat, where its address is known without opening it. */
export async function ownTarget(context: CommandContext): Promise<string | undefined> {
  const { memory, request } = requirePersonal(context)
  if (request.place === 'private' || request.place === 'preview') return scopeOf(request).target
  return memberChat(request) ?? (await memory.privateChat(request))?.target
}

/**
 * The private chat, opened with a first message where this is asked elsewhere, so that it is known to arrive. Where it is closed, what
 * to do about it, with one press that then sets up the same. Throws RequestError.
 */
async function targetOf(plan: Plan, context: CommandContext): Promise<string | MessageAnswer> {
  const { request, alerts, memory, scheduleService } = requirePersonal(context)
  const { words } = context
  if (request.place === 'private' || request.place === 'preview') return scopeOf(request).target
  const button = (choice: string, label: string): Button => ({ kind: 'button', choice, label })
  const first: FirstMessage = {
    message: {
      title: words.say('commands:subscribe.confirmation.title'),
      blocks: [
        {
          kind: 'paragraph',
          text: words.say('commands:subscribe.confirmation.text', {
            what: nameWhat(plan.what, words, context.history),
          }),
        },
      ],
      images: [],
      footer: [],
    },
    rows: [
      [
        button('stopthese', words.say('chat:post.stopthese')),
        button('list', words.say('alerts:buttons.list')),
      ],
    ],
    ...{ command: 'subscribe', state: contentState(plan.what) },
  }
  const known = await memory.privateChat(request)
  const own = known ? ((await scheduleService?.list(known.target)) ?? []) : []
  const again = own.some(({ trouble }) => trouble !== undefined)
  const opened = await alerts?.privateChats?.open(request, first, words.locale, { again })
  if (opened?.kind === 'later') throw new RequestError('subscribe.later', { seconds: String(opened.seconds) })
  if (opened?.kind === 'open') return opened.target
  return closedAnswer(plan, context)
}

/** Nothing is set up yet: one press sets it up once messages are let in. */
async function closedAnswer(plan: Plan, context: CommandContext): Promise<MessageAnswer> {
  const { memory, now, request } = requirePersonal(context)
  const { words } = context
  const { botName, platform, member } = request
  const what = contentName(plan.what)
  const isLinked = can(platform, 'memberChat') && botName !== undefined
  const id = createActionId()
  if (isLinked) {
    await memory.saveAction({
      ...{ id, platform, chat: request.chat, asker: member, command: 'start', createdAt: now },
      args: { menu: 'subscribe', plan: JSON.stringify(plan) },
    })
  }
  const say = (key: 'notStarted' | 'closed' | 'start' | 'again') =>
    words.say(`commands:subscribe.closed.${key}`, { what: nameWhat(plan.what, words, context.history) })
  const [title, text] = firstSentence(say(isLinked ? 'notStarted' : 'closed'))
  const button: Button = isLinked
    ? { kind: 'button', choice: 'link', label: say('start'), url: `https://t.me/${botName}?start=${id}` }
    : { kind: 'button', choice: `again=${what}`, label: say('again'), style: 'main' }
  return {
    kind: 'message',
    message: { title, blocks: [{ kind: 'paragraph', text }], images: [], footer: [] },
    ...(isLinked && { staysFor: MINUTE }),
    guide: { rows: [[button]], state: { plan: JSON.stringify(plan) }, command: 'subscribe' },
  }
}

function lineOf({ what, nextRunAt, zone }: Schedule, isNew: boolean, context: CommandContext): string {
  const { words, history } = context
  const at =
    nextRunAt === undefined
      ? '–'
      : words.grammar.aside(formatLocal(nextRunAt, zone, words), formatCity(zone, words.locale))
  return words.say(isNew ? 'commands:subscribe.added' : 'commands:subscribe.there', {
    what: nameWhat(what, words, history),
    at,
  })
}

function describe({ what, when, zone, state }: Schedule, { words, history }: CommandContext): string {
  const line = words.say('commands:subscribe.line', {
    what: nameWhat(what, words, history),
    when: formatWhen(when, zone, words),
  })
  return state === 'paused' ? words.grammar.aside(line, words.say('schedules:states.paused')) : line
}

function sayingMistake(sentence: string, { words }: CommandContext): MessageAnswer {
  const title = words.say('commands:subscribe.title')
  const blocks = [{ kind: 'paragraph' as const, text: sentence }]
  return { kind: 'message', message: { title, blocks, images: [], footer: [] } }
}
