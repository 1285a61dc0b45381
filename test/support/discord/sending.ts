/** Posts as tests send them to channels of the loopback platform. */
import type { Message } from '#src/chat/message.ts'
import type { Destination, PostOptions } from '#src/chat/posting.ts'
import { CHANNEL } from './events.ts'
import { type Session, settle } from './session.ts'
import { image, prose } from '../messages.ts'

export const MESSAGES = /^\/channels\/\d+\/messages$/
export const NONCE = 'AbCdEfGhIjKlMnOpQrStUv'

export function recap(more: Partial<Message> = {}): Message {
  return {
    title: 'The week in crypto',
    blocks: [{ kind: 'paragraph', text: 'Bitcoin fell 6.9%.' }],
    images: [image('sheet')],
    footer: ['No advice.'],
    ...more,
  }
}

export const LONG = recap({ blocks: [{ kind: 'paragraph', text: prose(9000) }], images: [] })

/** With sections for a thread of its own. */
export const threaded = (words: string) =>
  recap({
    framed: true,
    blocks: [{ kind: 'facts', items: [{ text: words }] }],
    thread: {
      title: 'No. 47: the sections',
      messages: ['funding', 'sectors'].map((name) => ({
        ...{ name, title: name, framed: true, images: [image(name)], footer: [] },
        blocks: [{ kind: 'paragraph', text: `${name}: ${words}`, image: name }],
      })),
    },
  })

export function to(channel: string, options: PostOptions = {}, more: Partial<Destination> = {}): Destination {
  return { target: `discord:${channel}`, options, nonce: NONCE, title: 'The week in crypto', ...more }
}

/** The first part of a post. */
export async function first(
  session: Session,
  channel = CHANNEL,
  options: PostOptions = {},
  message = recap(),
) {
  const { poster } = session.discord
  const prepared = await poster.prepare(message, 'en')
  return settle(session, poster.send(prepared, 0, to(channel, options)))
}

/** All parts, as a ledger would send them. */
export async function whole(session: Session, channel: string, options: PostOptions, message: Message) {
  const { poster } = session.discord
  const prepared = await poster.prepare(message, 'en')
  const outcomes = []
  let thread: string | undefined
  for (const index of prepared.parts.keys()) {
    const place = to(channel, options, { nonce: `${NONCE}.${index}`, ...(thread && { thread }) })
    await settle(session, poster.waitForSlot(place.target, 1))
    const outcome = await settle(session, poster.send(prepared, index, place))
    outcomes.push(outcome)
    if (outcome.kind === 'sent') thread ??= outcome.messages[0]?.thread
  }
  return { prepared, outcomes, posted: outcomes.flatMap((one) => (one.kind === 'sent' ? one.messages : [])) }
}
