/** A message without any form, cut to what Telegram takes in any case: for one whose words it has refused. */
import { shorten } from '#src/platforms/layout/clean.ts'
import { CAPTION, TEXT } from '../limits.ts'
import type { Captioned, TelegramCall } from '../render/call.ts'
import { shownText } from '../render/html.ts'
import type { PreparedMessage } from '../render/prepared.ts'

/** The same pictures and buttons with plain words. */
export function plainOf({ call, files }: PreparedMessage): PreparedMessage {
  return { call: plainCall(call), files }
}

function plainCall(call: TelegramCall): TelegramCall {
  switch (call.method) {
    case 'sendMessage': {
      const { parse_mode: _, text, ...params } = call.params
      return { ...call, params: { ...params, text: shorten(shownText(text), TEXT) } }
    }
    case 'sendPhoto':
      return { ...call, params: plainCaption(call.params) }
    case 'sendMediaGroup':
      return { ...call, params: { media: call.params.media.map(plainCaption) } }
    case 'sendDocument':
      return call
  }
}

function plainCaption<Item extends Captioned>({ parse_mode: _, caption, ...rest }: Item) {
  return { ...rest, ...(caption !== undefined && { caption: shorten(shownText(caption), CAPTION) }) }
}
