/** PreparedMessages sent and edited. A photo travels once; wherever it is shown again, its file_id goes instead. */
import { InputFile } from 'grammy'
import type { Call, Method, Params } from '../api.ts'
import type { TelegramCall } from '../render/call.ts'
import { isRefused, type Result, WORDS } from '../failures.ts'
import type { PreparedMessage } from '../render/prepared.ts'
import type { Photos } from './photos.ts'
import type { RichSupport } from '../render/rich.ts'

export interface SendParts {
  readonly call: Call
  readonly photos: Photos
  readonly rich: RichSupport
  /** Waits for another turn: the first has passed while somebody else was uploading the same picture. */
  readonly waitAgain: () => Promise<void>
}

export interface Recipient {
  readonly chat: number
  readonly topic?: number
  readonly silent?: boolean
  readonly protect?: boolean
  /** The message that is answered. */
  readonly replyTo?: number
  /** Nothing is sent where that message is not there. */
  readonly onlyReply?: boolean
}

/** A message that is there. */
export interface SentMessage {
  readonly id: number
  readonly shows: Shows
}

export type Shows = 'photo' | 'text' | 'file'

/** What one message of a prepared one holds: an album has several. */
export interface Item {
  readonly shows: Shows
  readonly call: TelegramCall
  /** Of an album. */
  readonly index: number
  readonly files: PreparedMessage['files']
  readonly rich?: string
}

/** Sends one prepared message. */
export async function sendPrepared(
  preparedMessage: PreparedMessage,
  to: Recipient,
  parts: SendParts,
): Promise<Result<readonly SentMessage[]>> {
  const { call } = preparedMessage
  const rich = await tryRich(preparedMessage, parts, (words) => ({
    method: 'sendRichMessage',
    params: { ...addressed(to), ...words },
  }))
  if (rich) return 'failure' in rich ? rich : { value: sentTexts(rich.value) }
  const result = await dispatch(preparedMessage.files, call.method === 'sendDocument', parts, (file) => ({
    method: call.method,
    params: { ...addressed(to), ...withFiles(call, file) },
  }))
  if ('failure' in result) return result
  const shows = itemsOf(preparedMessage).map((item) => item.shows)
  return { value: messagesIn(result.value).map(({ id }, index) => ({ id, shows: shows[index] ?? 'text' })) }
}

/** Puts an item in the place of a message. Not to be used for words in the place of a picture. */
export async function editMessage(
  { call, index, files, shows, rich: html }: Item,
  at: { readonly chat: number; readonly message: number },
  parts: SendParts,
): Promise<Result<unknown>> {
  const place = { chat_id: at.chat, message_id: at.message }
  const rich = await tryRich({ call, files, ...(html !== undefined && { rich: html }) }, parts, (words) => ({
    method: 'editMessageText',
    params: { ...place, ...words },
  }))
  if (rich) return rich
  const used = filesOf(call, index, files)
  const result = await dispatch(used, shows === 'file', parts, (file) => {
    if (call.method === 'sendMessage') {
      return { method: 'editMessageText', params: { ...place, ...call.params } }
    }
    if (call.method === 'sendMediaGroup') {
      const item = call.params.media[index]
      return {
        method: 'editMessageMedia',
        params: { ...place, media: { ...item, media: file(item?.media ?? '') } },
      }
    }
    if (call.method === 'sendDocument') {
      return {
        method: 'editMessageMedia',
        params: { ...place, media: { type: 'document', media: file(call.params.document) } },
      }
    }
    const { photo, reply_markup, ...captioned } = call.params
    return {
      method: 'editMessageMedia',
      params: {
        ...place,
        media: { type: 'photo', media: file(photo), ...captioned },
        ...(reply_markup && { reply_markup }),
      },
    }
  })
  // It shows that already: nothing is amiss.
  if ('failure' in result && isRefused(result.failure, WORDS.notModified)) return { value: true }
  return result
}

/** The messages that a prepared message becomes, in order. */
export function itemsOf({ call, files, rich }: PreparedMessage): Item[] {
  const one = (shows: Shows, index = 0): Item => ({
    shows,
    call,
    index,
    files,
    ...(rich !== undefined && { rich }),
  })
  if (call.method === 'sendMediaGroup') return call.params.media.map((_, index) => one('photo', index))
  if (call.method === 'sendPhoto') return [one('photo')]
  return [one(call.method === 'sendDocument' ? 'file' : 'text')]
}

/** What a prepared message counts against the pace. */
export function weightOf({ call }: PreparedMessage): number {
  return call.method === 'sendMediaGroup' ? call.params.media.length : 1
}

/** The file_id of a message's photo: its largest size is the last. */
export function photoIn(message: unknown): string | undefined {
  const { photo } = (message ?? {}) as { readonly photo?: unknown }
  const largest: unknown = Array.isArray(photo) ? photo.at(-1) : undefined
  const id = (largest as { readonly file_id?: unknown } | undefined)?.file_id
  return typeof id === 'string' ? id : undefined
}

/**
 * The call as a rich message; undefined where it is none, or Telegram refused it as such: then the ordinary form is to be
 * sent, since nothing was.
 */
async function tryRich(
  { call: { method, params }, rich }: PreparedMessage,
  { call, rich: support }: SendParts,
  make: (words: Params) => { readonly method: Method; readonly params: Params },
): Promise<Result<unknown> | undefined> {
  if (rich === undefined || method !== 'sendMessage' || !support.works()) return undefined
  const made = make({
    rich_message: { html: rich, skip_entity_detection: true },
    ...(params.reply_markup && { reply_markup: params.reply_markup }),
  })
  const result = await call(made.method, made.params)
  if (!('failure' in result)) return result
  const { failure } = result
  if (isRefused(failure, WORDS.notModified)) return { value: true }
  const otherwise =
    failure.kind === 'refused' && failure.movedTo === undefined && FORM_REFUSED.has(failure.status)
  if (!otherwise || isRefused(failure, WORDS.noMessage)) return result
  support.refused(failure)
  return undefined
}

/** Statuses of a form that Telegram does not take, or a method that it does not know. */
const FORM_REFUSED: ReadonlySet<number> = new Set([400, 404])

type FileOf = (attached: string) => string | InputFile

/** Makes a call with photos named by file_id where they have one; uploads the others, and remembers theirs. */
async function dispatch(
  files: PreparedMessage['files'],
  documents: boolean,
  { call, photos, waitAgain }: SendParts,
  make: (file: FileOf) => { readonly method: Method; readonly params: Params },
): Promise<Result<unknown>> {
  const keys = new Map(documents ? [] : [...files].map(([name, bytes]) => [name, photos.keyOf(bytes)]))
  for (let first = true; ; first = false) {
    const claim = await photos.claim([...new Set(keys.values())])
    const uploaded = new Map<string, string>()
    try {
      if (claim.waited) await waitAgain()
      const { method, params } = make((attached) => {
        const name = attached.replace(/^attach:\/\//, '')
        const known = claim.known.get(keys.get(name) ?? '')
        return known ?? new InputFile(files.get(name) ?? new Uint8Array(), name)
      })
      const result = await call(method, params)
      if ('value' in result) {
        const ids = messagesIn(result.value).map(({ photo }) => photo)
        for (const [index, key] of [...keys.values()].entries()) {
          const id = ids[index]
          if (id !== undefined && !claim.known.has(key)) uploaded.set(key, id)
        }
        return result
      }
      // An id of another bot or another server: the picture is sent itself.
      if (!first || claim.known.size === 0 || !isRefused(result.failure, WORDS.badFile)) return result
      for (const key of claim.known.keys()) photos.forget(key)
    } finally {
      claim.done(uploaded)
    }
  }
}

function withFiles(call: TelegramCall, file: FileOf): Params {
  switch (call.method) {
    case 'sendPhoto':
      return { ...call.params, photo: file(call.params.photo) }
    case 'sendDocument':
      return { ...call.params, document: file(call.params.document) }
    case 'sendMediaGroup':
      return { media: call.params.media.map((item) => ({ ...item, media: file(item.media) })) }
    case 'sendMessage':
      return call.params
  }
}

/** Those of one item of an album. */
function filesOf(
  call: TelegramCall,
  index: number,
  files: PreparedMessage['files'],
): PreparedMessage['files'] {
  if (call.method !== 'sendMediaGroup') return files
  const name = call.params.media[index]?.media.replace(/^attach:\/\//, '') ?? ''
  const bytes = files.get(name)
  return new Map(bytes ? [[name, bytes]] : [])
}

function addressed({ chat, topic, silent, protect, replyTo, onlyReply = false }: Recipient): Params {
  return {
    chat_id: chat,
    ...(topic !== undefined && { message_thread_id: topic }),
    ...(silent && { disable_notification: true }),
    ...(protect && { protect_content: true }),
    // A deleted question is still answered.
    ...(replyTo !== undefined && {
      reply_parameters: { message_id: replyTo, allow_sending_without_reply: !onlyReply },
    }),
  }
}

function sentTexts(value: unknown): SentMessage[] {
  return messagesIn(value).map(({ id }) => ({ id, shows: 'text' }))
}

function messagesIn(value: unknown): { readonly id: number; readonly photo: string | undefined }[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return all.flatMap((message) => {
    const { message_id: id } = (message ?? {}) as { readonly message_id?: unknown }
    return typeof id === 'number' ? [{ id, photo: photoIn(message) }] : []
  })
}
