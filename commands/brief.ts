/** `/brief`: the weekly recap of any week on record. */
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import { choice, text, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { weeksOnRecord } from '#src/bot/arguments/week.ts'
import { asksForEarlier, readSections, suggestSections } from '#src/bot/arguments/sections.ts'
import { RequestError } from '#src/errors.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { makeEditionInSteps } from '#src/editions/make.ts'

export default defineCommand({
  name: 'brief',
  aliases: ['weekly'],
  args: {
    week: week(),
    length: choice(['full', 'compact', 'text'], { default: 'compact' }),
    lang: choice(['auto', ...POST_LANGUAGES], { default: 'auto' }),
    file: choice(['none', 'json'], { default: 'none' }),
    sections: text({ optional: true, suggest: suggestSections }),
  },
  showsNote: true,
  use: 'briefing',
  examples: [
    '/brief',
    '/brief full',
    '/brief lang:both length:text',
    '/brief sections:funding,volatility file:json',
  ],
  async run({ week, length, lang, file, sections: typed }, { history, frozen, note, words, theme, colors }) {
    // `last week` is the word `last` and this one.
    const sections = typed === 'week' ? undefined : typed
    if (sections !== undefined && asksForEarlier(sections)) {
      throw new RequestError('brief.earlier', weeksOnRecord(history))
    }
    const request = {
      week,
      length,
      language: lang,
      sections: sections === undefined ? undefined : readSections(sections),
      withFigures: file === 'json',
      additions: note && { note },
    }
    const [edition, look] = [
      (await frozen(week)) ?? (await makeEditionInSteps(history, week)),
      { words, theme, colors },
    ]
    const message = formatRecap(edition, request, look)
    if (length !== 'compact') return { kind: 'message', message }
    // All of it stands in the place of the short form.
    return {
      kind: 'message',
      message: formatRecap(edition, { ...request, length: 'full' }, look),
      short: message,
    }
  },
})
