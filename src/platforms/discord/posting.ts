/**
 * Posting to channels as the bot: text and announcement channels, threads, forums. Each post ends in one of a few
 * outcomes, told so that a ledger can decide what to do next; nothing is sent twice by itself.
 */
import { type REST, Routes } from 'discord.js'
import type { Message } from '#src/chat/message.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { type Draw, type Envelope, pack } from './envelope.ts'
import { CODES, type Failure } from './failures.ts'
import { lostPictures } from './notice.ts'
import type { DiscordBody, TextDisplay } from './payload.ts'
import { DISCORD_MOST, sizeOf } from './render.ts'
import { attempt, persist } from './requests.ts'

export interface Post {
  /** A text or announcement channel, a thread, or a forum. */
  readonly channel: string
  readonly message: Message
  /** Of the message, for what is added to it. */
  readonly language: LanguageCode
  /** The same for every try of the same post; at most 22 characters. */
  readonly nonce: string
  /** The one role that is called; nobody else ever is. */
  readonly role?: string
  /** Whether channels that follow an announcement channel get it too. */
  readonly crosspost?: boolean
  /** Of a forum's post: ids of tags, at most five. */
  readonly tags?: readonly string[]
}

export type Outcome = (
  | { readonly kind: 'sent'; readonly crossposted: boolean }
  /** Discord said no; the same post will be refused again. */
  | { readonly kind: 'refused'; readonly failure: Failure & { readonly kind: 'refused' } }
  /** Not sent now: to be tried again after so many milliseconds. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  /** Not sent: no connection. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** Sent or not. `repeatable`: the same nonce within minutes cannot make a second message. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly repeatable: boolean }
) & {
  /** Messages that are there, in order; fewer than all where the outcome is not `sent`. */
  readonly messages: readonly string[]
  /** The thread that was opened in a forum. */
  readonly thread?: string
}

export interface PostingParts {
  /** The bot's own. */
  readonly rest: REST
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
}

/** Types of channels. */
const ANNOUNCEMENTS = 5
const FORUMS: ReadonlySet<number> = new Set([15, 16])

/** Characters of a forum post's title. */
const THREAD_NAME = 100

/** Bytes that a file may have where no interaction says otherwise: 10 MiB. */
const FILE_LIMIT = 10 * 1024 * 1024

/** Posts a message, in as many parts as it needs. Throws RangeError for a nonce that is too long. */
export async function post(request: Post, { rest, draw, clock, log }: PostingParts): Promise<Outcome> {
  const { channel, message, language, nonce, crosspost = false, tags } = request
  if (nonce.length > 22)
    throw new RangeError('a nonce of more than 22 characters leaves no room for its parts')
  const found = await persist(clock, () => rest.get(Routes.channel(channel)) as Promise<{ type: number }>)
  if ('failure' in found) return outcomeOf(found.failure, [], true)
  const { type } = found.value
  const packed = await pack(message, draw, FILE_LIMIT, (lost) => lostPictures(language, lost))
  if (packed.reason !== undefined) log.warn(`charts for a post could not be drawn: ${packed.reason}`)
  const parts = request.role === undefined ? packed.envelopes : calling(request.role, packed.envelopes)

  const messages: string[] = []
  let thread: string | undefined
  for (const [index, { body, files }] of parts.entries()) {
    const opens = FORUMS.has(type) && thread === undefined
    const result = await attempt(
      () =>
        (opens
          ? rest.post(Routes.threads(channel), {
              body: {
                name: titleOf(message),
                message: body,
                ...(tags && { applied_tags: tags.slice(0, 5) }),
              },
              files,
            })
          : rest.post(Routes.channelMessages(thread ?? channel), {
              body: { ...body, nonce: index === 0 ? nonce : `${nonce}.${index}`, enforce_nonce: true },
              files,
            })) as Promise<{ id: string }>,
    )
    if ('failure' in result) {
      // A deleted message is not made again by its nonce: it had been sent.
      const gone = result.failure.kind === 'refused' && result.failure.code === CODES.unknownMessage
      if (gone) continue
      return { ...outcomeOf(result.failure, messages, !opens), ...(thread !== undefined && { thread }) }
    }
    // A forum's first message has the id of its thread.
    if (opens) thread = result.value.id
    messages.push(result.value.id)
  }
  const crossposted = crosspost && type === ANNOUNCEMENTS && (await crosspostAll(channel, messages))
  return { kind: 'sent', messages, crossposted, ...(thread !== undefined && { thread }) }

  /** Whether all are with the followers; one that is not does not unmake the post. */
  async function crosspostAll(from: string, ids: readonly string[]): Promise<boolean> {
    let all = true
    for (const id of ids) {
      const result = await attempt(() => rest.post(Routes.channelMessageCrosspost(from, id)))
      const done =
        'value' in result ||
        (result.failure.kind === 'refused' && result.failure.code === CODES.alreadyCrossposted)
      if (!done) log.warn('a post reached its channel but not the channels that follow it')
      all &&= done
    }
    return all
  }
}

function outcomeOf(failure: Failure, messages: readonly string[], repeatable: boolean): Outcome {
  switch (failure.kind) {
    case 'refused':
      return { kind: 'refused', failure, messages }
    case 'busy':
      return { kind: 'busy', retryAfter: failure.retryAfter, messages }
    case 'unreached':
      return { kind: 'unreached', reason: failure.reason, messages }
    case 'lost':
      return { kind: 'unknown', reason: failure.reason, repeatable, messages }
  }
}

/** Puts the role on top of the first part, or before it where that one is full. */
function calling(role: string, envelopes: readonly Envelope[]): Envelope[] {
  const mention: TextDisplay = { type: 10, content: `<@&${role}>` }
  const [first, ...others] = envelopes
  const allowed = { allowed_mentions: { parse: [], roles: [role] } } as const
  const flags = first?.body.flags ?? 0
  const alone: Envelope = { body: { flags, components: [mention], attachments: [], ...allowed }, files: [] }
  if (!first) return [alone]
  const body: DiscordBody = { ...first.body, components: [mention, ...first.body.components], ...allowed }
  const size = sizeOf({ body, uploads: [] })
  const fits =
    size.text <= DISCORD_MOST.text &&
    size.bytes <= DISCORD_MOST.bytes &&
    size.components <= DISCORD_MOST.components
  return fits ? [{ ...first, body }, ...others] : [alone, ...envelopes]
}

function titleOf({ title }: Message): string {
  return shorten(cleanLine(title), THREAD_NAME) || '—'
}
