/** A message ready to be sent: bodies with their files, the pictures drawn. */
import type { RawFile } from 'discord.js'
import type { Message } from '#src/chat/message.ts'
import { traceOf } from '#src/errors.ts'
import type { DiscordBody } from './payload.ts'
import { renderDiscord } from './render.ts'

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
  readonly lost?: PicturesLost
  /** Why drawing failed, for the log. */
  readonly reason?: string
}

/**
 * Draws and packs. Where pictures cannot be drawn or one is larger than `limit` bytes, the message is packed without
 * any, and `note` says so in its footer: half an answer is better than none, but not in silence. Every part leaves room for one more
 * text of `room` characters.
 */
export async function pack(
  message: Message,
  draw: Draw,
  limit: number,
  note: (lost: PicturesLost) => string,
  room = 0,
): Promise<PreparedMessages> {
  try {
    const drawn = await Promise.all(
      message.images.map(async ({ name, spec }) => [name, await draw(spec)] as const),
    )
    const small = drawn.every(([, bytes]) => bytes.byteLength <= limit)
    if (small) return { preparedMessages: fill(message, new Map(drawn), room) }
    return {
      preparedMessages: fill(withoutImages(message, note('tooLarge')), new Map(), room),
      lost: 'tooLarge',
    }
  } catch (error) {
    const reason = traceOf(error)
    return {
      preparedMessages: fill(withoutImages(message, note('pictures')), new Map(), room),
      lost: 'pictures',
      reason,
    }
  }
}

/** Packs a message that has no pictures. */
export function packText(message: Message): readonly PreparedMessage[] {
  return fill(withoutImages(message), new Map())
}

function fill(message: Message, drawn: ReadonlyMap<string, Uint8Array>, room = 0): PreparedMessage[] {
  const files = new Map(message.files?.map((file) => [file.name, file]))
  return renderDiscord(message, room).map(({ body, uploads }) => ({
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
  return { ...message, images: [], footer: line === undefined ? message.footer : [line, ...message.footer] }
}
