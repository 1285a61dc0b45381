/** Answers on their way into a chat: sent in order and pace, edited in place, shown to one member alone. */
import type { Message } from '#src/chat/message.ts'
import type { Pace } from '#src/chat/pace.ts'
import { shorten } from '#src/platforms/layout/clean.ts'
import type { TelegramApi } from './api.ts'
import { type Failure, isRefused, type Result, WORDS } from './failures.ts'
import { shownText } from './html.ts'
import type { PressUpdate } from './incoming.ts'
import { ALERT } from './limits.ts'
import type { Parcel } from './parcel.ts'
import type { Photos } from './photos.ts'
import type { RichSupport } from './rich.ts'
import { editMessage, itemsOf, type Recipient, type SentMessage, sendParcel, weightOf } from './sending.ts'

export interface Exchange {
  /** Sends all parcels; what was sent before a failure stays. */
  send(parcels: readonly Parcel[], to: Recipient): Promise<Sent>
  /** Puts parcels in the place of the answer that was pressed; sends them anew where that cannot be. */
  replace(parcels: readonly Parcel[], press: PressUpdate): Promise<Sent>
  /** Takes the answer away that was pressed. */
  remove(press: PressUpdate): Promise<void>
  /** Ends a press's waiting; with a text, in an alert or in passing. */
  acknowledge(press: PressUpdate, text?: string, alert?: boolean): Promise<void>
}

export interface Sent {
  readonly messages: readonly SentMessage[]
  readonly failure?: Failure
}

export interface ExchangeParts {
  readonly api: TelegramApi
  readonly photos: Photos
  readonly rich: RichSupport
  readonly pace: Pace
}

/** Answers whose messages are remembered, to be edited together; of older ones only the pressed message is known. */
const REMEMBERED = 10_000

export function createExchange({ api, photos, rich, pace }: ExchangeParts): Exchange {
  /** By chat and the message with the buttons: all messages of the answer. */
  const answers = new Map<string, readonly SentMessage[]>()
  const turn = (chat: number, weight: number) =>
    pace.turn(String(chat), weight, 'answer', undefined, chat < 0)
  const partsFor = (chat: number, weight: number) => ({
    call: api.answer,
    photos,
    rich,
    turnAgain: () => turn(chat, weight),
  })

  return { send, replace, remove, acknowledge }

  async function send(parcels: readonly Parcel[], to: Recipient): Promise<Sent> {
    const messages: SentMessage[] = []
    for (const [index, parcel] of parcels.entries()) {
      const weight = weightOf(parcel)
      await turn(to.chat, weight)
      const { replyTo, ...rest } = to
      const result = await sendParcel(parcel, index === 0 ? to : rest, partsFor(to.chat, weight))
      if ('failure' in result) return { messages, failure: result.failure }
      messages.push(...result.value)
    }
    for (const { id } of messages) remember(`${to.chat}:${id}`, messages)
    return { messages }
  }

  async function replace(parcels: readonly Parcel[], press: PressUpdate): Promise<Sent> {
    const before = messagesOf(press)
    const items = parcels.flatMap(itemsOf)
    // Words become a picture in place, a picture never becomes words.
    const fits =
      items.length === before.length &&
      items.every(({ shows }, index) => {
        const was = before[index]?.shows
        return was === shows || (was === 'text' && shows === 'photo')
      })
    if (!fits) return anew(parcels, press)
    const after: SentMessage[] = []
    for (const [index, item] of items.entries()) {
      const message = before[index]?.id ?? press.message
      const result = await editMessage(item, { chat: press.chat, message }, partsFor(press.chat, 1))
      if ('failure' in result) {
        // Somebody has deleted it meanwhile.
        if (isRefused(result.failure, WORDS.noMessage)) return anew(parcels, press)
        return { messages: after, failure: result.failure }
      }
      after.push({ id: message, shows: item.shows })
    }
    for (const { id } of after) remember(`${press.chat}:${id}`, after)
    return { messages: after }
  }

  async function anew(parcels: readonly Parcel[], press: PressUpdate): Promise<Sent> {
    const { chat, topic } = press
    const sent = await send(parcels, { chat, ...(topic !== undefined && { topic }) })
    if (!sent.failure) await remove(press)
    return sent
  }

  async function remove(press: PressUpdate): Promise<void> {
    for (const { id } of messagesOf(press)) {
      // A message of two days ago stays where it is: Telegram does not let it go.
      await api.answer('deleteMessage', { chat_id: press.chat, message_id: id })
    }
    answers.delete(`${press.chat}:${press.message}`)
  }

  async function acknowledge(press: PressUpdate, text?: string, alert = false): Promise<void> {
    await api.answer('answerCallbackQuery', {
      callback_query_id: press.query,
      ...(text !== undefined && { text: shorten(text, ALERT), ...(alert && { show_alert: true }) }),
    })
  }

  function messagesOf({ chat, message, shown }: PressUpdate): readonly SentMessage[] {
    return answers.get(`${chat}:${message}`) ?? [{ id: message, shows: shown }]
  }

  function remember(key: string, messages: readonly SentMessage[]): void {
    answers.delete(key)
    answers.set(key, messages)
    const oldest = answers.keys().next().value
    if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
  }
}

/** A message in so few words that an alert can hold them; undefined where it cannot. */
export function alertText(message: Message, parcels: readonly Parcel[]): string | undefined {
  const [parcel] = parcels
  if (parcels.length !== 1 || parcel?.call.method !== 'sendMessage') return undefined
  if (parcel.call.params.reply_markup) return undefined
  const whole = shownText(parcel.call.params.text).replaceAll('\u2060', '')
  if (whole.length <= ALERT) return whole
  const paragraphs = message.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  const alone = paragraphs.join('\n')
  return paragraphs.length === message.blocks.length && alone.length <= ALERT ? alone : undefined
}

/** Without the buttons that send something: those of an answer work only in the chat that it was asked in. */
export function withoutPresses(message: Message): Message {
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
