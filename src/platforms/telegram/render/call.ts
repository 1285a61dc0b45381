/** The calls of Telegram's Bot API with which a message is sent, but for the chat. */

export type TelegramCall = SendMessage | SendPhoto | SendMediaGroup | SendDocument

export interface SendMessage {
  readonly method: 'sendMessage'
  readonly params: {
    readonly text: string
    readonly parse_mode?: 'HTML'
    readonly link_preview_options: { readonly is_disabled: true }
    readonly reply_markup?: InlineKeyboard
  }
  readonly uploads: readonly []
}

export interface SendPhoto {
  readonly method: 'sendPhoto'
  readonly params: Captioned & {
    /** `attach://<name of the upload>`. */
    readonly photo: string
    readonly reply_markup?: InlineKeyboard
  }
  readonly uploads: readonly TelegramUpload[]
}

/** An album of two to ten pictures; it cannot carry a keyboard. */
export interface SendMediaGroup {
  readonly method: 'sendMediaGroup'
  readonly params: {
    readonly media: readonly (Captioned & { readonly type: 'photo'; readonly media: string })[]
  }
  readonly uploads: readonly TelegramUpload[]
}

export interface SendDocument {
  readonly method: 'sendDocument'
  readonly params: { readonly document: string }
  readonly uploads: readonly TelegramUpload[]
}

export interface Captioned {
  readonly caption?: string
  readonly parse_mode?: 'HTML'
}

/** A file of the call: a picture to be drawn, or a file as it is. */
export type TelegramUpload = {
  /** `sheet.png`; parameters refer to it as `attach://sheet.png`. */
  readonly filename: string
} & ({ readonly image: string } | { readonly file: string })

export interface InlineKeyboard {
  readonly inline_keyboard: readonly (readonly TelegramButton[])[]
}

/** A button sends its payload back, or opens an address. */
export type TelegramButton =
  | { readonly text: string; readonly callback_data: string; readonly url?: never }
  | { readonly text: string; readonly url: string; readonly callback_data?: never }
