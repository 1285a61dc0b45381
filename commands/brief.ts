/** `/brief`: the weekly recap of any week on record. */
import { choice, text, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { readSections, suggestSections } from '#src/bot/sections.ts'
import { answerRecap } from '#src/editions/answer.ts'

export default defineCommand({
  name: 'brief',
  aliases: ['weekly'],
  args: {
    week: week(),
    length: choice(['full', 'compact', 'text'], { default: 'full', toggle: true }),
    lang: choice(['auto', 'ja', 'en', 'both'], { default: 'auto' }),
    file: choice(['none', 'json'], { default: 'none' }),
    sections: text({ optional: true, suggest: suggestSections }),
  },
  examples: [
    '/brief',
    '/brief compact',
    '/brief lang:both length:text',
    '/brief sections:funding,volatility file:json',
  ],
  run({ week, length, lang, file, sections }, { history, words, theme, colors }) {
    const request = {
      week,
      length,
      language: lang,
      sections: sections === undefined ? undefined : readSections(sections),
      withFigures: file === 'json',
    }
    return { kind: 'message', message: answerRecap(history, request, { words, theme, colors }) }
  },
})
