/** The private chat with the bot: through a door from a group, from the list of chats, or from nowhere. */
import type { ManagedChat } from '#src/chat/memory.ts'
import { RequestError } from '#src/errors.ts'
import type { CommandContext, MessageAnswer, Press } from '../command.ts'
import { settingsOf } from '../settings/menu.ts'
import { privacyOf } from '../settings/privacy.ts'
import { builderOf } from './builder.ts'
import { OPEN_FOR } from './door.ts'
import { draftOf } from './draft.ts'
import { listOf } from './menus.ts'
import { mustBePersonal, scopeOf, seatAt } from './scope.ts'

/** What a door opens, or a welcome. Throws RequestError where the member does not manage what lies behind it. */
export async function startWith(
  payload: string | undefined,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { memory, now, request } = mustBePersonal(context)
  if (payload === undefined) return welcome(context)
  const record = await memory.action(payload, now)
  if (record?.command !== 'start' || record.platform !== request.platform) {
    throw new RequestError('schedules.doorClosed')
  }
  if (now - record.createdAt > OPEN_FOR) throw new RequestError('schedules.doorClosed')
  const { room, owner = '', target = '', title = target } = record.args
  const seat = await seatAt({ owner, target }, context)
  const { platform, member } = request
  await memory.rememberChat({ platform, member, chat: target, title, at: now })
  if (room === 'privacy') return titled(await privacyOf(seat), title)
  if (room === 'settings') return settingsOf(seat, 'all', 'main')
  const draft = draftOf({ state: record.args, changedAt: record.createdAt }, now)
  return draft ? builderOf(draft, seat) : titled(await listOf(seat), title)
}

/** Chats that the member manages, asked of the platform one by one, each to be opened. */
export async function chatsOf(context: CommandContext): Promise<MessageAnswer> {
  const { memory, request, desk } = mustBePersonal(context)
  const { words } = context
  if (!desk) throw new RequestError('schedules.noDesk')
  const known = await memory.chatsOf(request.platform, request.member)
  const manages = await Promise.all(known.map(({ chat }) => desk.manages(chat, request.member)))
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
export async function pressChats(press: Press, context: CommandContext): Promise<MessageAnswer> {
  const [deed, index] = press.choice.split('=')
  const target = press.state[`chat${index}`]
  if (target === undefined) throw new RequestError('chat.unknownPress')
  const seat = await seatAt(scopeOf({ chat: target }), context)
  return deed === 'set'
    ? settingsOf(seat, 'all', 'main')
    : titled(await listOf(seat), press.state[`title${index}`] ?? target)
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
