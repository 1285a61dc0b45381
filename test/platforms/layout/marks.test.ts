/** What sentences mark as to be typed is shown without the marks: on buttons, in forms and on Telegram they would be printed. */
import { expect, it } from 'vitest'
import { createWords } from '#src/i18n/words.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { Message } from '#src/chat/message.ts'
import { renderDiscord } from '#src/platforms/discord/render/render.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { discordCommands } from '#src/platforms/discord/receive/definitions.ts'
import { realCommands } from '../../support/bot.ts'

const TYPED = { typed: '30 9 * * 8', value: '8' }

it.each(
  LOCALES,
)('a sentence that quotes what was typed has no backticks on either platform (%s)', (locale) => {
  const text = createWords(locale, 'UTC', 0).say('errors:when.cronField', TYPED)
  expect(text).toContain('`')
  const message: Message = {
    title: text,
    blocks: [
      { kind: 'paragraph', text },
      { kind: 'bullets', items: [text] },
      { kind: 'fields', items: [{ name: 'a', value: text }] },
    ],
    images: [],
    footer: [text],
    actions: { id: 'AAAAAAAAAAA', rows: [[{ kind: 'button', choice: 'go', label: text }]] },
  }
  for (const sent of [JSON.stringify(renderDiscord(message)), JSON.stringify(renderTelegram(message))]) {
    expect(sent).not.toContain('`')
    expect(sent).toContain('30 9')
  }
})

it('no description of a command has them either', async () => {
  const texts = { en: createWords('en', 'UTC', 0), ja: createWords('ja', 'UTC', 0) }
  expect(JSON.stringify(discordCommands(await realCommands(), texts))).not.toContain('`')
})
