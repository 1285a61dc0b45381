/** What the bot stores about the asking member, and about a chat for its moderators: shown, exported as a file, or removed. */
import type { Button } from '#src/chat/action.ts'
import { isCommunity, memberChat } from '#src/chat/address.ts'
import type { Privacy, Whose } from '#src/chat/privacy.ts'
import { RequestError } from '#src/errors.ts'
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import { privateChatLink } from './privatechatlink.ts'
import { type ChatScope, scopeOf } from '#src/bot/request/scope.ts'
import { type ModeratorContext, moderatorAt } from './moderator.ts'

/** `me` is the member, `chat` the community and the chat it was asked in. */
type Of = 'me' | 'chat'

/** Throws RequestError in a group, where nothing can be shown to one member, unless a moderator gets a link. */
export async function askPrivacy(context: CommandContext): Promise<MessageAnswer> {
  const { request } = requirePersonal(context)
  const scope = scopeOf(request)
  if (request.place === 'group') {
    if (!request.manager && request.managerUnknown === undefined)
      throw new RequestError('chat.privacyPrivately')
    return privateChatLink('privacy', await moderatorAt(scope, context))
  }
  return overviewOf(scope, request.manager && request.place !== 'private', context)
}

/** The same for a chat that a moderator came from. */
export function privacyOf({ context, owner, target }: ModeratorContext): Promise<MessageAnswer> {
  return overviewOf({ owner, target }, true, context)
}

/** Rights to a chat are asked for anew. Throws RequestError. */
export async function onPrivacyClick(
  { choice, state }: ButtonClick,
  context: CommandContext,
): Promise<MessageAnswer> {
  const scope: ChatScope = { owner: state.owner ?? '', target: state.target ?? '' }
  const [action = '', typed] = choice.split('=')
  const of: Of = typed === 'chat' ? 'chat' : 'me'
  if (of === 'chat') await moderatorAt(scope, context)
  const whose = whoseOf(of, scope, context)
  switch (action) {
    case 'export':
      return fileOf(whose, of, scope, context)
    case 'delete':
      return confirmationOf(of, scope, state.offers === 'chat', context)
    case 'erase': {
      const { words } = context
      const count = await privacyIn(context).erase(whose)
      return answerOf(
        words.say('settings:privacy.done'),
        words.say(`settings:privacy.erased.${named(of, scope)}`, { count }),
      )
    }
    case 'back':
      return overviewOf(scope, state.offers === 'chat', context)
    default:
      throw new RequestError('chat.unknownClick')
  }
}

async function overviewOf(
  scope: ChatScope,
  offersChat: boolean,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { words } = context
  const rowOf = (of: Of): Button[] => [
    {
      kind: 'button',
      choice: `export=${of}`,
      label: words.say(`settings:privacy.buttons.export.${named(of, scope)}`),
    },
    {
      ...{ kind: 'button', choice: `delete=${of}` },
      label: words.say(`settings:privacy.buttons.delete.${named(of, scope)}`),
      style: 'danger',
    },
  ]
  const { message } = answerOf(words.say('settings:privacy.title'), words.say('settings:privacy.text'))
  return {
    kind: 'message',
    message: {
      ...message,
      blocks: [
        ...message.blocks,
        {
          kind: 'bullets',
          items: [
            words.say('settings:privacy.kept.settings'),
            words.say('settings:privacy.kept.buttons'),
            words.say('settings:privacy.kept.changes'),
            words.say('settings:privacy.kept.alerts'),
            words.say('settings:privacy.kept.desk'),
            words.say('settings:privacy.kept.chat'),
          ],
        },
      ],
      footer: [words.say('settings:privacy.footer')],
    },
    guide: {
      rows: [rowOf('me'), ...(offersChat ? [rowOf('chat')] : [])],
      state: { ...scope, offers: offersChat ? 'chat' : 'me' },
      command: 'privacy',
    },
  }
}

function confirmationOf(
  of: Of,
  scope: ChatScope,
  offersChat: boolean,
  context: CommandContext,
): MessageAnswer {
  const { words } = context
  return {
    ...answerOf(
      words.say('settings:privacy.sure'),
      words.say(`settings:privacy.confirm.${named(of, scope)}`),
    ),
    guide: {
      rows: [
        [
          {
            ...{ kind: 'button', choice: `erase=${of}`, style: 'danger' },
            label: words.say('settings:privacy.buttons.erase'),
          },
          { kind: 'button', choice: 'back', label: words.say('settings:privacy.buttons.back') },
        ],
      ],
      state: { ...scope, offers: offersChat ? 'chat' : 'me' },
      command: 'privacy',
    },
  }
}

async function fileOf(
  whose: Whose,
  of: Of,
  scope: ChatScope,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { words } = context
  const kept = await privacyIn(context).read(whose)
  const count = Object.values(kept).reduce((sum, rows) => sum + rows.length, 0)
  const { now } = requirePersonal(context)
  const { kind, ...names } = whose
  const content = { of: { kind, ...names }, at: new Date(now).toISOString(), kept }
  const answer = answerOf(
    words.say('settings:privacy.title'),
    words.say(`settings:privacy.file.${named(of, scope)}`, { count }),
  )
  const text = `${JSON.stringify(content, undefined, 2)}\n`
  return {
    ...answer,
    message: {
      ...answer.message,
      files: [{ name: `kawaraban-${of}.json`, mediaType: 'application/json', text }],
    },
    isNew: true,
  }
}

function whoseOf(of: Of, { owner, target }: ChatScope, context: CommandContext): Whose {
  const { request } = requirePersonal(context)
  if (of === 'chat') return { kind: 'chat', chats: [...new Set([owner, target])] }
  const { platform, member } = request
  const own = memberChat(request)
  const alone = [...(own === undefined ? [] : [own]), ...(request.place === 'private' ? [request.chat] : [])]
  return { kind: 'member', platform, member, chats: [...new Set(alone)] }
}

/** What sentences call it. */
function named(of: Of, { owner }: ChatScope): Of | 'server' {
  return of === 'chat' && isCommunity(owner) ? 'server' : of
}

function privacyIn(context: CommandContext): Privacy {
  const { privacy } = requirePersonal(context)
  if (!privacy) throw new RequestError('chat.keepsNothing')
  return privacy
}

/** A message without anything to click, which leaves no record behind. */
function answerOf(title: string, text: string): MessageAnswer {
  return {
    kind: 'message',
    message: { title, blocks: [{ kind: 'paragraph', text }], images: [], footer: [] },
    guide: { rows: [], state: {} },
  }
}
