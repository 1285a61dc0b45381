/** A command's answer is one section of the recap: the same sentences, the same figures. */
import { describe, expect, it } from 'vitest'
import { composeWeekly } from '#src/briefing/compose.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { TOPICS } from '#src/market/topic.ts'
import { createTestBot, realCommands, sampleHistory } from '../support/bot.ts'

const commands = await realCommands()
const history = await sampleHistory()
const { ask } = createTestBot({ commands, history: () => history })
const last = lastWeekAt(history.now)

describe.each([last, weekBefore(last, 9)])('the recap of $edition', (week) => {
  const edition = makeEdition(history, week)
  it.each(LOCALES)('and the commands say the same in %s', async (locale) => {
    const words = createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', history.now)
    const look = { words, theme: 'dark', colors: 'standard', length: 'full', charts: 5 } as const
    const { told } = composeWeekly(edition, look)
    for (const topic of TOPICS) {
      const { message } = await ask(`${topic} week:${week.edition}`, { chatLanguage: locale })
      const sentences = told.find(({ name }) => name === topic)?.sentences ?? []
      const [first] = message.blocks
      const text = first?.kind === 'paragraph' ? first.text : ''
      expect(sentences.length, topic).toBeGreaterThan(0)
      for (const sentence of sentences) expect(text, topic).toContain(sentence.trim())
    }
  })
})
