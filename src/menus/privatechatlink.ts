/** The link from a group to the private chat with the bot, where a group is configured without filling it. */

import { ownerOf } from '#src/chat/address.ts'
import { RequestError } from '#src/errors.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { createActionId } from '#src/bot/answer/controls.ts'
import type { ModeratorContext } from './moderator.ts'
import { rememberTopic } from './schedules/topics.ts'

export type MenuName = 'schedules' | 'settings' | 'privacy' | 'desk' | 'flash'

/** Milliseconds for which a link works. */
export const OPEN_FOR = 24 * 3_600_000

/**
 * A message with a button that leads to the private chat; what it opens is kept behind a name that cannot be guessed.
 * `kept` is what that menu goes on with: a schedule in the making.
 */
export async function privateChatLink(
  menu: MenuName,
  moderator: ModeratorContext,
  kept: Readonly<Record<string, string>> = {},
): Promise<MessageAnswer> {
  const { context, personal, owner, target } = moderator
  const { request, memory, now } = personal
  const title = request.chatTitle ?? (await personal.scheduleService?.nameOf(target)) ?? target
  const { platform, member } = request
  await memory.rememberChat({ platform, member, chat: ownerOf(target), title, at: now })
  await rememberTopic(moderator)
  if (request.botName === undefined) throw new RequestError('schedules.askPrivately')
  const id = createActionId()
  await memory.saveAction({
    ...{ id, platform, chat: request.chat, asker: member, command: 'start', createdAt: now },
    args: { ...kept, menu, owner, target, title },
  })
  const { words } = context
  return {
    kind: 'message',
    message: {
      title: words.say(`schedules:link.${menu}`),
      blocks: [{ kind: 'paragraph', text: words.say('schedules:link.text') }],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        [
          {
            kind: 'button',
            choice: 'link',
            label: words.say(menu === 'privacy' ? 'schedules:link.open' : 'schedules:link.button', { title }),
            url: `https://t.me/${request.botName}?start=${id}`,
          },
        ],
      ],
      state: { owner, target },
    },
    isPublic: true,
  }
}
