/** `/macro`: releases, odds of the next rate decision, yield curves, and what is ahead. */
import { choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { COUNTRIES, macroDetails } from '#src/briefing/details/macro.ts'
import { latestMacro } from '#src/briefing/details/latest.ts'
import { drawnSources } from '#src/briefing/drawnsources.ts'
import { macroFacts } from '#src/briefing/facts/macro.ts'
import { macroSection } from '#src/briefing/sections/macro.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readLatestMacro } from '#src/services/latest/macro.ts'
import { readMacro } from '#src/services/macro.ts'

export default defineCommand({
  name: 'macro',
  args: {
    when: choice(['week', 'last', 'next'], { default: 'week', toggle: true }),
    country: choice(COUNTRIES, { default: 'all' }),
    view: choice(['chart', 'ust', 'jgb', 'odds', 'text'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/macro', '/macro next us', '/macro view:odds'],
  run({ when, country, view, week }, { history, words, week: last }) {
    const reading = readMacro(history, week)
    const extremes = rankExtremes(readExtremes(history, week), [])
    const latest = week.edition === last.edition ? readLatestMacro(history, week) : undefined
    const now = history.live?.checkedAt ?? history.now
    return {
      kind: 'section',
      section: withStrongest(macroSection(reading, extremes), extremes, history),
      ...(latest && { latest: latestMacro(latest, { now, week }, words) }),
      short: macroFacts(reading, { when, country, view, latest, now }, words),
      details: macroDetails(reading, when, country, words),
      ...(view !== 'text' && {
        chart: (look) =>
          view === 'chart'
            ? chartOf('macro', reading, 'main', look)
            : // The section's finding may be about another of them.
              chartOf('macro', reading, view, {
                ...look,
                title: look.words.say(`charts:macro.titles.${view}`),
              }),
      }),
      asOf: latest?.asOf ?? reading.asOf,
      drawnAsOf: reading.asOf,
      sources: reading.sources,
      drawnSources: drawnSources('macro', view === 'chart' ? 'main' : view, reading),
    }
  },
})
