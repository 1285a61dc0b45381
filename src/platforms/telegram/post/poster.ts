/** Posting to groups, topics and channels: each part one call, ending in an outcome that a ledger can go by. */
import { startOf } from '#src/chat/action.ts'
import { printAddress } from '#src/chat/address.ts'
import type { Message } from '#src/chat/message.ts'
import type { Pace, PostLane } from '#src/chat/pace.ts'
import type {
  Destination,
  MissingPermission,
  Outcome,
  Posted,
  Poster,
  PostFault,
  PostOptions,
  Prepared,
} from '#src/chat/posting.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Log } from '#src/log.ts'
import type { TelegramApi } from '../api.ts'
import { chatOf, placeOf } from '../receive/torequest.ts'
import { lacksIn } from './checks.ts'
import { editPost } from './edit.ts'
import { describeFailure, type Failure, isRefused, WORDS } from '../failures.ts'
import { lostPictures } from '../render/notice.ts'
import { type Draw, pack, type PreparedMessage } from '../render/prepared.ts'
import type { Photos } from './photos.ts'
import { plainOf } from './plain.ts'
import { refusalOf } from './refusals.ts'
import type { RichSupport } from '../render/rich.ts'
import type { Rights } from '../receive/rights.ts'
import { sendPrepared, type SentMessage, weightOf } from './send.ts'

export interface PosterParts {
  readonly api: TelegramApi
  readonly photos: Photos
  readonly rich: RichSupport
  readonly pace: Pace
  readonly rights: Rights
  readonly draw: Draw
  readonly log: Log
  /** The bot's own user id, and its name without the `@`. */
  readonly me: number
  readonly name: string
}

interface Packed extends Prepared {
  readonly parts: readonly (PreparedMessage & { readonly weight: number })[]
}

/** As a chat gets it: a private one has an id above zero. */
function formFor(chat: number, { inPrivate, ...prepared }: PreparedMessage): PreparedMessage {
  return chat > 0 && inPrivate ? { ...prepared, call: inPrivate } : prepared
}

/** The reason of a try while Telegram does not know our token: nothing is the fault of a chat. */
const UNAUTHORIZED = 'TELEGRAM_TOKEN was refused'

export function createPoster({ api, photos, rich, pace, rights, draw, log, me, name }: PosterParts): Poster {
  const linkTo = (payload: string) => `https://t.me/${name}?start=${startOf(payload)}`
  const waitForSlot = (chat: number, weight: number, signal?: AbortSignal, lane: PostLane = 'post') =>
    pace.waitForSlot(String(chat), weight, lane, { signal, isGroup: chat < 0 })
  return {
    platform: 'telegram',
    prepare,
    waitForSlot: (target, weight, signal, lane) => waitForSlot(placeOf(target).chat, weight, signal, lane),
    // Telegram knows no nonces.
    repeats: async () => false,
    send,
    // Its bots receive what others write, and cannot read what they have posted.
    find: async () => ({ kind: 'unknown', reason: 'Telegram does not let bots read what they have posted' }),
    finish,
    edit,
    check: (target: string, options: PostOptions): Promise<readonly MissingPermission[]> =>
      lacksIn(placeOf(target), options, me, api.ask),
    manages: (target, member) => rights.ofMember(placeOf(target).chat, member),
    nameOf,
    memberName,
    // It has the member's own id; whether the member ever opened it shows when it is written to.
    aloneWith: async (member) =>
      /^\d+$/u.test(member) ? printAddress({ platform: 'telegram', chat: member }) : undefined,
    linkOf,
  }

  async function prepare(message: Message, language: LanguageCode): Promise<Packed> {
    const { preparedMessages, reason } = await pack(
      message,
      draw,
      (lost) => lostPictures(language, lost),
      linkTo,
    )
    if (reason !== undefined) log.warn(`charts for a post could not be drawn: ${reason}`)
    return {
      parts: preparedMessages.map((preparedMessage) => ({
        ...preparedMessage,
        weight: weightOf(preparedMessage),
      })),
    }
  }

  async function send(prepared: Prepared, part: number, { target, options }: Destination): Promise<Outcome> {
    const packed = (prepared as Packed).parts[part]
    if (!packed) return { kind: 'refused', reason: 'invalid', code: `there is no part ${part}` }
    const { chat, topic } = placeOf(target)
    const preparedMessage = formFor(chat, packed)
    const { silent = false, protect = false } = options
    const to = (id: number) => ({ chat: id, silent, protect, ...(topic !== undefined && { topic }) })
    const parts = (id: number) => ({
      call: api.post,
      photos,
      rich,
      waitAgain: () => waitForSlot(id, packed.weight),
    })
    await pace.depart(packed.weight)
    const result = await sendPrepared(preparedMessage, to(chat), parts(chat))
    if ('value' in result) return sent(result.value)
    if (isRefused(result.failure, WORDS.badWords)) {
      // Refused, and so not sent: the same may be sent at once in a form that Telegram takes.
      await waitForSlot(chat, packed.weight)
      const plain = await sendPrepared(plainOf(preparedMessage), to(chat), parts(chat))
      if ('failure' in plain) return outcomeOf(plain.failure)
      return { ...sent(plain.value), faults: [{ kind: 'caption', code: wordsOf(result.failure) }] }
    }
    const moved = result.failure.kind === 'refused' ? result.failure.movedTo : undefined
    if (moved === undefined) return outcomeOf(result.failure)
    // Refused, and so not sent: the one other case in which the same may be sent again at once.
    await waitForSlot(moved, packed.weight)
    const again = await sendPrepared(preparedMessage, to(moved), parts(moved))
    if ('failure' in again) return outcomeOf(again.failure)
    return { ...sent(again.value), movedTo: chatOf(moved, topic) }
  }

  async function finish(
    { target, options, previous = [] }: Destination,
    posted: readonly Posted[],
  ): Promise<PostFault[]> {
    const [first] = posted
    if (!options.pin || !first) return []
    const { chat } = placeOf(target)
    const faults: PostFault[] = []
    const pinned = await api.answer('pinChatMessage', {
      chat_id: chat,
      message_id: Number(first.id),
      disable_notification: true,
    })
    if ('failure' in pinned) faults.push(faultOf('pin', pinned.failure))
    const [before] = previous
    if (before && 'value' in pinned) {
      const unpinned = await api.answer('unpinChatMessage', { chat_id: chat, message_id: Number(before.id) })
      if ('failure' in unpinned && !isRefused(unpinned.failure, WORDS.noMessage)) {
        faults.push(faultOf('unpin', unpinned.failure))
      }
    }
    if (faults.length > 0) {
      log.warn(
        `a post on Telegram was sent, but not as asked: ${faults.map(({ kind, code }) => `${kind} (${code})`).join(', ')}`,
      )
    }
    return faults
  }

  async function edit(
    prepared: Prepared,
    { target, options }: Destination,
    posted: readonly Posted[],
  ): Promise<Outcome> {
    const { chat, topic } = placeOf(target)
    const { silent = false, protect = false } = options
    const result = await editPost(
      (prepared as Packed).parts.map((one) => formFor(chat, one)),
      { chat, silent, protect, ...(topic !== undefined && { topic }) },
      posted,
      { call: api.post, photos, rich, waitForSlot: () => waitForSlot(chat, 1) },
    )
    return 'failure' in result ? outcomeOf(result.failure) : { kind: 'sent', messages: result.value }
  }

  async function memberName(target: string, member: string): Promise<string | undefined> {
    const { chat } = placeOf(target)
    // A group that writes in its own name, and a channel, are chats.
    if (member.startsWith('-')) return nameOf(printAddress({ platform: 'telegram', chat: member }))
    const result = await api.answer('getChatMember', { chat_id: chat, user_id: Number(member) })
    if ('failure' in result) return undefined
    const { user } = (result.value ?? {}) as { readonly user?: Readonly<Record<string, unknown>> }
    const names = [user?.first_name, user?.last_name].filter((one) => typeof one === 'string')
    return names.length === 0 ? undefined : names.join(' ')
  }

  async function nameOf(target: string): Promise<string | undefined> {
    const result = await api.ask('getChat', { chat_id: placeOf(target).chat })
    if ('failure' in result) return undefined
    const chat = (result.value ?? {}) as Readonly<Record<string, unknown>>
    const name = chat.title ?? chat.first_name ?? chat.username
    return typeof name === 'string' ? name : undefined
  }
}

/** Milliseconds until what may not have been pinned is pinned again, which does no harm. */
const PIN_AGAIN = 5 * 60_000

/** What Telegram itself said. */
function wordsOf(failure: Failure): string {
  return failure.kind === 'refused' ? failure.text : failure.kind
}

function faultOf(kind: 'pin' | 'unpin', failure: Failure): PostFault {
  if (failure.kind === 'refused') return { kind, code: failure.text }
  return { kind, code: failure.kind, retryAfter: failure.kind === 'busy' ? failure.retryAfter : PIN_AGAIN }
}

/** Only supergroups and channels have addresses of their messages; those who are in them can open it. */
function linkOf(target: string, { id }: Posted): string | undefined {
  const { chat, topic } = placeOf(target)
  const inner = /^-100(\d+)$/.exec(String(chat))?.[1]
  if (inner === undefined) return undefined
  return `https://t.me/c/${inner}/${topic === undefined ? '' : `${topic}/`}${id}`
}

function sent(messages: readonly SentMessage[]): Extract<Outcome, { kind: 'sent' }> {
  return { kind: 'sent', messages: messages.map(({ id, shows }) => ({ id: String(id), shows })) }
}

function outcomeOf(failure: Failure): Outcome {
  switch (failure.kind) {
    case 'busy':
      return { kind: 'busy', retryAfter: failure.retryAfter }
    case 'unreached':
      return { kind: 'unreached', reason: failure.reason }
    case 'lost':
      // Telegram has no nonce: the same again could be a second message.
      return { kind: 'unknown', reason: failure.reason, repeatable: false }
    case 'refused':
      if (failure.status === 401 || failure.status === 404) return { kind: 'unreached', reason: UNAUTHORIZED }
      return { kind: 'refused', code: describeFailure(failure), ...refusalOf(failure) }
  }
}
