import { describe, expect, it } from 'vitest'
import { shownOf } from '#src/bot/answer/dailyclicks.ts'
import type { Message } from '#src/chat/message.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { textOf } from '../../support/bot.ts'

const message: Message = { title: '', blocks: [], images: [], footer: [] }

describe.each(LOCALES)('what a post is (%s)', (locale) => {
  const words = createWords(locale, 'UTC', 0)
  const symbolOf = (asset: string) => asset
  const said = (about: 'aboutDaily' | 'aboutFlash') =>
    textOf(
      shownOf(
        { kind: 'about', language: locale },
        { message, statements: [] },
        { id: 'x'.repeat(11), about, symbolOf, words },
      ),
    )

  it('names the command that sets one like it up: a flash is set up by /flash, a daily by /schedule', () => {
    expect(said('aboutFlash')).toContain('/flash')
    expect(said('aboutFlash')).not.toContain('/schedule')
    expect(said('aboutDaily')).toContain('/schedule')
  })
})
