/** The methods of a loopback Bot API: what each does to the chats, and what it answers. */
import type { ReceivedCall, Values } from './body.ts'
import { type Button, type ChatMessage, type Chats, chatJson, type LoopbackChat } from './chats.ts'
import { captionIn, type Content, documentIn, keyboardIn, photoIn, richIn, textIn } from './contents.ts'
import { BOT, botJson } from './events.ts'
import type { Files } from './files.ts'
import type { Queries } from './queries.ts'
import { refuse } from './refusal.ts'

export interface World {
  readonly chats: Chats
  readonly files: Files
  readonly queries: Queries
  /** By scope and language: `all_private_chats ja`. */
  readonly commands: Map<string, readonly Values[]>
  /** What is shown of the bot: `name`, `name ja`, `button`, `rights channels`. */
  readonly profile: Map<string, unknown>
  /** Chat actions that were shown. */
  readonly actions: { readonly chat: number; readonly topic: number | undefined; readonly action: string }[]
}

export type Method = (params: Values, call: ReceivedCall) => unknown

export function createMethods({
  chats,
  files,
  queries,
  commands,
  profile,
  actions,
}: World): Readonly<Record<string, Method>> {
  return {
    getMe: () => ({
      ...botJson(),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: true,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),
    setMyCommands(params) {
      commands.set(listOf(params), params.commands as readonly Values[])
      return true
    },
    getMyCommands: (params) => commands.get(listOf(params)) ?? [],
    deleteMyCommands: (params) => {
      commands.delete(listOf(params))
      return true
    },

    getMyName: (params) => ({ name: shownIn('name', params) }),
    setMyName: ({ name, ...of }) => keep('name', of, name),
    getMyDescription: (params) => ({ description: shownIn('description', params) }),
    setMyDescription: ({ description, ...of }) => keep('description', of, description),
    getMyShortDescription: (params) => ({ short_description: shownIn('short_description', params) }),
    setMyShortDescription: ({ short_description: short, ...of }) => keep('short_description', of, short),
    getChatMenuButton: () => profile.get('button') ?? { type: 'default' },
    setChatMenuButton: ({ menu_button: button }) => keep('button', {}, button),
    getMyDefaultAdministratorRights: ({ for_channels: channels }) =>
      profile.get(channels === true ? 'rights channels' : 'rights') ?? {},
    setMyDefaultAdministratorRights: ({ for_channels: channels, rights }) =>
      keep(channels === true ? 'rights channels' : 'rights', {}, rights),

    sendMessage: (params) => send(params, textIn(params)),
    sendPhoto: (params, call) => send(params, photoIn(params, call, files), 'can_send_photos'),
    sendDocument: (params, call) => send(params, documentIn(params, call, files), 'can_send_documents'),
    sendRichMessage: (params) => send(params, richIn(params)),
    sendMediaGroup(params, call) {
      const media = params.media as readonly Values[]
      const chat = destination(params, 'can_send_photos')
      if (media.length < 2 || media.length > 10) refuse('badAlbum')
      const contents = media.map((item) =>
        item.type === 'document' ? documentIn(item, call, files) : photoIn(item, call, files),
      )
      const album = `album-${chats.nextId()}`
      return contents.map((content) => show(chat, put(chat, params, content, album)))
    },

    editMessageText: (params) =>
      edit(params, 'noText', (message) =>
        message.photo || message.document
          ? undefined
          : params.rich_message === undefined
            ? textIn(params)
            : richIn(params),
      ),
    editMessageCaption: (params) =>
      edit(params, 'noCaption', ({ photo, document }) =>
        photo || document
          ? { text: captionIn(params), ...(photo && { photo }), ...(document && { document }) }
          : undefined,
      ),
    editMessageMedia: (params, call) =>
      edit(params, 'noText', () => {
        const media = params.media as Values
        return media.type === 'document' ? documentIn(media, call, files) : photoIn(media, call, files)
      }),
    editMessageReplyMarkup: (params) => edit(params, 'noMessage', ({ keyboard: _, ...content }) => content),
    deleteMessage({ chat_id: id, message_id: number }) {
      const chat = chats.open(id)
      const message = chats.message(chat, number, 'noMessageToDelete')
      chat.messages.splice(chat.messages.indexOf(message), 1)
      return true
    },
    pinChatMessage({ chat_id: id, message_id: number }) {
      const chat = chats.open(id)
      chats.need(chat, 'can_pin_messages', 'mayNotPin')
      chats.message(chat, number, 'noMessageToPin').pinned = true
      return true
    },
    unpinChatMessage({ chat_id: id, message_id: number }) {
      const chat = chats.open(id)
      chats.need(chat, 'can_pin_messages', 'mayNotPin')
      chats.message(chat, number, 'noMessageToUnpin').pinned = false
      return true
    },
    sendChatAction({ chat_id: id, message_thread_id: topic, action }) {
      const chat = chats.open(id)
      if (topic !== undefined && !chat.topics?.has(Number(topic))) refuse('noTopic')
      actions.push({ chat: chat.id, topic: topic as number | undefined, action: String(action) })
      return true
    },

    setMessageReaction({ chat_id: id, message_id: number, reaction = [] }) {
      const chat = chats.open(id)
      if (chat.reactions === false) refuse('noReaction')
      const message = chats.message(chat, number, 'noMessageToReact')
      message.reactions = (reaction as readonly Values[]).map(({ emoji }) => String(emoji))
      return true
    },

    answerCallbackQuery: ({ callback_query_id: id, ...answer }) => queries.answer(String(id), answer),
    answerInlineQuery: ({ inline_query_id: id, ...answer }) => queries.answer(String(id), answer),

    getChat({ chat_id: id }) {
      const chat = chats.open(id)
      const { status, lacks = [] } = chat.bot
      const permissions = Object.fromEntries(
        MEMBERS.map((right) => [
          right,
          right !== 'can_pin_messages' && !(status === 'member' && lacks.includes(right)),
        ]),
      )
      return {
        ...chatJson(chat),
        ...(chat.type.endsWith('group') && { permissions }),
        ...(chat.price !== undefined && { paid_message_star_count: chat.price }),
        ...(chat.linked !== undefined && { linked_chat_id: chat.linked }),
      }
    },
    getChatMember({ chat_id: id, user_id: user }) {
      const chat = chats.open(id)
      const member = user === BOT.id ? chat.bot : chat.members.get(Number(user))
      const { status, lacks = [] } = member ?? refuse('noMember')
      const granted = status === 'administrator' ? ADMINISTRATORS : status === 'restricted' ? MEMBERS : []
      return {
        user: user === BOT.id ? botJson() : { id: user, is_bot: false, first_name: 'Member' },
        status,
        ...(status === 'restricted' && { is_member: true, until_date: 0 }),
        ...Object.fromEntries(granted.map((right) => [right, !lacks.includes(right)])),
        ...(status === 'creator' && { is_anonymous: false }),
      }
    },
    getChatAdministrators({ chat_id: id }) {
      return [...chats.open(id).members]
        .filter(([, { status }]) => status === 'creator' || status === 'administrator')
        .map(([user, { status }]) => ({ user: { id: user, is_bot: false, first_name: 'Member' }, status }))
    },
    getFile({ file_id: id }) {
      const file = files.get(String(id)) ?? refuse('badFile')
      return {
        file_id: file.id,
        file_unique_id: file.id.slice(0, 20),
        file_size: file.bytes.byteLength,
        file_path: `documents/${file.id}`,
      }
    },
  }

  /** A language without words of its own is shown the default's. */
  function shownIn(field: string, { language_code: language = '' }: Values): unknown {
    return profile.get(`${field} ${String(language)}`.trim()) ?? profile.get(field) ?? ''
  }

  function keep(field: string, { language_code: language = '' }: Values, value: unknown): true {
    profile.set(`${field} ${String(language)}`.trim(), value)
    return true
  }

  function destination({ chat_id: id, message_thread_id: topic }: Values, right: string): LoopbackChat {
    const chat = chats.open(id)
    if (chat.type === 'channel') chats.need(chat, 'can_post_messages', 'mayNotPost')
    else chats.need(chat, 'can_send_messages', 'mayNotWrite')
    chats.need(chat, right, right === 'can_send_messages' ? 'mayNotWrite' : 'mayNotShow')
    if (topic !== undefined) {
      const found = chat.topics?.get(Number(topic)) ?? refuse('noTopic')
      if (found.closed && chat.bot.status !== 'administrator') refuse('closedTopic')
    }
    return chat
  }

  function send(params: Values, content: Content, right = 'can_send_messages') {
    const chat = destination(params, right)
    return show(chat, put(chat, params, content))
  }

  function put(chat: LoopbackChat, params: Values, content: Content, album?: string): ChatMessage {
    const reply = params.reply_parameters as
      | { readonly message_id: number; readonly allow_sending_without_reply?: boolean }
      | undefined
    const there = chat.messages.some(({ id }) => id === reply?.message_id)
    if (reply && !there && !reply.allow_sending_without_reply) refuse('noMessageToReply')
    const asks = (params.reply_markup as Values | undefined)?.force_reply === true
    return chats.post(chat, {
      ...content,
      from: 'bot',
      keyboard: keyboardIn(params.reply_markup),
      silent: params.disable_notification === true,
      protected: params.protect_content === true,
      ...(params.message_thread_id !== undefined && { topic: Number(params.message_thread_id) }),
      ...(reply && there && { replyTo: reply.message_id }),
      ...(album !== undefined && { album }),
      ...(asks && { asks }),
    })
  }

  function edit(
    params: Values,
    otherwise: 'noText' | 'noCaption' | 'noMessage',
    change: (message: ChatMessage) => Content | undefined,
  ) {
    const chat = chats.open(params.chat_id)
    const message = chats.message(chat, params.message_id, 'noMessage')
    if (message.from !== 'bot') refuse('noMessage')
    const { text, photo, document, rich } = change(message) ?? refuse(otherwise)
    const keyboard = keyboardIn(params.reply_markup)
    const after = { text, photo, document, rich, keyboard }
    const { text: t, photo: p, document: d, rich: r, keyboard: k } = message
    if (JSON.stringify(after) === JSON.stringify({ text: t, photo: p, document: d, rich: r, keyboard: k }))
      refuse('notModified')
    for (const name of ['photo', 'document', 'rich'] as const) delete message[name]
    Object.assign(message, JSON.parse(JSON.stringify(after)))
    message.edits++
    return show(chat, message)
  }

  function show(chat: LoopbackChat, message: ChatMessage) {
    return messageJson(chat, message, files)
  }
}

/** A message as the Bot API shows it. */
export function messageJson(chat: LoopbackChat, message: ChatMessage, files: Files) {
  const { id, at, topic, text, photo, document, rich, keyboard, album } = message
  const size = photo === undefined ? undefined : files.get(photo)?.bytes.byteLength
  return {
    message_id: id,
    date: Math.floor(at / 1000),
    chat: chatJson(chat),
    ...(chat.type === 'channel' ? { sender_chat: chatJson(chat) } : { from: botJson() }),
    ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true }),
    ...(album !== undefined && { media_group_id: album }),
    ...(photo !== undefined && {
      photo: [
        // The smaller one is another file to Telegram; only the last is the picture as it was sent.
        { file_id: `${photo}-small`, file_unique_id: `${photo.slice(0, 18)}s`, width: 90, height: 60 },
        { file_id: photo, file_unique_id: photo.slice(0, 18), width: 1280, height: 853, file_size: size },
      ],
    }),
    ...(document !== undefined && { document: { file_id: document, file_unique_id: document.slice(0, 20) } }),
    ...(photo !== undefined || document !== undefined ? text !== '' && { caption: text } : !rich && { text }),
    ...(rich && { rich_message: { blocks: [] } }),
    ...(keyboard.length > 0 && {
      reply_markup: { inline_keyboard: keyboard as readonly (readonly Button[])[] },
    }),
  }
}

function listOf({ scope, language_code: language }: Values): string {
  const { type = 'default' } = (scope ?? {}) as { type?: string }
  return language ? `${type} ${String(language)}` : type
}

const ADMINISTRATORS =
  'can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members can_change_info can_invite_users can_post_messages can_edit_messages can_pin_messages can_manage_topics'.split(
    ' ',
  )
const MEMBERS =
  'can_send_messages can_send_photos can_send_documents can_send_other_messages can_pin_messages'.split(' ')
