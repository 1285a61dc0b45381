/**
 * Inline mode: `@bot funding btc` in any chat. A result is a photo where Telegram has it already, and always a text;
 * neither has buttons, since a chat that the bot is not in cannot be answered.
 */
import { printAddress } from '#src/chat/address.ts'
import type { Message } from '#src/chat/message.ts'
import type { LanguageCode, Reply, Request } from '#src/chat/request.ts'
import { type Clock, pause, within } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Pace } from '#src/chat/pace.ts'
import { DEFAULT_LOCALE } from '#src/i18n/locale.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import type { TelegramBot } from './responses.ts'
import type { TelegramApi } from '../api.ts'
import { languageOf } from '../receive/torequest.ts'
import { describeFailure } from '../failures.ts'
import type { Incoming } from '../receive/incoming.ts'
import { lostPictures, say } from '../render/notice.ts'
import { type Draw, pack, packText, type PreparedMessage } from '../render/prepared.ts'
import type { Photos } from '../post/photos.ts'
import type { RichSupport } from '../render/rich.ts'
import { sendPrepared } from '../post/send.ts'

export type InlineUpdate = Extract<Incoming, { kind: 'inline' }>

/** A command with what is typed after it. */
interface Question {
  readonly name: string
  readonly words: readonly string[]
}

/** What is offered before anything is typed. */
const STANDING: readonly Question[] = [
  { name: 'price', words: ['btc', 'eth'] },
  { name: 'funding', words: ['btc'] },
  { name: 'marketcap', words: [] },
]

/** What is offered of a coin. */
const OF_A_COIN = ['price', 'funding', 'openinterest']

export interface InlineParts {
  readonly bot: TelegramBot
  readonly api: TelegramApi
  readonly photos: Photos
  readonly rich: RichSupport
  readonly pace: Pace
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
  /** A chat of the operator's that receives a photo for the first time, so that it gets a file_id. */
  readonly store?: number
}

/** Milliseconds after which a query that was not typed on is answered; each letter is a query. */
const SETTLE = 250

/** Milliseconds in which a photo is wanted; without it the text is the result. */
const PHOTO = 4000

/** Seconds for which Telegram gives the same member the same results. */
const CACHE = 60

export function createInline(parts: InlineParts): (update: InlineUpdate) => Promise<void> {
  const { bot, api, photos, rich, pace, draw, clock, log, store } = parts
  const latest = new Map<string, string>()

  return async (update) => {
    const { member, query, text } = update
    const language = languageOf(update.locale) ?? DEFAULT_LOCALE
    latest.set(member, query)
    await pause(clock, SETTLE)
    // The member has typed on: the later query is the one.
    if (latest.get(member) !== query) return
    latest.delete(member)
    const [word = '', ...words] = text
      .trim()
      .replace(/^\//, '')
      .split(/[\s、]+/u)
    const name = commandOf(word)
    try {
      if (name === undefined) return await offer(update, word, words, language)
      const reply = await ask(update, { name, words })
      // A hint on what was typed is for the member, not for the chat.
      if (reply.private) return answer(query, [], reply.message.title)
      await answer(query, await resultsOf(reply.message, language))
    } catch (error) {
      log.error(`an inline query failed: ${traceOf(error)}`)
      await answer(query, [], say(language, 'telegram:inline.unanswered'))
    }
  }

  /** Answers to what many ask first: of the coin that was typed, or of the market where nothing was. */
  async function offer(
    update: InlineUpdate,
    word: string,
    words: readonly string[],
    language: LanguageCode,
  ): Promise<void> {
    const coin = word === '' ? undefined : await coinOf(update, word)
    const questions =
      word === ''
        ? STANDING
        : coin === undefined
          ? []
          : OF_A_COIN.map((name) => ({ name, words: [coin, ...words] }))
    const replies = await Promise.all(
      questions.map((question) => ask(update, question).catch(() => undefined)),
    )
    const articles = replies.flatMap((reply, index) =>
      // What cannot be answered of this coin is not offered.
      reply === undefined || reply.private ? [] : articleOf(bare(reply.message), `offer${index}`),
    )
    await answer(update.query, articles, say(language, 'telegram:inline.hint'))
  }

  /** The coin that a word means, as it is typed: by ticker, name, or the beginning of one, in any script. */
  async function coinOf({ member, locale }: InlineUpdate, word: string): Promise<string | undefined> {
    const typing = { command: 'funding', argument: 'asset', typed: word }
    const [first] = (await bot.suggest?.({ ...placeOf(member, locale), ...typing })) ?? []
    return first?.value
  }

  /** By its name, an alias, or as much of one as is unique. */
  function commandOf(word: string): string | undefined {
    const typed = word.toLowerCase()
    if (typed === '') return undefined
    const exact = bot.commands.find(({ name, aliases = [] }) => [name, ...aliases].includes(typed))
    if (exact) return exact.name
    const begun = bot.commands.filter(({ name }) => name.startsWith(typed))
    return begun.length === 1 ? begun[0]?.name : undefined
  }

  function ask({ member, locale }: InlineUpdate, question: Question): Promise<Reply> {
    return bot.answer({ ...placeOf(member, locale), input: { kind: 'command', ...question } })
  }

  async function resultsOf(whole: Message, language: LanguageCode): Promise<unknown[]> {
    const message = bare(whole)
    const title = shorten(cleanLine(message.title), 100) || '…'
    const description = descriptionOf(message)
    const { preparedMessages, reason } = await pack(message, draw, (lost) => lostPictures(language, lost))
    if (reason !== undefined) log.warn(`charts for Telegram could not be drawn: ${reason}`)
    const photo = await photoResult(preparedMessages, title, description)
    return [...(photo ? [photo] : []), ...articleOf(message, 'text')]
  }

  /** A message as a text that can be sent; none where it has no such form. */
  function articleOf(message: Message, id: string): unknown[] {
    const [text] = packText(message)
    if (text?.call.method !== 'sendMessage') return []
    const { text: message_text, parse_mode, link_preview_options } = text.call.params
    return [
      {
        ...{ type: 'article', id, title: shorten(cleanLine(message.title), 100) || '…' },
        description: descriptionOf(message),
        input_message_content: { message_text, parse_mode, link_preview_options },
      },
    ]
  }

  /** The first picture with the words that fit under it, where Telegram has it or can be given it in time. */
  async function photoResult(
    preparedMessages: readonly PreparedMessage[],
    title: string,
    description: string,
  ) {
    const [preparedMessage] = preparedMessages
    const [png] = preparedMessage?.files.values() ?? []
    if (
      !preparedMessage ||
      !png ||
      (preparedMessage.call.method !== 'sendPhoto' && preparedMessage.call.method !== 'sendMediaGroup')
    ) {
      return undefined
    }
    const key = photos.keyOf(png)
    if (photos.known(key) === undefined && store !== undefined)
      await within(clock, PHOTO, keep(preparedMessage, png, store))
    const id = photos.known(key)
    if (id === undefined) return undefined
    const { params } = preparedMessage.call
    const { caption, parse_mode } = 'media' in params ? (params.media[0] ?? {}) : params
    return {
      type: 'photo',
      id: 'photo',
      photo_file_id: id,
      title,
      description,
      ...(caption !== undefined && { caption, parse_mode }),
    }
  }

  async function keep({ call }: PreparedMessage, png: Uint8Array, chat: number): Promise<void> {
    const [upload] = call.uploads
    if (!upload) return
    const single: PreparedMessage = {
      call: { method: 'sendPhoto', params: { photo: `attach://${upload.filename}` }, uploads: [upload] },
      files: new Map([[upload.filename, png]]),
    }
    const waitForSlot = () => pace.waitForSlot(String(chat), 1, 'answer', { isGroup: chat < 0 })
    await waitForSlot()
    const result = await sendPrepared(
      single,
      { chat, silent: true },
      { call: api.answer, photos, rich, waitAgain: waitForSlot },
    )
    if ('failure' in result)
      log.warn(`TELEGRAM_STORE_CHAT did not take a photo: ${describeFailure(result.failure)}`)
  }

  /** `button` leads to the private chat, and says why there are no results. */
  async function answer(query: string, results: readonly unknown[], button?: string): Promise<void> {
    const result = await api.answer('answerInlineQuery', {
      inline_query_id: query,
      results,
      cache_time: results.length > 0 ? CACHE : 1,
      is_personal: true,
      ...(button !== undefined && {
        button: { text: shorten(cleanLine(button), 64), start_parameter: 'help' },
      }),
    })
    if ('failure' in result)
      log.warn(`results of an inline query did not reach Telegram: ${describeFailure(result.failure)}`)
  }
}

/** Without what a chat that the bot is not in has no use for. */
function bare({ actions: _actions, files: _files, ...message }: Message): Message {
  return message
}

function placeOf(member: string, locale: string | undefined): Omit<Request, 'input'> {
  const memberLanguage = languageOf(locale)
  return {
    platform: 'telegram',
    // What the member has set for themselves; the chat it is for is not reported to bots.
    chat: printAddress({ platform: 'telegram', chat: member }),
    ...{ member, manager: false, place: 'private' },
    ...(memberLanguage && { memberLanguage }),
  }
}

function descriptionOf({ blocks, subtitle }: Message): string {
  const [paragraph] = blocks.flatMap((block) => {
    if (block.kind === 'facts') return block.items.map(({ text }) => text)
    return block.kind === 'paragraph' ? [block.text] : []
  })
  return shorten(cleanLine(paragraph ?? subtitle ?? ''), 200)
}
