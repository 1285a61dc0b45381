/** What a member gets in their private chat: set up in a line or by a press, at most five, each a schedule of that chat. */
import { isDeepStrictEqual } from 'node:util'
import { type CommandContext, type MessageAnswer, requirePersonal } from '#src/bot/command.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import type { Button, Control } from '#src/chat/action.ts'
import { memberChat, ownerOf } from '#src/chat/address.ts'
import type { Message } from '#src/chat/message.ts'
import { can } from '#src/chat/platform.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { formatCity } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { formatLocal, formatWhat, formatWhen } from '../schedules/format.ts'
import { isSaid, type PlanInput, planFrom } from '../schedules/line.ts'

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
  const { words } = context
  const target = await targetOf(planned, context)
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
  return listOf(context, target, lineOf(schedule, there === undefined, words))
}

/** What comes to the private chat, with a way to stop each. `target` is that chat, where it is known. */
export async function listOf(
  context: CommandContext,
  target = ownTarget(context),
  note?: string,
): Promise<MessageAnswer> {
  const { words } = context
  const all =
    target === undefined ? [] : await subscriberAt(target, context).scheduleService.list(ownerOf(target))
  const say = (key: 'title' | 'none' | 'elsewhere' | 'stopOne') => words.say(`commands:subscribe.${key}`)
  const button = (choice: string, key: 'weekly' | 'daily'): Button => ({
    ...{ kind: 'button', choice },
    label: words.say(`commands:subscribe.buttons.${key}`),
  })
  const has = (kind: 'brief' | 'daily') => all.some(({ what }) => what.kind === kind)
  const offers = [
    ...(has('brief') ? [] : [button('add=weekly', 'weekly')]),
    ...(has('daily') ? [] : [button('add=daily', 'daily')]),
  ]
  const rows: (readonly Control[])[] = [
    ...(all.length > 0
      ? [
          [
            {
              kind: 'select' as const,
              label: say('stopOne'),
              options: all.map((one) => ({ choice: `stop=${one.id}`, label: formatWhat(one.what, words) })),
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
          : { kind: 'bullets', items: all.map((one) => describe(one, words)) },
      ],
      images: [],
      footer: [],
      commands: [{ text: '/subscribe' }],
    },
    ...(rows.length > 0 && { guide: { rows, state: { ...(target && { target }) }, command: 'subscribe' } }),
  }
}

/** The member acts for their own private chat, in which nobody else is. */
export function subscriberAt(target: string, context: CommandContext): ScheduleModerator {
  const personal = requirePersonal(context)
  const { scheduleService, request } = personal
  if (!scheduleService) throw new RequestError('schedules.noService')
  return { owner: ownerOf(target), target, context, personal, by: request.member, scheduleService }
}

/** The member's private chat, where it has an address without being opened. */
function ownTarget(context: CommandContext): string | undefined {
  const { request } = requirePersonal(context)
  if (request.place === 'private' || request.place === 'preview') return scopeOf(request).target
  return memberChat(request)
}

/**
 * The private chat, opened with a first message where this is asked elsewhere, so that it is known to arrive. Throws
 * RequestError where it is closed; nothing is kept then.
 */
async function targetOf(plan: Plan, context: CommandContext): Promise<string> {
  const { request, alerts } = requirePersonal(context)
  const { words } = context
  if (request.place === 'private' || request.place === 'preview') return scopeOf(request).target
  const first: Message = {
    title: words.say('commands:subscribe.confirmation.title'),
    blocks: [
      {
        kind: 'paragraph',
        text: words.say('commands:subscribe.confirmation.text', { what: formatWhat(plan.what, words) }),
      },
    ],
    images: [],
    footer: [],
  }
  const opened = await alerts?.privateChats?.open(request, first, words.locale)
  if (opened?.kind === 'later') throw new RequestError('subscribe.later', { seconds: String(opened.seconds) })
  if (opened?.kind === 'open') return opened.target
  const { botName } = request
  if (can(request.platform, 'memberChat') && botName !== undefined) {
    throw new RequestError('subscribe.notStarted', { link: `https://t.me/${botName}?start=subscribe` })
  }
  throw new RequestError('subscribe.closed')
}

function lineOf({ what, nextRunAt, zone }: Schedule, isNew: boolean, words: Words): string {
  const at =
    nextRunAt === undefined
      ? '–'
      : words.grammar.aside(formatLocal(nextRunAt, zone, words), formatCity(zone, words.locale))
  return words.say(isNew ? 'commands:subscribe.added' : 'commands:subscribe.there', {
    what: formatWhat(what, words),
    at,
  })
}

function describe({ what, when, zone, state }: Schedule, words: Words): string {
  const line = words.say('commands:subscribe.line', {
    what: formatWhat(what, words),
    when: formatWhen(when, zone, words),
  })
  return state === 'paused' ? words.grammar.aside(line, words.say('schedules:states.paused')) : line
}

function sayingMistake(sentence: string, { words }: CommandContext): MessageAnswer {
  const title = words.say('commands:subscribe.title')
  const blocks = [{ kind: 'paragraph' as const, text: sentence }]
  return { kind: 'message', message: { title, blocks, images: [], footer: [] } }
}
