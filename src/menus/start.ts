/** The chats that a member manages, each with the way to its menus. */
import type { ManagedChat } from '#src/chat/memory.ts'
import { RequestError } from '#src/errors.ts'
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import { screenOf } from './desk/clicks.ts'
import { deskModeratorAt } from './desk/scope.ts'
import { settingsOf } from './settings/menu.ts'
import { knownChats } from './knownchats.ts'
import { listOf } from './schedules/list.ts'
import { scopeOf } from '#src/bot/request/scope.ts'
import { scheduleModeratorAt } from './moderator.ts'

/** Chats that the member manages, asked of the platform one by one, each to be opened. */
export async function chatsOf(context: CommandContext): Promise<MessageAnswer> {
  const { words } = context
  const { scheduleService } = requirePersonal(context)
  if (!scheduleService) throw new RequestError('schedules.noService')
  const { managed: chats, remarks } = await knownChats(scheduleService, context)
  const doubtful = await Promise.all(
    chats.map(async ({ chat }) => (await scheduleService.unsettled(scopeOf({ chat }).owner)).length),
  )
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:chats.title'),
      blocks: [
        {
          kind: 'paragraph',
          text: words.say(chats.length > 0 ? 'schedules:chats.text' : 'schedules:chats.none'),
        },
        ...(doubtful.some((count) => count > 0)
          ? [{ kind: 'paragraph' as const, text: words.say('schedules:chats.doubtfulText') }]
          : []),
        ...remarks.map((text) => ({ kind: 'paragraph' as const, text })),
      ],
      images: [],
      footer: [],
    },
    ...(chats.length > 0 && {
      guide: {
        rows: chats.flatMap(({ title }, index) => [
          [
            {
              kind: 'button' as const,
              choice: `chat=${index}`,
              label: markedTitle(title, doubtful[index] ?? 0, words),
            },
            { kind: 'button' as const, choice: `set=${index}`, label: words.say('schedules:chats.settings') },
            { kind: 'button' as const, choice: `desk=${index}`, label: words.say('schedules:chats.desk') },
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
  const scope = scopeOf({ chat: target })
  const title = click.state[`title${index}`] ?? target
  if (action === 'desk') return titled(await screenOf('menu', await deskModeratorAt(scope, context)), title)
  const moderator = await scheduleModeratorAt(scope, context)
  return action === 'set' ? settingsOf(moderator, 'all', 'main') : titled(await listOf(moderator), title)
}

/** Marked while posts of the chat may not have arrived, and nobody has settled them. */
function markedTitle(title: string, count: number, words: CommandContext['words']): string {
  return count === 0 ? title : words.say('schedules:chats.doubtful', { title, count })
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
