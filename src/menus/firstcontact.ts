/** The first words with the bot: in a group, in the private chat, or through a link from one to the other. */
import { parsePlan } from '#src/chat/planschema.ts'
import { ownerOf, printAddress } from '#src/chat/address.ts'
import { formatCity } from '#src/i18n/dates.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { DEFAULT_LOCALE } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { RequestError } from '#src/errors.ts'
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import { helpHere } from '#src/bot/answer/help.ts'
import { type ChatScope, scopeOf } from '#src/bot/request/scope.ts'
import {
  type ModeratorContext,
  moderatorAt,
  type ScheduleModerator,
  scheduleModeratorAt,
} from './moderator.ts'
import { openAlerts } from './alerts/answer.ts'
import { privacyOf } from './privacy.ts'
import { OPEN_FOR } from './privatechatlink.ts'
import { flashesHere } from './flash/clicks.ts'
import { builderOf } from './schedules/builder.ts'
import { draftOf, newDraft } from './schedules/draft.ts'
import { itemOf, listOf } from './schedules/list.ts'
import { formatLocal } from './schedules/format.ts'
import { newPlan } from './schedules/plan.ts'
import { screenOf } from './desk/clicks.ts'
import { deskModeratorAt } from './desk/scope.ts'
import { settingsOf } from './settings/menu.ts'
import { listOf as subscriptionsIn, subscribe } from './subscriptions/answer.ts'
import { planned } from './subscriptions/clicks.ts'
import {
  chatInPayload,
  chatWelcome,
  languageIn,
  privateWelcome,
  switchButtons,
  welcomedIn,
  type WelcomedChat,
} from './welcome.ts'

/** Milliseconds for which a link sets up what a member asked for where nothing could be sent to them. */
const SUBSCRIBED_FOR = 7 * 86_400_000

/**
 * What a link opens, or a welcome where there is none or it says nothing. Throws RequestError where the member does not
 * manage what lies behind it.
 */
export async function startWith(
  payload: string | undefined,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { memory, now, request } = requirePersonal(context)
  if (payload === 'subscribe' && request.place === 'private') return subscriptionsIn(context)
  if (payload === 'help') return { kind: 'message', message: helpHere(undefined, context) }
  // What a link opens is for the private chat alone.
  if (payload === undefined || request.place !== 'private') return welcomeHere(context)
  const { platform, member } = request
  const chat = chatInPayload(payload)
  if (chat !== undefined) return openChat(printAddress({ platform, chat }), context)
  const record = await memory.action(payload, now)
  // Older links name it `room`.
  const menu = record?.args.menu ?? record?.args.room
  if (record?.command !== 'start' || record.platform !== platform || menu === undefined) {
    return welcomeHere(context)
  }
  if (menu === 'subscribe' && now - record.createdAt <= SUBSCRIBED_FOR)
    return subscribe(parsePlan(record.args.plan ?? ''), context)
  if (now - record.createdAt > OPEN_FOR) throw new RequestError('schedules.linkExpired')
  const { owner = '', target = '', title = target } = record.args
  if (menu === 'alerts') return openAlerts(record.args, context)
  const moderator = await scheduleModeratorAt({ owner, target }, context)
  await memory.rememberChat({ platform, member, chat: ownerOf(target), title, at: now })
  if (menu === 'privacy') return titled(await privacyOf(moderator), title)
  if (menu === 'settings') return settingsOf(moderator, 'all', 'main')
  if (menu === 'flash') return titled(await flashesHere(moderator), title)
  if (menu === 'desk')
    return titled(
      await screenOf(record.args.screen ?? 'menu', await deskModeratorAt({ owner, target }, context)),
      title,
    )
  const draft = draftOf({ state: record.args, changedAt: record.createdAt }, now)
  return draft ? builderOf(draft, moderator) : titled(await listOf(moderator), title)
}

/** What the buttons of a welcome do. Throws RequestError for those that are the moderators' alone. */
export async function onStartClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const { choice, state } = click
  if (choice === 'weekly') return weeklyToMe(context)
  const [action, name = ''] = choice.split('=')
  if (action === 'mine') return { ...(await subscribe(planned(name, context), context)), isNew: true }
  if (choice === 'undo' || choice === 'change') return onWeekly(click, context)
  const scope: ChatScope = { owner: state.owner ?? '', target: state.target ?? '' }
  if (choice.startsWith('language=')) return switchLanguage(click, await moderatorAt(scope, context))
  const moderator = await scheduleModeratorAt(scope, context)
  switch (choice) {
    case 'open':
      return openChat(scope.target, context)
    case 'briefing':
      return briefingFor(moderator)
    case 'schedules':
      return titled(await listOf(moderator), state.title ?? scope.target)
    case 'settings':
      return settingsOf(moderator, 'all', 'main')
    default:
      throw new RequestError('chat.unknownClick')
  }
}

/** Who the bot is, where it was asked. In a group without a language of its own, a moderator who asks settles it. */
async function welcomeHere(context: CommandContext): Promise<MessageAnswer> {
  const { memory, request } = requirePersonal(context)
  const { words } = context
  if (request.place === 'private') return privateWelcome(words, request)
  const { owner, target } = scopeOf(request)
  const settings = await memory.settings(owner)
  if (request.place === 'guild') {
    const language = settings.language ?? request.chatLanguage ?? DEFAULT_LOCALE
    return chatWelcome({ kind: 'guild', owner, target, language, isAlone: true }, words)
  }
  const language = settings.language ?? words.locale
  if (settings.language === undefined && request.manager) await memory.settleSettings(owner, { language })
  return chatWelcome({ kind: 'group', owner, target, language, botName: request.botName }, words)
}

/** The way from a group to its menus, in the private chat. Throws RequestError where the member does not manage it. */
async function openChat(target: string, context: CommandContext): Promise<MessageAnswer> {
  const { memory, now, request } = requirePersonal(context)
  const { words } = context
  const owner = ownerOf(target)
  const moderator = await scheduleModeratorAt({ owner, target }, context)
  const { scheduleService } = moderator
  const [name, all, settings] = await Promise.all([
    scheduleService.nameOf(target),
    scheduleService.list(owner),
    memory.settings(owner),
  ])
  const title = name ?? target
  const { platform, member } = request
  await memory.rememberChat({ platform, member, chat: ownerOf(target), title, at: now })
  const language = settings.language ?? DEFAULT_LOCALE
  const text = words.say(all.length === 0 ? 'welcome:hub.none' : 'welcome:hub.some', { count: all.length })
  const button = (choice: 'briefing' | 'schedules' | 'settings') => ({
    ...{ kind: 'button' as const, choice },
    label: words.say(`welcome:buttons.${choice}`),
  })
  return {
    kind: 'message',
    message: { title, blocks: [{ kind: 'paragraph', text }], images: [], footer: [] },
    guide: {
      rows: [
        [{ ...button('briefing'), style: 'main' }],
        [button('schedules'), button('settings')],
        switchButtons(language),
      ],
      state: { owner, target, title, hub: 'true' },
      command: 'start',
    },
  }
}

/** The weekly briefing of a chat, ready to be saved: in the chat's language. */
async function briefingFor(moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { context, personal, owner, target } = moderator
  const plan = newPlan(target, context)
  const { language = plan.language } = await personal.memory.settings(owner)
  return builderOf(newDraft({ ...plan, language }), moderator)
}

/** The weekly briefing into the member's own chat, once however often it is clicked. */
async function weeklyToMe(context: CommandContext): Promise<MessageAnswer> {
  const { request } = requirePersonal(context)
  const moderator = await scheduleModeratorAt(scopeOf(request), context)
  const { scheduleService, owner, target, by } = moderator
  const { words } = context
  const { schedule, isNew } = await scheduleService.addOnce(
    owner,
    { ...newPlan(target, context), member: request.member },
    by,
  )
  const { id, zone, nextRunAt } = schedule
  const at =
    nextRunAt === undefined
      ? '–'
      : words.grammar.aside(formatLocal(nextRunAt, zone, words), formatCity(zone, words.locale))
  const line = words.say(isNew ? 'welcome:weekly.first' : 'welcome:weekly.there', { at })
  return privateWelcome(words, request, { id, line, isNew })
}

/** The weekly briefing of a welcome, taken back or opened to be changed; the welcome as it was where it is gone already. */
async function onWeekly({ choice, state }: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const { request } = requirePersonal(context)
  const moderator = await scheduleModeratorAt(scopeOf(request), context)
  const { scheduleService, owner, by } = moderator
  const schedule = (await scheduleService.list(owner)).find(({ id }) => id === state.weekly)
  if (schedule && choice === 'change') return itemOf(schedule, moderator)
  if (schedule) await scheduleService.remove(schedule, by)
  return privateWelcome(context.words, request)
}

/** Changes the language of a chat, and says so in it. */
async function switchLanguage(
  { choice, state }: ButtonClick,
  { context, personal, owner, target, by }: ModeratorContext,
): Promise<MessageAnswer> {
  const { memory, now: at } = personal
  const language: Locale = languageIn(choice)
  await memory.changeSettings(owner, { language }, { by, at })
  if (state.hub === 'true') return openChat(target, context)
  const chat: WelcomedChat = welcomedIn(state, language)
  const { words: own } = context
  const words = chat.isAlone ? own : createWords(language, own.clock, own.reference, own.money)
  return chatWelcome(chat, words)
}

function titled(answer: MessageAnswer, title: string): MessageAnswer {
  return { ...answer, message: { ...answer.message, subtitle: title } }
}
