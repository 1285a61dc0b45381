/** A message ready to be sent: its calls with their files, the pictures drawn. */
import type { Message } from '#src/chat/message.ts'
import { traceOf } from '#src/errors.ts'
import type { TelegramCall } from './call.ts'
import { BYTES } from '../limits.ts'
import type { LinkTo } from './keyboard.ts'
import { renderTelegram } from './render.ts'
import { richHtml } from './rich.ts'

/** One call's content. */
export interface PreparedMessage {
  readonly call: TelegramCall
  /** By the names that the call refers to as `attach://<name>`. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** The same for private chats, where buttons may answer in place. */
  readonly inPrivate?: TelegramCall
  /** The same as a rich message, where that reads better. */
  readonly rich?: string
}

export type Draw = (spec: unknown) => Promise<Uint8Array>

/** Why a message went without its pictures. */
export type PicturesLost = 'pictures' | 'tooLarge'

export interface PreparedMessages {
  readonly preparedMessages: readonly PreparedMessage[]
  /** Why pictures are missing, for the log. */
  readonly reason?: string
}

/**
 * Draws and packs. Where pictures cannot be drawn or one is larger than Telegram takes, the message is packed without
 * any, and `note` says so in its footer: half an answer is better than none, but not in silence. With `linkTo`, buttons
 * that answer a click are addresses wherever they would be seen by others.
 */
export async function pack(
  message: Message,
  draw: Draw,
  note: (lost: PicturesLost) => string,
  linkTo?: LinkTo,
): Promise<PreparedMessages> {
  try {
    const drawn = await Promise.all(
      // Telegram is read on phones, and shows a high picture larger than a wide one.
      message.images.map(
        async ({ name, spec, phone }) => [`${name}.png`, await draw(phone?.spec ?? spec)] as const,
      ),
    )
    const small = drawn.every(([, bytes]) => bytes.byteLength <= BYTES.photo)
    if (small) return { preparedMessages: fill(message, new Map(drawn), linkTo) }
    return { preparedMessages: packText(message, note('tooLarge'), linkTo), reason: 'a picture is too large' }
  } catch (error) {
    return { preparedMessages: packText(message, note('pictures'), linkTo), reason: traceOf(error) }
  }
}

/** Packs a message without its pictures; `line` says why. */
export function packText(message: Message, line?: string, linkTo?: LinkTo): readonly PreparedMessage[] {
  const footer = line === undefined ? message.footer : [line, ...message.footer]
  return fill({ ...message, images: [], footer }, new Map(), linkTo)
}

function fill(message: Message, drawn: ReadonlyMap<string, Uint8Array>, linkTo?: LinkTo): PreparedMessage[] {
  const texts = new Map(message.files?.map(({ name, text }) => [name, Buffer.from(text)]))
  const calls = renderTelegram(message, linkTo)
  const inPrivate = linkTo && renderTelegram(message)
  const rich = calls.length === 1 && calls[0]?.method === 'sendMessage' ? richHtml(message) : undefined
  return calls.map((call, index) => ({
    call,
    ...(inPrivate?.[index] && { inPrivate: inPrivate[index] }),
    files: new Map(
      call.uploads.flatMap((upload): [string, Uint8Array][] => {
        const bytes = 'image' in upload ? drawn.get(upload.filename) : texts.get(upload.file)
        return bytes ? [[upload.filename, bytes]] : []
      }),
    ),
    ...(rich !== undefined && { rich }),
  }))
}
