/** What Discord and Telegram would be sent for a message, and how much of their limits that uses. */
import type { Message } from '#src/chat/message.ts'
import {
  DISCORD_MOST,
  type DiscordPayload,
  renderDiscord,
  sizeOf,
} from '#src/platforms/discord/render/render.ts'
import {
  lengthOf,
  renderTelegram,
  TELEGRAM_MOST,
  type TelegramCall,
} from '#src/platforms/telegram/render/render.ts'
import type { Count, PageReply } from './protocol.ts'

/** Bytes of what a control sends back, on both platforms. */
const BUTTON_ID_MOST = 64

export function discordRequests(message: Message): PageReply['discord'] {
  return renderDiscord(message).map((payload) => {
    const size = sizeOf(payload)
    const counts: Count[] = [
      { of: 'text', used: size.text, most: DISCORD_MOST.text },
      { of: 'bytes', used: size.bytes, most: DISCORD_MOST.bytes },
      { of: 'components', used: size.components, most: DISCORD_MOST.components },
      { of: 'pictures', used: size.attachments, most: DISCORD_MOST.attachments },
    ]
    return { payload, counts: [...counts, ...buttonIds(discordIds(payload))] }
  })
}

export function telegramRequests(message: Message): PageReply['telegram'] {
  return renderTelegram(message).map((call) => {
    const most = call.method === 'sendMessage' ? TELEGRAM_MOST.text : TELEGRAM_MOST.caption
    const of = call.method === 'sendMessage' ? 'text' : 'caption'
    const counts: Count[] = call.method === 'sendDocument' ? [] : [{ of, used: lengthOf(call), most }]
    return { call, counts: [...counts, ...buttonIds(telegramIds(call))] }
  })
}

function discordIds({ body }: DiscordPayload): string[] {
  const parts = body.components.flatMap((one) => (one.type === 17 ? one.components : [one]))
  return parts.flatMap((row) =>
    row.type === 1
      ? row.components.flatMap((control) =>
          control.type === 3
            ? control.options.map((option) => option.value)
            : 'custom_id' in control
              ? [control.custom_id]
              : [],
        )
      : [],
  )
}

function telegramIds(call: TelegramCall): string[] {
  if (call.method !== 'sendMessage' && call.method !== 'sendPhoto') return []
  const buttons = (call.params.reply_markup?.inline_keyboard ?? []).flat()
  return buttons.flatMap((button) => button.callback_data ?? [])
}

function buttonIds(ids: readonly string[]): Count[] {
  if (ids.length === 0) return []
  return [{ of: 'buttonId', used: Math.max(...ids.map((id) => Buffer.byteLength(id))), most: BUTTON_ID_MOST }]
}
