/**
 * The short recap of two weeks as each platform gets it, kept word by word in `posts/`. Renewed with
 * `UPDATE_GOLDEN=1 npm test -- test/golden/posts.test.ts`.
 */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { postRecord, withPostButtons } from '#src/editions/postbuttons.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { ActionRow, TopComponent } from '#src/platforms/discord/render/payload.ts'
import { renderDiscord, renderFollowers } from '#src/platforms/discord/render/render.ts'
import { renderTelegram, type TelegramCall } from '#src/platforms/telegram/render/render.ts'
import { editionOf, readHistory } from '../support/editions.ts'
import { describeWithShared, sharedFolder } from '../support/shared.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('posts/', import.meta.url))
const CLOCKS: Readonly<Record<Locale, string>> = { ja: 'Asia/Tokyo', en: 'UTC' }
const WEEKS = ['2025-10-13', '2025-11-17']

describeWithShared('the short recap as it is posted', ['dataset'], () => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(sharedFolder('dataset') as string)
  })

  const cases = WEEKS.flatMap((week) => LOCALES.map((locale) => [week, locale] as const))

  it.each(cases)('reads on Discord as it was kept: %s, %s', async (week, locale) => {
    const message = postOf(history, week, locale)
    const post = renderDiscord(message).map(({ body }) => framed(body.components))
    const thread = renderFollowers(message).map(({ body }) => framed(body.components))
    expect(post).toHaveLength(1)
    expect(thread).toHaveLength(message.thread?.messages.length ?? 0)
    await keeps(`${week}.${locale}.discord.md`, [...post, `# ${message.thread?.title}`, ...thread])
  })

  it.each(cases)('reads on Telegram as it was kept: %s, %s', async (week, locale) => {
    const calls = renderTelegram(postOf(history, week, locale), (payload) => `open ${payload.slice(14)}`)
    expect(calls.map(({ method }) => method)).toEqual(['sendPhoto'])
    await keeps(`${week}.${locale}.telegram.md`, calls.map(captioned))
  })
})

function postOf(history: History, week: string, locale: Locale): Message {
  const edition = editionOf(history, week)
  const zone = CLOCKS[locale]
  const look = { theme: 'light', colors: 'standard' } as const
  const words = createWords(locale, zone, edition.week.end)
  const request = { length: 'compact', language: locale, sections: undefined, withFigures: false } as const
  const { id } = postRecord({ edition: edition.id, zone, ...look, currency: 'usd' }, 'discord', 0)
  return withPostButtons(formatRecap(edition, request, { words, ...look }), id, words, { alone: true })
}

async function keeps(name: string, parts: readonly string[]): Promise<void> {
  const text = `${parts.join('\n\n')}\n`
  if (RENEW) await writeFile(folder + name, text)
  expect(existsSync(folder + name), `${name} is not kept yet: UPDATE_GOLDEN=1`).toBe(true)
  expect(text).toBe(await readFile(folder + name, 'utf8'))
}

/** A message of components, line by line: what stands in a frame is quoted. */
function framed(components: readonly TopComponent[]): string {
  return components
    .map((component) =>
      component.type === 17
        ? [`> #${component.accent_color.toString(16)}`, ...component.components.flatMap(linesOf)]
            .map((line) => (line.startsWith('> ') ? line : `> ${line}`))
            .join('\n')
        : linesOf(component).join('\n'),
    )
    .join('\n')
}

function linesOf(component: Exclude<TopComponent, { type: 17 }>): string[] {
  if (component.type === 10) return component.content.split('\n')
  if (component.type === 12)
    return component.items.map(({ media, description = '' }) => `![${description}](${media.url})`)
  return component.type === 1 ? [buttonsOf(component)] : [component.file.url]
}

function buttonsOf({ components }: ActionRow): string {
  return components.map((one) => `[${one.type === 2 ? one.label : one.placeholder}]`).join(' ')
}

function captioned(call: TelegramCall): string {
  if (call.method !== 'sendPhoto') throw new TypeError(`a post of one photo, not ${call.method}`)
  const { photo, caption = '', reply_markup: markup } = call.params
  const rows = markup?.inline_keyboard ?? []
  return [
    `![](${photo})`,
    caption,
    ...rows.map((row) => row.map(({ text, url = '' }) => `[${text}](${url})`).join(' ')),
  ].join('\n')
}
