/**
 * Commands, presses and answers to questions, answered. Every way ends in an answer or a sentence; every press ends its
 * waiting; and nobody waits for somebody else's answer.
 */
import type { Form } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { Ask, LanguageCode, Reply, Request } from '#src/chat/request.ts'
import { type Clock, within } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { TelegramApi } from './api.ts'
import { languageOf, requestOf } from './asking.ts'
import { commandAsk } from './attachments.ts'
import { alertText, type Exchange, withoutPresses } from './exchange.ts'
import { type Failure, tell } from './failures.ts'
import { createForms, type Question } from './forms.ts'
import { shownText } from './html.ts'
import type { CommandUpdate, Origin, PressUpdate } from './incoming.ts'
import { formNotice, lostPictures, type Notice, notice, say } from './notice.ts'
import { type Draw, pack, packText, type Parcel } from './parcel.ts'
import { type Pressed, readPressed } from './payload.ts'
import type { Rights } from './rights.ts'
import type { Recipient } from './sending.ts'
import { showSigns } from './signs.ts'

/** What the adapter needs of the bot. */
export interface TelegramBot {
  readonly commands: readonly { readonly name: string; readonly aliases?: readonly string[] }[]
  answer(request: Request): Promise<Reply>
  /** The questions that a button asks first, as it stands; undefined where it asks none. */
  formOf?(payload: string, request: Request): Promise<Form | undefined>
}

export interface AnsweringParts {
  readonly bot: TelegramBot
  /** Without the `@`. */
  readonly botName: string
  readonly api: TelegramApi
  readonly exchange: Exchange
  readonly rights: Rights
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
}

export interface Answering {
  command(update: CommandUpdate): Promise<void>
  press(update: PressUpdate): Promise<void>
  words(update: Origin & { readonly text: string }): Promise<void>
  /** From now on everybody is asked for patience. */
  stop(): void
}

/** Milliseconds in which a press may get its hint as an alert; after that its waiting is ended without one. */
const ALERT_WITHIN = 6000

/** Milliseconds after which an answer is given up. */
export const GIVE_UP = 60_000

/** Characters of an answer for one member that are short enough to be shown to a group instead. */
const ASIDE = 400

/** A reply in Telegram's form. */
interface Made {
  readonly message: Message
  readonly parcels: readonly Parcel[]
  readonly alone: boolean
  readonly edit: boolean
}

export function createAnswering(parts: AnsweringParts): Answering {
  const { bot, botName, api, exchange, rights, draw, clock, log } = parts
  const forms = createForms(api.answer, clock)
  const known = new Set(bot.commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]))
  let stopping = false

  return {
    command,
    press,
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
        return open ? tellIn(update, formNotice(languageIn(update), 'cancelled')) : undefined
    } else if (!known.has(name) && !addressed) {
      // In a group it may be another bot's.
      return
    }
    if (stopping) return tellIn(update, notice(languageIn(update), 'stopping'))
    const ask = await commandAsk(update, api)
    if (!ask) return tellIn(update, notice(languageIn(update), 'file'))
    const making = make(update, ask)
    const signs = showSigns(update, api, clock)
    const made = (await within(clock, GIVE_UP, making)) ?? gaveUp(update)
    signs()
    if (made.alone && type === 'group' && !isAside(made)) return whisper(update, made)
    await show(made, update, { ...placeOf(update), ...(type !== 'private' && { replyTo: update.message }) })
  }

  async function press(update: PressUpdate): Promise<void> {
    const pressed = readPressed(update.payload, update.buttons)
    if (stopping || !pressed) {
      const { blocks } = notice(languageIn(update), stopping ? 'stopping' : 'unknown')
      const [block] = blocks
      return exchange.acknowledge(update, block?.kind === 'paragraph' ? block.text : '', true)
    }
    if (pressed.kind === 'form') {
      const form = await formOf(update, pressed.payload)
      if (form) return question(update, pressed.payload, form)
    }
    const making = make(update, askOfPress(pressed))
    const quick = await within(clock, ALERT_WITHIN, making)
    if (quick) return showPressed(update, quick, false)
    await exchange.acknowledge(update)
    const signs = showSigns(update, api, clock)
    const late = (await within(clock, GIVE_UP - ALERT_WITHIN, making)) ?? gaveUp(update)
    signs()
    await showPressed(update, late, true)
  }

  async function words(update: Origin & { readonly text: string }): Promise<void> {
    // Groups talk among themselves.
    if (update.type !== 'private') return
    if (stopping) return tellIn(update, notice(languageIn(update), 'stopping'))
    const taken = await forms.take(update.member, update.text)
    if (!taken) return tellIn(update, notice(languageIn(update), 'words'))
    if (taken.kind === 'asking') return
    if (taken.kind === 'expired') return tellIn(update, formNotice(taken.language, 'expired'))
    return finishForm(taken.question, taken.values)
  }

  /** Asks the questions of a button where only its presser sees them. */
  async function question(update: PressUpdate, payload: string, form: Form): Promise<void> {
    const language = languageIn(update)
    const asked = await forms.ask({ form, payload, press: update, language })
    if ('value' in asked) {
      const elsewhere = update.type === 'private' ? undefined : say(language, 'telegram:form.asked')
      return exchange.acknowledge(update, elsewhere)
    }
    report('a question', asked.failure)
    await exchange.acknowledge(update, say(language, 'telegram:notice.startFirst.text'), true)
  }

  /** The press that the answers belong to. Who may press is asked again: an hour may have passed. */
  async function finishForm(
    { press: from, payload }: Question,
    values: Readonly<Record<string, string>>,
  ): Promise<void> {
    const made =
      (await within(clock, GIVE_UP, make(from, { kind: 'press', payload, values }))) ?? gaveUp(from)
    const home = from.type === 'private' ? placeOf(from) : { chat: Number(from.member) }
    // A menu moves below the questions, where its member looks; in a group it stays.
    if (made.edit && from.type !== 'private')
      return settle(await exchange.replace(made.parcels, from), made, from)
    const sent = await show(made, from, home)
    if (made.edit && sent) await exchange.remove(from)
  }

  async function showPressed(update: PressUpdate, made: Made, acknowledged: boolean): Promise<void> {
    const { alone, edit, message, parcels } = made
    const hint = alone && !edit ? alertText(message, parcels) : undefined
    if (!acknowledged && hint !== undefined) return exchange.acknowledge(update, hint, true)
    if (alone && !edit && update.type !== 'private') return whisper(update, made, acknowledged)
    const ending = acknowledged ? undefined : exchange.acknowledge(update)
    if (edit) await settle(await exchange.replace(parcels, update), made, update)
    else await show(made, update, placeOf(update))
    await ending
  }

  /**
   * Sends to a member what a group should not see: into their private chat, as Telegram has no messages for one member.
   * Whoever has no private chat with the bot is told how to get one.
   */
  async function whisper(
    update: CommandUpdate | PressUpdate,
    made: Made,
    acknowledged = false,
  ): Promise<void> {
    const language = languageIn(update)
    const message = withoutPresses(made.message)
    const parcels = message === made.message ? made.parcels : await packed(message, language)
    const { failure } = await exchange.send(parcels, { chat: Number(update.member) })
    const which: Notice = failure ? 'startFirst' : 'sentPrivately'
    if (failure && failure.kind !== 'refused') report('an answer for one member', failure)
    if (update.kind === 'command') return tellIn(update, notice(language, which))
    if (acknowledged) return
    const text = failure
      ? say(language, 'telegram:notice.startFirst.text')
      : say(language, 'telegram:notice.sentPrivately.title')
    await exchange.acknowledge(update, text, failure !== undefined)
  }

  /** Whether it arrived, in its own form or as the sentence that stands for it. */
  async function show(made: Made, origin: Origin, to: Recipient): Promise<boolean> {
    const sent = await exchange.send(made.parcels, to)
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
    const text = { ...withoutPresses(made.message), images: [] }
    const instead =
      images.length > 0 && messages.length === 0
        ? packText(text, lostPictures(language, 'tooLarge'))
        : packText(notice(language, 'refused'))
    report('the words in its place', (await exchange.send(instead, placeOf(origin))).failure)
  }

  /** The bot's reply, packed. Never rejects: what breaks becomes a sentence. */
  async function make(origin: Origin, ask: Ask): Promise<Made> {
    try {
      const manager = await rights.ofOrigin(origin)
      const reply = await bot.answer(requestOf(origin, manager, ask, botName))
      const parcels = await packed(reply.message, languageIn(origin))
      return { message: reply.message, parcels, alone: reply.private, edit: reply.edit }
    } catch (error) {
      log.warn(`the answer to ${nameOf(ask)} failed: ${traceOf(error)}`)
      return sentence(notice(languageIn(origin), 'failed'))
    }
  }

  async function packed(message: Message, language: LanguageCode): Promise<readonly Parcel[]> {
    const { parcels, reason } = await pack(message, draw, (lost) => lostPictures(language, lost))
    if (reason !== undefined) log.warn(`charts for Telegram could not be drawn: ${reason}`)
    return parcels
  }

  async function formOf(update: PressUpdate, payload: string): Promise<Form | undefined> {
    try {
      const manager = await rights.ofOrigin(update)
      return await bot.formOf?.(payload, requestOf(update, manager, { kind: 'press', payload }, botName))
    } catch (error) {
      log.warn(`the questions of a button failed: ${traceOf(error)}`)
      return undefined
    }
  }

  function gaveUp(origin: Origin): Made {
    log.warn(`an answer on Telegram was given up after ${GIVE_UP / 1000} s`)
    return sentence(notice(languageIn(origin), 'late', { seconds: GIVE_UP / 1000 }))
  }

  async function tellIn(origin: Origin, message: Message): Promise<void> {
    const to = { ...placeOf(origin), ...(origin.type !== 'private' && { replyTo: origin.message }) }
    report('a notice', (await exchange.send(packText(message), to)).failure)
  }

  function report(what: string, failure: Failure | undefined): void {
    if (failure) log.warn(`${what} did not reach Telegram: ${tell(failure)}`)
  }
}

function askOfPress(pressed: Pressed): Ask {
  const { payload } = pressed
  return pressed.kind === 'many'
    ? { kind: 'press', payload, chosen: pressed.chosen }
    : { kind: 'press', payload }
}

function placeOf({ chat, topic }: Origin): { readonly chat: number; readonly topic?: number } {
  return { chat, ...(topic !== undefined && { topic }) }
}

/** The language of our own notices: the member's, as Telegram knows none of chats. */
function languageIn({ locale }: Origin): LanguageCode {
  return languageOf(locale) ?? 'en'
}

/** A hint on what was typed, or a link to the private chat: short enough to stand where it was asked for. */
function isAside({ message, parcels }: Made): boolean {
  const [parcel] = parcels
  if (parcels.length !== 1 || parcel?.call.method !== 'sendMessage') return false
  return message.images.length === 0 && shownText(parcel.call.params.text).length <= ASIDE
}

function sentence(message: Message): Made {
  return { message, parcels: packText(message), alone: true, edit: false }
}

function nameOf(ask: Ask): string {
  return ask.kind === 'command' ? 'a command' : 'a press'
}
