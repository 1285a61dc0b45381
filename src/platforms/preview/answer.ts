/** Asking the bot on behalf of a page, and what the page gets: the message, and what both platforms would be sent. */
import type { Message } from '#src/chat/message.ts'
import type { Progress, Request } from '#src/chat/request.ts'
import type { PreviewParts } from './bot.ts'
import { chatOf } from './poster.ts'
import { readLine } from './line.ts'
import type { Pictures } from './pictures.ts'
import type { AskBody, Look, PageMessage, PagePosts, PageReply } from './protocol.ts'
import { discordRequests, telegramRequests } from './requests.ts'

/** Characters of a question; the rest of a longer one could not mean anything. */
export const TEXT_MOST = 2000

/** Milliseconds that a page waits for posts before it asks again. */
const PATIENCE = 25_000

export async function answerPage(
  body: AskBody,
  parts: PreviewParts,
  pictures: Pictures,
  progress: Progress,
): Promise<PageReply> {
  const { bot, looks } = parts
  looks.remember(chatOf(body.channel), body)
  const reply = await bot.answer(
    {
      ...asker(body.channel, body),
      input: body.ask.kind === 'click' ? body.ask : readLine(cut(body.ask.text, TEXT_MOST)),
    },
    progress,
  )
  const look = changedIn(looks.of(chatOf(body.channel)), body)
  const { private: isPrivate, edit, remove, unchanged, message } = reply
  return {
    private: isPrivate,
    edit,
    ...(remove && { remove }),
    ...(unchanged && { unchanged }),
    ...(look && { look }),
    ...shownAs(message, pictures),
  }
}

/** What schedules posted to a page's channel since; waits for it. */
export async function postsFor(
  { channel, after }: { readonly channel: string; readonly after: number },
  { posts }: Pick<PreviewParts, 'posts'>,
  pictures: Pictures,
  signal: AbortSignal,
): Promise<PagePosts> {
  const found = await posts.wait(chatOf(channel), after, PATIENCE, signal)
  return {
    posts: found.map(({ id, sequence, at, message }) => ({
      ...{ id, sequence, at },
      reply: { private: false, edit: false, ...shownAs(message, pictures) },
    })),
  }
}

/** A message for the page, and as both platforms would be sent it. */
function shownAs(message: Message, pictures: Pictures): Pick<PageReply, 'message' | 'discord' | 'telegram'> {
  return {
    message: forPage(message, pictures),
    discord: discordRequests(message),
    telegram: telegramRequests(message),
  }
}

/** Who asks from a page: somebody alone in a channel of their own, which they may configure. */
export function asker(channel: string, { language }: Pick<Look, 'language'>): Omit<Request, 'input'> {
  return {
    platform: 'preview',
    chat: chatOf(channel),
    member: channel,
    manager: true,
    place: 'preview',
    memberLanguage: language,
    chatLanguage: language,
  }
}

/** What is otherwise than it was asked with. */
function changedIn(now: Partial<Look> | undefined, before: Look): Partial<Look> | undefined {
  const { language, theme, colors, zone } = { ...before, ...now }
  const changed = {
    ...(language !== before.language && { language }),
    ...(theme !== before.theme && { theme }),
    ...(colors !== before.colors && { colors }),
    ...(zone !== before.zone && { zone }),
  }
  return Object.keys(changed).length > 0 ? changed : undefined
}

function forPage(message: Message, pictures: Pictures): PageMessage {
  const {
    title,
    hidesTitle,
    picturesFirst,
    subtitle,
    blocks,
    images,
    footer,
    files = [],
    actions,
    commands,
  } = message
  return {
    title,
    ...(hidesTitle && { hidesTitle }),
    ...(picturesFirst && { picturesFirst }),
    ...(subtitle !== undefined && { subtitle }),
    blocks,
    images: images.map(({ name, alt, size, spec, phone }) => ({
      name,
      alt,
      size,
      address: `/image/${pictures.keep(spec)}`,
      ...(phone && {
        phone: { size: phone.size, alt: phone.alt, address: `/image/${pictures.keep(phone.spec)}` },
      }),
    })),
    footer,
    files,
    ...(commands && { commands: commands.map(({ text }) => text) }),
    ...(actions && { actions }),
  }
}

/** Never between the halves of a surrogate pair. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).toWellFormed()
}
