/** Answers on their way into a chat: sent in order and pace, edited in place, shown to one member alone. */
import type { Message } from '#src/chat/message.ts'
import type { Pace } from '#src/chat/pace.ts'
import type { Clock } from '#src/clock.ts'
import { shorten } from '#src/platforms/layout/clean.ts'
import type { TelegramApi } from '../api.ts'
import { type Failure, isRefused, type Result, WORDS } from '../failures.ts'
import { shownText } from '../render/html.ts'
import type { ClickUpdate } from '../receive/incoming.ts'
import { ALERT } from '../limits.ts'
import type { PreparedMessage } from '../render/prepared.ts'
import type { Photos } from '../post/photos.ts'
import type { RichSupport } from '../render/rich.ts'
import {
  editMessage,
  itemsOf,
  type Recipient,
  type SentMessage,
  sendPrepared,
  weightOf,
} from '../post/send.ts'

export interface AnswerThread {
  /**
   * Sends all prepared messages; what was sent before a failure stays. What is not `wanted` any more when its turn comes is
   * dropped.
   */
  send(preparedMessages: readonly PreparedMessage[], to: Recipient, wanted?: Wanted): Promise<Sent>
  /** Puts prepared messages in the place of the answer that was clicked; sends them anew where that cannot be. */
  replace(preparedMessages: readonly PreparedMessage[], click: ClickUpdate): Promise<Sent>
  /** Takes the answer away that was clicked; whether all of it is gone. */
  remove(click: ClickUpdate): Promise<boolean>
  /** Ends a click's waiting; with a text, in an alert or in passing. */
  acknowledge(click: ClickUpdate, text?: string, alert?: boolean): Promise<void>
}

export interface Sent {
  readonly messages: readonly SentMessage[]
  readonly failure?: Failure
  /** Its turn did not come in time. */
  readonly dropped?: true
}

/** By whom, and until when: milliseconds since 1970. */
export interface Wanted {
  readonly member: string
  readonly until: number
}

export interface AnswerThreadParts {
  readonly api: TelegramApi
  readonly photos: Photos
  readonly rich: RichSupport
  readonly pace: Pace
  readonly clock: Clock
}

/** Answers whose messages are remembered, to be edited together; of older ones only the clicked message is known. */
const REMEMBERED = 10_000

export function createAnswerThread({ api, photos, rich, pace, clock }: AnswerThreadParts): AnswerThread {
  /** By chat and the message with the buttons: all messages of the answer. */
  const answers = new Map<string, readonly SentMessage[]>()
  const waitForSlot = (chat: number, weight: number, member?: string, signal?: AbortSignal) =>
    pace.waitForSlot(String(chat), weight, 'answer', { signal, isGroup: chat < 0, member })
  const partsFor = (chat: number, weight: number, member?: string) => ({
    call: api.answer,
    photos,
    rich,
    waitAgain: () => waitForSlot(chat, weight, member),
  })

  return { send, replace, remove, acknowledge }

  async function send(
    preparedMessages: readonly PreparedMessage[],
    to: Recipient,
    wanted?: Wanted,
  ): Promise<Sent> {
    const messages: SentMessage[] = []
    const member = wanted?.member
    for (const [index, preparedMessage] of preparedMessages.entries()) {
      const weight = weightOf(preparedMessage)
      // What has begun is sent whole.
      const until = index === 0 ? wanted?.until : undefined
      if (!(await isStillWanted(until, (signal) => waitForSlot(to.chat, weight, member, signal))))
        return { messages, dropped: true }
      const { replyTo, ...rest } = to
      const parts = partsFor(to.chat, weight, member)
      const result = await sendPrepared(preparedMessage, index === 0 ? to : rest, parts)
      if ('failure' in result && isTopicGone(result.failure, to)) {
        const { topic: _, ...whole } = rest
        const later = await send(preparedMessages.slice(index), whole)
        return { ...later, messages: [...messages, ...later.messages] }
      }
      if ('failure' in result) {
        const to = result.failure.kind === 'refused' ? result.failure.movedTo : undefined
        // Refused, and so not sent: the same may be sent where the group is now. The question stayed behind.
        if (to !== undefined && index === 0) return send(preparedMessages, { chat: to }, wanted)
        return { messages, failure: result.failure }
      }
      messages.push(...result.value)
    }
    for (const { id } of messages) remember(`${to.chat}:${id}`, messages)
    return { messages }
  }

  /** Waits for a turn; false where it has not come by then. */
  async function isStillWanted(
    until: number | undefined,
    wait: (signal?: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    if (until === undefined) return wait().then(() => true)
    const late = new AbortController()
    const cancel = clock.after(Math.max(0, until - clock.now()), () => late.abort())
    return wait(late.signal)
      .then(
        () => true,
        () => false,
      )
      .finally(cancel)
  }

  async function replace(preparedMessages: readonly PreparedMessage[], click: ClickUpdate): Promise<Sent> {
    if (click.stayed) return send(preparedMessages, { chat: click.chat })
    const before = messagesOf(click)
    const items = preparedMessages.flatMap(itemsOf)
    // Words become a picture in place, a picture never becomes words.
    const fits =
      items.length === before.length &&
      items.every(({ shows }, index) => {
        const was = before[index]?.shows
        return was === shows || (was === 'text' && shows === 'photo')
      })
    if (!fits) return anew(preparedMessages, click)
    const after: SentMessage[] = []
    for (const [index, item] of items.entries()) {
      const message = before[index]?.id ?? click.message
      const result = await editMessage(item, { chat: click.chat, message }, partsFor(click.chat, 1))
      if ('failure' in result) {
        // Somebody has deleted it meanwhile.
        if (isRefused(result.failure, WORDS.noMessage)) return anew(preparedMessages, click)
        return { messages: after, failure: result.failure }
      }
      after.push({ id: message, shows: item.shows })
    }
    for (const { id } of after) remember(`${click.chat}:${id}`, after)
    return { messages: after }
  }

  async function anew(preparedMessages: readonly PreparedMessage[], click: ClickUpdate): Promise<Sent> {
    const { chat, topic } = click
    const sent = await send(preparedMessages, { chat, ...(topic !== undefined && { topic }) })
    if (!sent.failure) await remove(click)
    return sent
  }

  async function remove(click: ClickUpdate): Promise<boolean> {
    let isGone = true
    for (const { id } of messagesOf(click)) {
      // A message of two days ago stays where it is: Telegram does not let it go.
      const result = await api.answer('deleteMessage', { chat_id: click.chat, message_id: id })
      if ('failure' in result && !isRefused(result.failure, WORDS.noMessage)) isGone = false
    }
    answers.delete(`${click.chat}:${click.message}`)
    return isGone
  }

  async function acknowledge(click: ClickUpdate, text?: string, alert = false): Promise<void> {
    await api.answer('answerCallbackQuery', {
      callback_query_id: click.query,
      ...(text !== undefined && { text: shorten(text, ALERT), ...(alert && { show_alert: true }) }),
    })
  }

  function messagesOf({ chat, message, shown }: ClickUpdate): readonly SentMessage[] {
    return answers.get(`${chat}:${message}`) ?? [{ id: message, shows: shown }]
  }

  function remember(key: string, messages: readonly SentMessage[]): void {
    answers.delete(key)
    answers.set(key, messages)
    const oldest = answers.keys().next().value
    if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
  }
}

/** A topic of a member's own chat that they have deleted: the chat is there, and what they asked is answered in it. */
function isTopicGone(failure: Failure, { chat, topic }: Recipient): boolean {
  return chat > 0 && topic !== undefined && isRefused(failure, WORDS.noTopic)
}

/** A message in so few words that an alert can hold them; undefined where it cannot. */
export function alertText(
  message: Message,
  preparedMessages: readonly PreparedMessage[],
): string | undefined {
  const [preparedMessage] = preparedMessages
  if (preparedMessages.length !== 1 || preparedMessage?.call.method !== 'sendMessage') return undefined
  if (preparedMessage.call.params.reply_markup) return undefined
  const whole = shownText(preparedMessage.call.params.text).replaceAll('\u2060', '')
  if (whole.length <= ALERT) return whole
  const paragraphs = message.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  const alone = paragraphs.join('\n')
  return paragraphs.length === message.blocks.length && alone.length <= ALERT ? alone : undefined
}

/** Without the buttons that send something: those of an answer work only in the chat that it was asked in. */
export function withoutControls(message: Message): Message {
  if (!message.actions) return message
  const { actions, ...rest } = message
  const rows = actions.rows
    .map((row) => row.filter((control) => control.kind === 'button' && control.url !== undefined))
    .filter((row) => row.length > 0)
  return rows.length > 0 ? { ...rest, actions: { ...actions, rows } } : rest
}

/** Whether a call ended well. */
export function failureIn(result: Result<unknown>): Failure | undefined {
  return 'failure' in result ? result.failure : undefined
}
