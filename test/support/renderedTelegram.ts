/** What must hold of every message as Telegram gets it: limits kept, no word lost, no button that would not work. */
import { expect } from 'vitest'
import { parsePayload } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import { entitiesIn, shownText } from '#src/platforms/telegram/render/html.ts'
import { lengthOf, renderTelegram, type TelegramCall } from '#src/platforms/telegram/render/render.ts'
import { skeleton, wordsIn } from './messages/words.ts'

export function checkOnTelegram(one: Message): void {
  const calls = renderTelegram(one)
  for (const call of calls) checkLimits(call)
  const text = skeleton(shownOnTelegram(calls))
  for (const words of wordsIn(one)) expect(text).toContain(skeleton(words))
  const uploads = calls.flatMap((call) =>
    call.uploads.map((upload) => ('image' in upload ? upload.image : upload.file)),
  )
  expect(uploads).toEqual([...one.images, ...(one.files ?? [])].map(({ name }) => name))
  // Every choice is sent once, in its order.
  const asked =
    one.actions?.rows.flat().flatMap((control): readonly { readonly choice: string }[] => {
      if (control.kind !== 'select') return [control]
      return control.opener === undefined ? control.options : [{ choice: control.opener }]
    }) ?? []
  const offered = calls
    .flatMap(keyboardIn)
    .flat()
    .map(({ callback_data = '' }) => parsePayload(callback_data)?.choice)
  expect(offered).toEqual(asked.map(({ choice }) => choice))
}

function checkLimits(call: TelegramCall): void {
  expect(JSON.stringify(call).isWellFormed()).toBe(true)
  expect(lengthOf(call)).toBeLessThanOrEqual(call.method === 'sendMessage' ? 4096 : 1024)
  if (call.method === 'sendMessage') expect(shownText(call.params.text).trim()).not.toBe('')
  if (call.method === 'sendMediaGroup') {
    expect(call.params.media.length).toBeGreaterThanOrEqual(2)
    expect(call.params.media.length).toBeLessThanOrEqual(10)
    expect(call.params).not.toHaveProperty('reply_markup')
  }
  for (const html of htmlsIn([call])) {
    expect(entitiesIn(html)).toBeLessThanOrEqual(100)
    checkHtml(html)
  }
  const buttons = keyboardIn(call).flat()
  expect(buttons.length).toBeLessThanOrEqual(100)
  for (const { text, callback_data = '' } of buttons) {
    expect(text).not.toBe('')
    expect(Buffer.byteLength(callback_data)).toBeLessThanOrEqual(64)
    expect(parsePayload(callback_data)).toBeDefined()
  }
}

/** Only tags of ours, each closed before another opens; no sign of markup beside them. */
function checkHtml(html: string): void {
  const rest = html
    .replace(/<(b|pre)>([^<>]*)<\/\1>/g, '$2')
    .replace(/<blockquote expandable>([^<>]*)<\/blockquote>/g, '$1')
  expect(rest).not.toMatch(/[<>]/)
  expect(rest.replace(/&(amp|lt|gt);/g, '')).not.toContain('&')
}

export function htmlsIn(calls: readonly TelegramCall[]): string[] {
  return calls.flatMap((call) => [
    ...captionsIn([call]),
    ...(call.method === 'sendMessage' ? [call.params.text] : []),
  ])
}

export function captionsIn(calls: readonly TelegramCall[]): string[] {
  return calls.flatMap((call) => {
    if (call.method === 'sendPhoto') return call.params.caption ?? []
    return call.method === 'sendMediaGroup' ? call.params.media.flatMap(({ caption }) => caption ?? []) : []
  })
}

/** All text as a reader sees it. */
export function shownOnTelegram(calls: readonly TelegramCall[]): string {
  return htmlsIn(calls)
    .map((html) => shownText(html).replaceAll('\u2060', ''))
    .join('\n')
}

export function keyboardIn(call: TelegramCall) {
  return call.method === 'sendMessage' || call.method === 'sendPhoto'
    ? (call.params.reply_markup?.inline_keyboard ?? [])
    : []
}
