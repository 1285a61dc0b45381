/** A post put into another form, message by message: each in the place of one that shows the same kind of thing. */
import type { Posted } from '#src/chat/posting.ts'
import type { Call } from '../api.ts'
import type { TelegramCall } from '../render/call.ts'
import { type Failure, isRefused, type Result, WORDS } from '../failures.ts'
import type { PreparedMessage } from '../render/prepared.ts'
import { editMessage, type Item, itemsOf, type Recipient, type SendParts, sendPrepared } from './send.ts'

export interface EditParts extends Omit<SendParts, 'waitAgain'> {
  readonly call: Call
  /** Waits until one more message may be changed or sent. */
  readonly waitForSlot: () => Promise<void>
}

/**
 * Words are never put in the place of a picture, nor a picture in that of words: what has become too many is taken away,
 * what is more than before follows at the end. Gives what is there now, in its order.
 */
export async function editPost(
  preparedMessages: readonly PreparedMessage[],
  to: Recipient,
  posted: readonly Posted[],
  parts: EditParts,
): Promise<Result<readonly Posted[]>> {
  const items = preparedMessages.flatMap(itemsOf)
  const free = posted.map((one, index) => ({ one, shows: one.shows ?? items[index]?.shows ?? 'text' }))
  const there: Posted[] = []
  const lacking: Item[] = []
  const sendParts = { ...parts, waitAgain: parts.waitForSlot }
  for (const item of items) {
    const at = free.findIndex(({ shows }) => shows === item.shows)
    const [place] = at < 0 ? [] : free.splice(at, 1)
    if (!place) {
      lacking.push(item)
      continue
    }
    await parts.waitForSlot()
    const result = await editMessage(item, { chat: to.chat, message: Number(place.one.id) }, sendParts)
    if ('failure' in result) return result
    there.push({ ...place.one, shows: item.shows })
  }
  for (const { one } of free) {
    const failure = await remove(to.chat, one, parts)
    if (failure) return { failure }
  }
  for (const item of lacking) {
    await parts.waitForSlot()
    const result = await sendPrepared(alone(item), to, sendParts)
    if ('failure' in result) return result
    there.push(...result.value.map(({ id, shows }) => ({ id: String(id), shows })))
  }
  return { value: there }
}

/** What is not there any more need not be taken away. */
async function remove(
  chat: number,
  { id }: Posted,
  { call, waitForSlot }: EditParts,
): Promise<Failure | undefined> {
  await waitForSlot()
  const result = await call('deleteMessage', { chat_id: chat, message_id: Number(id) })
  if (!('failure' in result) || isRefused(result.failure, WORDS.noMessage)) return undefined
  return result.failure
}

/** An item as a message of its own: an album takes no more pictures once it is there. */
function alone({ call, index, files, rich }: Item): PreparedMessage {
  if (call.method !== 'sendMediaGroup') return { call, files, ...(rich !== undefined && { rich }) }
  const { media, type: _, ...captioned } = call.params.media[index] ?? { media: '', type: 'photo' }
  const name = media.replace(/^attach:\/\//, '')
  const photo: TelegramCall = {
    method: 'sendPhoto',
    params: { ...captioned, photo: media },
    uploads: call.uploads.filter(({ filename }) => filename === name),
  }
  const bytes = files.get(name)
  return { call: photo, files: new Map(bytes ? [[name, bytes]] : []) }
}
