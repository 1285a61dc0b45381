/** A message ready to be sent: bodies with their files, the pictures drawn. */
import type { RawFile } from 'discord.js'
import { type Image, type Message, withoutPictures } from '#src/chat/message.ts'
import { traceOf } from '#src/errors.ts'
import type { DiscordBody, DiscordPayload } from './payload.ts'
import { renderDiscord, renderFollowers } from './render.ts'

/** One request's content. */
export interface PreparedMessage {
  readonly body: DiscordBody
  readonly files: RawFile[]
}

export type Draw = (spec: unknown) => Promise<Uint8Array>

/** Why a message went without its pictures. */
export type PicturesLost = 'pictures' | 'tooLarge'

export interface PreparedMessages {
  readonly preparedMessages: readonly PreparedMessage[]
  /** What follows in the message's thread. */
  readonly followers: readonly PreparedMessage[]
  readonly lost?: PicturesLost
  /** Why drawing failed, for the log. */
  readonly reason?: string
}

export interface Packing {
  /** Bytes that a file may have. */
  readonly limit: number
  /** Characters of a text that every part leaves room for. */
  readonly room?: number
  /** Whether what follows in its thread is packed too. */
  readonly withThread?: boolean
}

/**
 * Draws and packs. Where pictures cannot be drawn or one is larger than `limit` bytes, the message is packed without
 * any, and `note` says so in its footer: half an answer is better than none, but not in silence.
 */
export async function pack(
  message: Message,
  draw: Draw,
  note: (lost: PicturesLost) => string,
  { limit, ...packing }: Packing,
): Promise<PreparedMessages> {
  try {
    const drawn = await Promise.all(
      imagesIn(message, packing).map(async ({ name, spec }) => [name, await draw(spec)] as const),
    )
    const small = drawn.every(([, bytes]) => bytes.byteLength <= limit)
    if (small) return fillAll(message, new Map(drawn), packing)
    return { ...fillAll(withoutImages(message, note('tooLarge')), new Map(), packing), lost: 'tooLarge' }
  } catch (error) {
    const reason = traceOf(error)
    return {
      ...fillAll(withoutImages(message, note('pictures')), new Map(), packing),
      lost: 'pictures',
      reason,
    }
  }
}

/** Packs a message that has no pictures. */
export function packText(message: Message): readonly PreparedMessage[] {
  return fill(withoutImages(message), new Map())
}

/** Names are unique within one message: those of a thread's messages are drawn once. */
function imagesIn(
  { images, thread }: Message,
  { withThread }: Pick<Packing, 'withThread'>,
): readonly Image[] {
  const following = (withThread && thread?.messages) || []
  const all = [...images, ...following.flatMap((one) => one.images)]
  return [...new Map(all.map((image) => [image.name, image])).values()]
}

function fillAll(
  message: Message,
  drawn: ReadonlyMap<string, Uint8Array>,
  { room = 0, withThread = false }: Omit<Packing, 'limit'>,
): PreparedMessages {
  return {
    preparedMessages: fill(message, drawn, room),
    followers: withThread ? withFiles(renderFollowers(message, room), message, drawn) : [],
  }
}

function fill(message: Message, drawn: ReadonlyMap<string, Uint8Array>, room = 0): PreparedMessage[] {
  return withFiles(renderDiscord(message, room), message, drawn)
}

function withFiles(
  payloads: readonly DiscordPayload[],
  message: Message,
  drawn: ReadonlyMap<string, Uint8Array>,
): PreparedMessage[] {
  const files = new Map(message.files?.map((file) => [file.name, file]))
  return payloads.map(({ body, uploads }) => ({
    body,
    files: uploads.map((upload): RawFile => {
      if ('image' in upload) {
        return {
          name: upload.filename,
          data: Buffer.from(drawn.get(upload.image) ?? []),
          contentType: 'image/png',
        }
      }
      const file = files.get(upload.file)
      return { name: upload.filename, data: file?.text ?? '', contentType: file?.mediaType ?? 'text/plain' }
    }),
  }))
}

function withoutImages(message: Message, line?: string): Message {
  const footer = line === undefined ? message.footer : [line, ...message.footer]
  return { ...withoutPictures(message), footer }
}
