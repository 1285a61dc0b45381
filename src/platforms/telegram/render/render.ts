/**
 * A message as Telegram shows it: a photo with its caption, an album with the text after it, or text alone, in HTML.
 *
 * One picture and all words in one message where they fit a caption, since one message is edited and forwarded as one.
 * Telegram has no alternative text for photos: what a chart shows is in the sentences.
 */
import type { Image, Message } from '#src/chat/message.ts'
import { layOut } from '#src/platforms/layout/pages.ts'
import { type Stanza, stanzasOf } from '#src/platforms/layout/stanzas.ts'
import type { Captioned, InlineKeyboard, SendMessage, TelegramCall } from './call.ts'
import { entitiesIn, htmlOf, strike, shownText } from './html.ts'
import { keyboardsOf, type LinkTo, questionsIn, turningRow } from './keyboard.ts'
import { ALBUM, CAPTION, ENTITIES, SCREEN, TEXT } from '../limits.ts'

export type { TelegramCall } from './call.ts'

/** Lengths that Telegram allows. */
export const TELEGRAM_MOST = { text: TEXT, caption: CAPTION } as const

/** The title and the first block, which says what matters most. */
const LEAD = 2

/**
 * The calls that send a message, in order; none for an empty one. The keyboard is under the last text or photo, files
 * follow. Throws RangeError for a choice that is no payload.
 */
export function renderTelegram(message: Message, linkTo?: LinkTo): TelegramCall[] {
  const [keyboard, ...further] = message.actions ? keyboardsOf(message.actions, linkTo) : []
  const all = withQuestions(stanzasOf(message, SCREEN), message)
  const kept = message.framed ? inOne(all, message.images.length > 0 ? CAPTION : TEXT) : all
  const stanzas = folded(kept, message)
  const words = stanzas.filter(({ passages }) => passages.length > 0)
  const { images } = message
  if (message.part !== undefined) return [onePartOf(message, words, keyboard)]
  // An album carries no keyboard: some words must be left for the message that does.
  const [caption, rest] =
    images.length > 0 ? captionOf(words, keyboard !== undefined && images.length > 1) : [[], words]
  const texts = layOut(rest, (page) => fitsInto(TEXT, htmlOf(page))).map(htmlOf)
  if (texts.length === 0 && keyboard && images.length !== 1) texts.push('…')
  const photos = photoCalls(images, htmlOf(caption), texts.length === 0 ? keyboard : undefined)
  return [
    ...photos,
    ...texts.map((text, index) =>
      sendText(strike(text, message.struck), index === texts.length - 1 ? keyboard : undefined),
    ),
    ...further.map((one) => sendText('…', one)),
    ...(message.files ?? []).map(
      ({ name }): TelegramCall => ({
        method: 'sendDocument',
        params: { document: `attach://${name}` },
        uploads: [{ filename: name, file: name }],
      }),
    ),
  ]
}

/** What stands in the place of one message, with a row that turns to the other parts where it is too long for that. */
function onePartOf(
  message: Message,
  words: readonly Stanza[],
  keyboard: InlineKeyboard | undefined,
): TelegramCall {
  const [image] = message.images
  const most = image ? CAPTION : TEXT
  const parts = layOut(words, (page) => fitsInto(most, htmlOf(page))).map(htmlOf)
  const at = Math.min(message.part ?? 0, parts.length - 1)
  const turning = message.actions ? turningRow(message.actions.id, at, parts.length) : []
  const rows = [...turning, ...(keyboard?.inline_keyboard ?? [])]
  const controls = rows.length > 0 ? { inline_keyboard: rows } : undefined
  const text = parts[at] ?? ''
  const [photo] = image ? photoCalls([image], text, controls) : []
  return photo ?? sendText(text === '' ? '…' : text, controls)
}

/** Characters of a call's text or caption as Telegram counts them. */
export function lengthOf(call: TelegramCall): number {
  if (call.method === 'sendMessage') return shownText(call.params.text).length
  if (call.method === 'sendPhoto') return shownText(call.params.caption ?? '').length
  if (call.method === 'sendMediaGroup') return shownText(call.params.media[0]?.caption ?? '').length
  return 0
}

/** As many quotes as one message of so many characters has room for, in their order. */
function inOne(stanzas: readonly Stanza[], most: number): Stanza[] {
  const isQuote = ({ passages }: Stanza) => passages.some(({ style }) => style === 'quote')
  const kept = new Set(stanzas.filter((stanza) => !isQuote(stanza)))
  const shown = () => stanzas.filter((stanza) => kept.has(stanza))
  for (const quote of stanzas.filter(isQuote)) {
    kept.add(quote)
    const fits = fitsInto(most, htmlOf(shown().filter(({ passages }) => passages.length > 0)))
    if (!fits) kept.delete(quote)
  }
  return shown()
}

/** Under facts the small print is folded up: a phone shows the beginning of it. */
function folded(stanzas: readonly Stanza[], { blocks, footer }: Message): readonly Stanza[] {
  const hasQuote = blocks.some(({ kind }) => kind === 'quote')
  if (footer.length === 0 || hasQuote || !blocks.some(({ kind }) => kind === 'facts')) return stanzas
  const isSmall = ({ passages }: Stanza) => passages.every(({ style }) => style === 'small')
  return stanzas.map((stanza): Stanza => {
    if (stanza.passages.length === 0 || !isSmall(stanza)) return stanza
    const text = stanza.passages.flatMap((one) => ('text' in one ? [one.text] : [])).join('\n')
    return { ...stanza, passages: [{ style: 'quote', text }] }
  })
}

/** The labels of choices as a last line, as their options are mere buttons here. */
function withQuestions(stanzas: readonly Stanza[], { actions }: Message): Stanza[] {
  const questions = actions ? questionsIn(actions).filter((text) => text !== '') : []
  if (questions.length === 0) return [...stanzas]
  return [...stanzas, { passages: questions.map((text) => ({ style: 'text', text })) }]
}

/**
 * The stanzas under the photo, and those after it: all where they fit, else the title and what follows it at once, so
 * that the text after it begins with a new matter.
 */
function captionOf(
  stanzas: readonly Stanza[],
  keepSome: boolean,
): readonly [caption: Stanza[], rest: Stanza[]] {
  const whole = !keepSome && fitsInto(CAPTION, htmlOf(stanzas))
  let most = whole ? stanzas.length : Math.min(LEAD, stanzas.length - (keepSome ? 1 : 0))
  while (most > 0 && !fitsInto(CAPTION, htmlOf(stanzas.slice(0, most)))) most--
  return [stanzas.slice(0, most), stanzas.slice(most)]
}

function photoCalls(
  images: readonly Image[],
  caption: string,
  keyboard: InlineKeyboard | undefined,
): TelegramCall[] {
  const [first] = images
  if (images.length < ALBUM.least) {
    if (!first) return []
    const params = {
      photo: attached(first),
      ...captioned(caption),
      ...(keyboard && { reply_markup: keyboard }),
    }
    return [{ method: 'sendPhoto', params, uploads: [upload(first)] }]
  }
  // Even albums, so that none is left with a single picture.
  const albums = Math.ceil(images.length / ALBUM.most)
  return Array.from({ length: albums }, (_, album): TelegramCall => {
    const at = (index: number) => Math.round((index * images.length) / albums)
    const part = images.slice(at(album), at(album + 1))
    return {
      method: 'sendMediaGroup',
      params: {
        media: part.map((image, index) => ({
          type: 'photo',
          media: attached(image),
          ...captioned(album === 0 && index === 0 ? caption : ''),
        })),
      },
      uploads: part.map(upload),
    }
  })
}

function sendText(text: string, keyboard: InlineKeyboard | undefined): SendMessage {
  return {
    method: 'sendMessage',
    params: {
      text,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(keyboard && { reply_markup: keyboard }),
    },
    uploads: [],
  }
}

function fitsInto(most: number, html: string): boolean {
  return shownText(html).length <= most && entitiesIn(html) <= ENTITIES
}

function captioned(caption: string): Captioned {
  return caption === '' ? {} : { caption, parse_mode: 'HTML' }
}

function attached({ name }: Image): string {
  return `attach://${name}.png`
}

function upload({ name }: Image) {
  return { filename: `${name}.png`, image: name }
}
