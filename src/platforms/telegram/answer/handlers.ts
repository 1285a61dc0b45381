/**
 * Commands, clicks and answers to questions, answered. Every way ends in an answer or a sentence; every click ends its
 * waiting; and no member waits for another's answer.
 */
import type { Form } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { RequestInput, LanguageCode, Reply, Request } from '#src/chat/request.ts'
import { DEFAULT_LOCALE } from '#src/i18n/locale.ts'
import { type Clock, within } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { TelegramApi } from '../api.ts'
import { languageOf, requestOf } from '../receive/torequest.ts'
import { commandInput } from '../receive/attachments.ts'
import { alertText, type AnswerThread, withoutControls } from './answerthread.ts'
import { describeFailure, type Failure } from '../failures.ts'
import { createForms, type Question } from './forms.ts'
import { shownText } from '../render/html.ts'
import type { ClickUpdate, CommandUpdate, Origin } from '../receive/incoming.ts'
import { formNotice, lostPictures, type Notice, notice, say } from '../render/notice.ts'
import { type Draw, pack, packText, type PreparedMessage } from '../render/prepared.ts'
import { type Clicked, readClick } from '../render/payload.ts'
import type { Rights } from '../receive/rights.ts'
import type { Recipient } from '../post/send.ts'
import { showTyping } from './typingindicator.ts'

/** What the adapter needs of the bot. */
export interface TelegramBot {
  readonly commands: readonly { readonly name: string; readonly aliases?: readonly string[] }[]
  answer(request: Request): Promise<Reply>
  /** The questions that a button asks first, as it stands; undefined where it asks none. */
  formOf?(payload: string, request: Request): Promise<Form | undefined>
}

export interface HandlerParts {
  readonly bot: TelegramBot
  /** Without the `@`. */
  readonly botName: string
  readonly api: TelegramApi
  readonly answerThread: AnswerThread
  readonly rights: Rights
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
}

export interface Handlers {
  command(update: CommandUpdate): Promise<void>
  click(update: ClickUpdate): Promise<void>
  words(update: Origin & { readonly text: string }): Promise<void>
  /** From now on everybody is asked for patience. */
  stop(): void
}

/** Milliseconds in which a click may get its hint as an alert; after that its waiting is ended without one. */
const ALERT_WITHIN = 6000

/** Milliseconds after which an answer is given up. */
export const GIVE_UP = 60_000

/** Characters of an answer for one member that are short enough to be shown to a group instead. */
const ASIDE = 400

/** A reply in Telegram's form. */
interface Made {
  readonly message: Message
  readonly preparedMessages: readonly PreparedMessage[]
  readonly alone: boolean
  readonly edit: boolean
}

export function createHandlers(parts: HandlerParts): Handlers {
  const { bot, botName, api, answerThread, rights, draw, clock, log } = parts
  const forms = createForms(api.answer, clock)
  const known = new Set(bot.commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]))
  let stopping = false

  return {
    command,
    click,
    words,
    stop() {
      stopping = true
    },
  }

  async function command(update: CommandUpdate): Promise<void> {
    const { type, member, name, addressed } = update
    if (type === 'private') {
      if (name === 'skip') return words({ ...update, text: '/skip' })
      const open = forms.cancel(member)
      if (name === 'cancel')
        return open ? notifyIn(update, formNotice(languageIn(update), 'cancelled')) : undefined
    } else if (!known.has(name) && !addressed) {
      // In a group it may be another bot's.
      return
    }
    if (stopping) return notifyIn(update, notice(languageIn(update), 'stopping'))
    const input = await commandInput(update, api)
    if (!input) return notifyIn(update, notice(languageIn(update), 'file'))
    const making = make(update, input)
    const signs = showTyping(update, api, clock)
    const made = (await within(clock, GIVE_UP, making)) ?? gaveUp(update)
    signs()
    if (made.alone && type === 'group' && !isAside(made)) return whisper(update, made)
    await show(made, update, { ...placeOf(update), ...(type !== 'private' && { replyTo: update.message }) })
  }

  async function click(update: ClickUpdate): Promise<void> {
    const clicked = readClick(update.payload, update.buttons)
    if (stopping || !clicked) {
      const { blocks } = notice(languageIn(update), stopping ? 'stopping' : 'unknown')
      const [block] = blocks
      return answerThread.acknowledge(update, block?.kind === 'paragraph' ? block.text : '', true)
    }
    if (clicked.kind === 'form') {
      const form = await formOf(update, clicked.payload)
      if (form) return question(update, clicked.payload, form)
    }
    const making = make(update, inputOfClick(clicked))
    const quick = await within(clock, ALERT_WITHIN, making)
    if (quick) return showClicked(update, quick, false)
    await answerThread.acknowledge(update)
    const signs = showTyping(update, api, clock)
    const late = (await within(clock, GIVE_UP - ALERT_WITHIN, making)) ?? gaveUp(update)
    signs()
    await showClicked(update, late, true)
  }

  async function words(update: Origin & { readonly text: string }): Promise<void> {
    // Groups talk among themselves.
    if (update.type !== 'private') return
    if (stopping) return notifyIn(update, notice(languageIn(update), 'stopping'))
    const taken = await forms.take(update.member, update.text)
    if (!taken) return notifyIn(update, notice(languageIn(update), 'words'))
    if (taken.kind === 'asking') return
    if (taken.kind === 'expired') return notifyIn(update, formNotice(taken.language, 'expired'))
    return finishForm(taken.question, taken.values)
  }

  /** Asks the questions of a button where only the member who clicked sees them. */
  async function question(update: ClickUpdate, payload: string, form: Form): Promise<void> {
    const language = languageIn(update)
    const asked = await forms.ask({ form, payload, click: update, language })
    if ('value' in asked) {
      const elsewhere = update.type === 'private' ? undefined : say(language, 'telegram:form.asked')
      return answerThread.acknowledge(update, elsewhere)
    }
    report('a question', asked.failure)
    await answerThread.acknowledge(update, say(language, 'telegram:notice.startFirst.text'), true)
  }

  /** The click that the answers belong to. Who may click is asked again: an hour may have passed. */
  async function finishForm(
    { click: from, payload }: Question,
    values: Readonly<Record<string, string>>,
  ): Promise<void> {
    const made =
      (await within(clock, GIVE_UP, make(from, { kind: 'click', payload, values }))) ?? gaveUp(from)
    const home = from.type === 'private' ? placeOf(from) : { chat: Number(from.member) }
    // A menu moves below the questions, where its member looks; in a group it stays.
    if (made.edit && from.type !== 'private')
      return settle(await answerThread.replace(made.preparedMessages, from), made, from)
    const sent = await show(made, from, home)
    if (made.edit && sent) await answerThread.remove(from)
  }

  async function showClicked(update: ClickUpdate, made: Made, acknowledged: boolean): Promise<void> {
    const { alone, edit, message, preparedMessages } = made
    const hint = alone && !edit ? alertText(message, preparedMessages) : undefined
    if (!acknowledged && hint !== undefined) return answerThread.acknowledge(update, hint, true)
    if (alone && !edit && update.type !== 'private') return whisper(update, made, acknowledged)
    const ending = acknowledged ? undefined : answerThread.acknowledge(update)
    if (edit) await settle(await answerThread.replace(preparedMessages, update), made, update)
    else await show(made, update, placeOf(update))
    await ending
  }

  /**
   * Sends to a member what a group should not see: into their private chat, as Telegram has no messages for one member.
   * Members without a private chat with the bot learn how to open one.
   */
  async function whisper(
    update: CommandUpdate | ClickUpdate,
    made: Made,
    acknowledged = false,
  ): Promise<void> {
    const language = languageIn(update)
    const message = withoutControls(made.message)
    const preparedMessages =
      message === made.message ? made.preparedMessages : await packed(message, language)
    const { failure } = await answerThread.send(preparedMessages, { chat: Number(update.member) })
    const which: Notice = failure ? 'startFirst' : 'sentPrivately'
    if (failure && failure.kind !== 'refused') report('an answer for one member', failure)
    if (update.kind === 'command') return notifyIn(update, notice(language, which))
    if (acknowledged) return
    const text = failure
      ? say(language, 'telegram:notice.startFirst.text')
      : say(language, 'telegram:notice.sentPrivately.title')
    await answerThread.acknowledge(update, text, failure !== undefined)
  }

  /** Whether it arrived, in its own form or as the sentence that stands for it. */
  async function show(made: Made, origin: Origin, to: Recipient): Promise<boolean> {
    const sent = await answerThread.send(made.preparedMessages, to)
    await settle(sent, made, origin)
    return !sent.failure
  }

  /** Says so where Telegram did not take an answer as it was. */
  async function settle(
    { failure, messages }: { readonly failure?: Failure; readonly messages: readonly unknown[] },
    made: Made,
    origin: Origin,
  ): Promise<void> {
    if (!failure) return
    report('an answer', failure)
    // Somebody who has blocked the bot, or a chat that keeps it silent, hears nothing either way.
    if (failure.kind !== 'refused' || failure.status !== 400) return
    const language = languageIn(origin)
    const { images } = made.message
    const text = { ...withoutControls(made.message), images: [] }
    const instead =
      images.length > 0 && messages.length === 0
        ? packText(text, lostPictures(language, 'tooLarge'))
        : packText(notice(language, 'refused'))
    report('the words in its place', (await answerThread.send(instead, placeOf(origin))).failure)
  }

  /** The bot's reply, packed. Never rejects: what breaks becomes a sentence. */
  async function make(origin: Origin, input: RequestInput): Promise<Made> {
    try {
      const manager = await rights.ofOrigin(origin)
      const reply = await bot.answer(requestOf(origin, manager, input, botName))
      const preparedMessages = await packed(reply.message, languageIn(origin))
      return { message: reply.message, preparedMessages, alone: reply.private, edit: reply.edit }
    } catch (error) {
      log.error(`the answer to ${nameOf(input)} failed: ${traceOf(error)}`)
      return sentence(notice(languageIn(origin), 'failed'))
    }
  }

  async function packed(message: Message, language: LanguageCode): Promise<readonly PreparedMessage[]> {
    const { preparedMessages, reason } = await pack(message, draw, (lost) => lostPictures(language, lost))
    if (reason !== undefined) log.warn(`charts for Telegram could not be drawn: ${reason}`)
    return preparedMessages
  }

  async function formOf(update: ClickUpdate, payload: string): Promise<Form | undefined> {
    try {
      const manager = await rights.ofOrigin(update)
      return await bot.formOf?.(payload, requestOf(update, manager, { kind: 'click', payload }, botName))
    } catch (error) {
      log.error(`the questions of a button failed: ${traceOf(error)}`)
      return undefined
    }
  }

  function gaveUp(origin: Origin): Made {
    log.warn(`an answer on Telegram was given up after ${GIVE_UP / 1000} s`)
    return sentence(notice(languageIn(origin), 'late', { seconds: GIVE_UP / 1000 }))
  }

  async function notifyIn(origin: Origin, message: Message): Promise<void> {
    const to = { ...placeOf(origin), ...(origin.type !== 'private' && { replyTo: origin.message }) }
    report('a notice', (await answerThread.send(packText(message), to)).failure)
  }

  function report(what: string, failure: Failure | undefined): void {
    if (failure) log.warn(`${what} did not reach Telegram: ${describeFailure(failure)}`)
  }
}

function inputOfClick(clicked: Clicked): RequestInput {
  const { payload } = clicked
  return clicked.kind === 'many'
    ? { kind: 'click', payload, chosen: clicked.chosen }
    : { kind: 'click', payload }
}

function placeOf({ chat, topic }: Origin): { readonly chat: number; readonly topic?: number } {
  return { chat, ...(topic !== undefined && { topic }) }
}

/** The language of our own notices: the member's, as Telegram knows none of chats. */
function languageIn({ locale }: Origin): LanguageCode {
  return languageOf(locale) ?? DEFAULT_LOCALE
}

/** A hint on what was typed, or a link to the private chat: short enough to stand where it was asked for. */
function isAside({ message, preparedMessages }: Made): boolean {
  const [preparedMessage] = preparedMessages
  if (preparedMessages.length !== 1 || preparedMessage?.call.method !== 'sendMessage') return false
  return message.images.length === 0 && shownText(preparedMessage.call.params.text).length <= ASIDE
}

function sentence(message: Message): Made {
  return { message, preparedMessages: packText(message), alone: true, edit: false }
}

function nameOf(input: RequestInput): string {
  return input.kind === 'command' ? 'a command' : 'a click'
}
