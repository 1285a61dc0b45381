/**
 * A message as Discord shows it: messages made of components (Components V2), as many as its limits ask for.
 *
 * Components rather than embeds, for the sake of phones: text and charts take the whole width (an embed's bar and margin
 * cost a tenth of it, and pictures in embeds are drawn smaller), each chart stands under its paragraph instead of all at
 * the end, every picture carries its alternative text, nothing disappears for readers who have switched previews off,
 * and an embed's three fields to a row are one to a row on a phone anyway. The price: a push notification shows no text,
 * as it also does not for an embed.
 */
import type { Image, Message } from '#src/chat/message.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { layOut } from '#src/platforms/layout/pages.ts'
import { type Stanza, stanzasOf } from '#src/platforms/layout/stanzas.ts'
import { rowsOf } from './controls.ts'
import { ALT, MESSAGE, SCREEN } from '../limits.ts'
import { type Mark, textOf } from './markdown.ts'
import type {
  ActionRow,
  DiscordAttachment,
  DiscordControl,
  DiscordPayload,
  DiscordUpload,
  MediaGallery,
  Part,
  TextDisplay,
  TopComponent,
} from './payload.ts'

export type { DiscordPayload } from './payload.ts'

/** How full a message is, and how full it may be. */
export interface DiscordSize {
  /** Characters of text. */
  readonly text: number
  /** Bytes of all strings and of what Discord adds to each component. */
  readonly bytes: number
  readonly components: number
  readonly attachments: number
}

export const DISCORD_MOST: DiscordSize = MESSAGE

/** Vermilion, the seal's colour. */
const ACCENT = 0xc93a28

/** `IS_COMPONENTS_V2`. */
const COMPONENTS_V2 = 1 << 15

/**
 * The bodies of `POST /channels/{id}/messages`, in order, with the uploads each needs; none for an empty message.
 * Controls and files are in the last one. Each leaves room for one more text of `room` characters.
 * Throws RangeError for a choice that is no payload.
 */
export function renderDiscord(message: Message, room = 0): DiscordPayload[] {
  const fits = (payload: DiscordPayload) => fitsWith(room, payload)
  const struck = (message.struck ?? []).map((text) => ({ text, struck: true }) as const)
  const marks = [...(message.instants ?? []), ...(message.commands ?? []), ...struck]
  const stanzas = stanzasOf(unquoted(message), SCREEN)
  const rows = message.actions ? rowsOf(message.actions) : []
  const framed = message.framed ? frame(stanzas, marks, rows) : undefined
  const whole = framed && framed.body.components.length > 0 && fits(framed) ? framed : undefined
  const pages = whole ? [] : layOut(stanzas, (page) => fits(assemble(page, marks)))
  const payloads = whole ? [whole] : pages.map((page) => assemble(page, marks))
  for (const file of message.files ?? []) place({ file: file.name })
  if (!whole) for (const row of rows) place({ row })
  return payloads

  /** Adds to the last message what fits into it, else begins another. */
  function place(addition: Addition): void {
    const last = payloads.at(-1)
    const added = last && add(last, addition)
    if (added && fits(added)) payloads.splice(-1, 1, added)
    else payloads.push(add(assemble([]), addition))
  }
}

/** The same for what follows a message in its thread. */
export function renderFollowers({ thread, instants }: Message, room = 0): DiscordPayload[] {
  return (thread?.messages ?? []).flatMap((one) =>
    renderDiscord({ ...one, ...(instants && !one.instants && { instants }) }, room),
  )
}

/** What a thread holds anyway is not quoted. */
function unquoted(message: Message): Message {
  return message.thread
    ? { ...message, blocks: message.blocks.filter(({ kind }) => kind !== 'quote') }
    : message
}

/** One frame around all of it, the controls before the closing lines. */
function frame(
  stanzas: readonly Stanza[],
  marks: readonly Mark[],
  rows: readonly ActionRow[],
): DiscordPayload {
  const isClosing = ({ passages, image }: Stanza) =>
    image === undefined && passages.every(({ style }) => style === 'small')
  const closing = stanzas.slice(-1).filter(isClosing)
  const { body, uploads } = assemble(stanzas.slice(0, stanzas.length - closing.length), marks)
  const components = [...body.components, ...rows, ...assemble(closing, marks).body.components]
  const inside = components.filter((component): component is Part => component.type !== 17)
  return {
    body: {
      ...body,
      components: inside.length === 0 ? [] : [{ type: 17, accent_color: ACCENT, components: inside }],
    },
    uploads,
  }
}

/** What counts towards Discord's limits. */
export function sizeOf({ body }: DiscordPayload): DiscordSize {
  const all = body.components.flatMap(nested)
  const texts = all.flatMap((component) => (component.type === 10 ? [component.content] : []))
  return {
    text: texts.reduce((sum, text) => sum + text.length, 0),
    bytes: all.length * 12 + strings(body.components).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    components: all.length,
    attachments: body.attachments.length,
  }
}

function nested(component: TopComponent | DiscordControl): (TopComponent | DiscordControl)[] {
  return component.type === 17 || component.type === 1
    ? [component, ...component.components.flatMap(nested)]
    : [component]
}

function fitsWith(room: number, payload: DiscordPayload): boolean {
  const size = sizeOf(payload)
  return (
    size.text + room <= MESSAGE.text &&
    size.bytes + (room > 0 ? room + 12 : 0) <= MESSAGE.bytes &&
    size.components + (room > 0 ? 1 : 0) <= MESSAGE.components &&
    size.attachments <= MESSAGE.attachments
  )
}

/** Stanzas up to a picture are one text, the picture follows at full width. */
function assemble(stanzas: readonly Stanza[], marks: readonly Mark[] = []): DiscordPayload {
  const components: TopComponent[] = []
  const attachments: DiscordAttachment[] = []
  const uploads: DiscordUpload[] = []
  let text: Stanza[] = []
  const close = () => {
    if (text.length > 0) components.push({ type: 10, content: textOf(text, marks) } satisfies TextDisplay)
    text = []
  }
  for (const stanza of stanzas) {
    if (stanza.passages.length > 0) text.push(stanza)
    if (!stanza.image) continue
    close()
    const { filename, description } = pictureOf(stanza.image)
    components.push(gallery(filename, description))
    attachments.push({ id: String(uploads.length), filename, ...(description && { description }) })
    uploads.push({ filename, image: stanza.image.name })
  }
  close()
  return { body: { flags: COMPONENTS_V2, components, attachments, allowed_mentions: { parse: [] } }, uploads }
}

type Addition = { readonly row: ActionRow } | { readonly file: string }

function add({ body, uploads }: DiscordPayload, addition: Addition): DiscordPayload {
  if ('row' in addition) return { body: { ...body, components: [...body.components, addition.row] }, uploads }
  const filename = addition.file
  return {
    body: {
      ...body,
      components: [...body.components, { type: 13, file: { url: `attachment://${filename}` } }],
      attachments: [...body.attachments, { id: String(uploads.length), filename }],
    },
    uploads: [...uploads, { filename, file: filename }],
  }
}

function pictureOf({ name, alt }: Image): { readonly filename: string; readonly description: string } {
  return { filename: `${name}.png`, description: shorten(cleanLine(alt), ALT) }
}

function gallery(filename: string, description: string): MediaGallery {
  const media = { url: `attachment://${filename}` }
  return { type: 12, items: [{ media, ...(description && { description }) }] }
}

/** Every string in a value, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : []
}
