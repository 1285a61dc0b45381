/** From a group to the private chat, where alerts are set up: the group sees one short line with a link. */
import { createActionId } from '#src/bot/answer/controls.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { RequestError } from '#src/errors.ts'
import { MINUTE } from '#src/market/time.ts'
import type { AlertScene } from './scene.ts'
import { hereOf } from './scene.ts'

export type LinkedMenu = 'line' | 'list' | 'chatlist'

/** What lies behind is kept under a name that cannot be guessed. Throws RequestError where the platform has no links. */
export async function groupLink(
  line: string,
  scene: AlertScene,
  menu: LinkedMenu = 'line',
): Promise<MessageAnswer> {
  const { personal, words } = scene
  const { request, memory, now } = personal
  if (request.botName === undefined) throw new RequestError('alerts.askPrivately')
  const id = createActionId()
  const { owner, target } = hereOf(scene)
  const { platform, member } = request
  await memory.saveAction({
    ...{ id, platform, chat: request.chat, asker: member, command: 'start', createdAt: now },
    args: { menu: 'alerts', show: menu, line, owner, target },
  })
  const url = `https://t.me/${request.botName}?start=${id}`
  return {
    kind: 'message',
    message: { title: words.say('alerts:link.text'), blocks: [], images: [], footer: [] },
    guide: {
      rows: [[{ kind: 'button', choice: 'link', label: words.say('alerts:link.button'), url }]],
      state: {},
      command: 'alert',
    },
    isPublic: true,
    staysFor: MINUTE,
  }
}
