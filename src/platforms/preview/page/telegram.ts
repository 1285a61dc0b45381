/** An answer as Telegram will show it, drawn from the very calls that Telegram would get. */
import type { PageImage, PageReply } from '#src/platforms/preview/protocol.ts'
import type { TelegramCall } from '#src/platforms/telegram/render/render.ts'
import { type AnswerParts, pictureOf } from './answer.ts'
import { linkOf } from './controls.ts'
import { h, ICONS, icon } from './dom.ts'
import { readTelegram } from './markup.ts'
import { countsOf, elementsOf } from './platform.ts'

export function telegramOf(reply: PageReply, parts: AnswerParts, clock: string): HTMLElement {
  return h(
    'div',
    { class: 'telegram' },
    reply.telegram.flatMap(({ call, counts }) => [
      h('div', { class: 'telegram-message' }, bubbleOf(call, reply, parts, clock), keyboardOf(call, parts)),
      countsOf(counts, parts.say) ?? h('div'),
    ]),
  )
}

function bubbleOf(call: TelegramCall, reply: PageReply, parts: AnswerParts, clock: string): HTMLElement {
  const time = h('time', {}, clock)
  const pictures = call.uploads
    .flatMap((upload) =>
      'image' in upload ? reply.message.images.filter(({ name }) => name === upload.image) : [],
    )
    .map((image) => pictureOf(forTelegram(image), parts))
  switch (call.method) {
    case 'sendMessage':
      return h('div', { class: 'bubble' }, textOf(call.params.text), time)
    case 'sendPhoto':
      return h('div', { class: 'bubble photo' }, pictures, textOf(call.params.caption), time)
    case 'sendMediaGroup':
      return h(
        'div',
        { class: 'bubble photo' },
        h('div', { class: 'album' }, pictures),
        textOf(call.params.media[0]?.caption),
        time,
      )
    case 'sendDocument':
      return h(
        'div',
        { class: 'bubble document' },
        h('p', {}, icon(ICONS.file), call.uploads[0]?.filename ?? ''),
        time,
      )
  }
}

/** Telegram gets the picture for phones, wherever it is read. */
function forTelegram(image: PageImage): PageImage {
  return { ...image, ...image.phone }
}

function textOf(html: string | undefined): HTMLElement | undefined {
  return html === undefined || html === ''
    ? undefined
    : h('div', { class: 'telegram-text' }, elementsOf(readTelegram(html)))
}

function keyboardOf(call: TelegramCall, { onClick }: AnswerParts): HTMLElement | undefined {
  if (call.method !== 'sendMessage' && call.method !== 'sendPhoto') return undefined
  const rows = call.params.reply_markup?.inline_keyboard
  if (!rows) return undefined
  return h(
    'div',
    { class: 'keyboard' },
    rows.map((row) =>
      h(
        'div',
        { class: 'keyboard-row' },
        row.map(({ text, callback_data, url }) =>
          callback_data === undefined
            ? (linkOf(url ?? '', text, 'control') ?? h('span'))
            : h('button', { type: 'button', class: 'control', onclick: () => onClick(callback_data) }, text),
        ),
      ),
    ),
  )
}
