/** What a call shows: its text as it will be read, its picture by `file_id`; refused where Telegram would. */
import type { ReceivedCall, Values } from './body.ts'
import type { Button } from './chats.ts'
import type { Files } from './files.ts'
import { parseHtml } from './markup.ts'
import { refuse } from './refusal.ts'

export interface Content {
  readonly text: string
  readonly photo?: string
  readonly document?: string
  readonly rich?: boolean
}

export function textIn({ text, parse_mode: mode }: Values): Content {
  const shown = mode === 'HTML' ? parseHtml(String(text ?? '')).text : String(text ?? '')
  if (shown.trim() === '') refuse('empty')
  if (shown.length > 4096) refuse('textTooLong')
  return { text: shown }
}

export function captionIn({ caption, parse_mode: mode }: Values): string {
  const shown = mode === 'HTML' ? parseHtml(String(caption ?? '')).text : String(caption ?? '')
  if (shown.length > 1024) refuse('captionTooLong')
  return shown
}

/** A photo with its caption: `photo` of a call, or `media` of an item of an album. */
export function photoIn(item: Values, call: ReceivedCall, files: Files): Content {
  return { photo: files.take(item.photo ?? item.media, call, 'photo'), text: captionIn(item) }
}

export function documentIn(item: Values, call: ReceivedCall, files: Files): Content {
  return { document: files.take(item.document ?? item.media, call, 'document'), text: captionIn(item) }
}

export function richIn({ rich_message: message }: Values): Content {
  const { html, markdown } = (message ?? {}) as Values
  const text = html === undefined ? String(markdown ?? '') : parseHtml(String(html), true).text
  if (text.trim() === '') refuse('empty')
  return { text, rich: true }
}

/** The buttons of an inline keyboard; refused where the data of one is too long. */
export function keyboardIn(markup: unknown): readonly (readonly Button[])[] {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as {
    inline_keyboard?: readonly (readonly Button[])[]
  }
  for (const { callback_data: data } of rows.flat()) {
    if (data !== undefined && (Buffer.byteLength(data) > 64 || data === '')) refuse('badButton')
  }
  return rows
}
