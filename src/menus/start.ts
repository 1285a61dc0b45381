/** The private chat with the bot: through a link from a group, from the list of chats, or from nowhere. */
import type { ManagedChat } from '#src/chat/memory.ts'
import { RequestError } from '#src/errors.ts'
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import { settingsOf } from './settings/menu.ts'
import { privacyOf } from './privacy.ts'
import { builderOf } from './schedules/builder.ts'
import { OPEN_FOR } from './privatechatlink.ts'
import { draftOf } from './schedules/draft.ts'
import { listOf } from './schedules/list.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { scheduleModeratorAt } from './moderator.ts'

/** The menu that a link opens, or a welcome. Throws RequestError where the member does not manage what lies behind it. */
export async function startWith(
  payload: string | undefined,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { memory, now, request } = requirePersonal(context)
  if (payload === undefined) return welcome(context)
  const record = await memory.action(payload, now)
  if (record?.command !== 'start' || record.platform !== request.platform) {
    throw new RequestError('schedules.doorClosed')
  }
  if (now - record.createdAt > OPEN_FOR) throw new RequestError('schedules.doorClosed')
  const { room, owner = '', target = '', title = target } = record.args
  const moderator = await scheduleModeratorAt({ owner, target }, context)
  const { platform, member } = request
  await memory.rememberChat({ platform, member, chat: target, title, at: now })
  if (room === 'privacy') return titled(await privacyOf(moderator), title)
  if (room === 'settings') return settingsOf(moderator, 'all', 'main')
  const draft = draftOf({ state: record.args, changedAt: record.createdAt }, now)
  return draft ? builderOf(draft, moderator) : titled(await listOf(moderator), title)
}

/** Chats that the member manages, asked of the platform one by one, each to be opened. */
export async function chatsOf(context: CommandContext): Promise<MessageAnswer> {
  const { memory, request, scheduleService } = requirePersonal(context)
  const { words } = context
  if (!scheduleService) throw new RequestError('schedules.noDesk')
  const known = await memory.chatsOf(request.platform, request.member)
  const manages = await Promise.all(known.map(({ chat }) => scheduleService.manages(chat, request.member)))
  const chats = known.filter((_, index) => manages[index])
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:chats.title'),
      blocks: [
        {
          kind: 'paragraph',
          text: words.say(chats.length > 0 ? 'schedules:chats.text' : 'schedules:chats.none'),
        },
      ],
      images: [],
      footer: [],
    },
    ...(chats.length > 0 && {
      guide: {
        rows: chats.flatMap(({ title }, index) => [
          [
            { kind: 'button' as const, choice: `chat=${index}`, label: title },
            { kind: 'button' as const, choice: `set=${index}`, label: words.say('schedules:chats.settings') },
          ],
        ]),
        state: Object.fromEntries(chats.flatMap(stateOf)),
      },
    }),
  }
}

/** Opens a chat of the list. Throws RequestError where the member manages it no more. */
export async function onChatsClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const [action, index] = click.choice.split('=')
  const target = click.state[`chat${index}`]
  if (target === undefined) throw new RequestError('chat.unknownClick')
  const moderator = await scheduleModeratorAt(scopeOf({ chat: target }), context)
  return action === 'set'
    ? settingsOf(moderator, 'all', 'main')
    : titled(await listOf(moderator), click.state[`title${index}`] ?? target)
}

function stateOf({ chat, title }: ManagedChat, index: number): (readonly [string, string])[] {
  return [
    [`chat${index}`, chat],
    [`title${index}`, title],
  ]
}

function titled(answer: MessageAnswer, title: string): MessageAnswer {
  return { ...answer, message: { ...answer.message, subtitle: title } }
}

function welcome({ words }: CommandContext): MessageAnswer {
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:welcome.title'),
      blocks: [
        { kind: 'paragraph', text: words.say('schedules:welcome.text') },
        {
          kind: 'bullets',
          items: [
            words.say('schedules:welcome.ask'),
            words.say('schedules:welcome.group'),
            words.say('schedules:welcome.here'),
          ],
        },
      ],
      images: [],
      footer: [],
    },
  }
}
