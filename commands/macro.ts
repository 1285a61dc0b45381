/** `/macro`: releases, odds of the next rate decision, yield curves, and what is ahead. */
import { choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { COUNTRIES, inCountry, macroDetails, type MacroCountry } from '#src/briefing/details/macro.ts'
import { latestMacro } from '#src/briefing/details/latest.ts'
import { drawnSources } from '#src/briefing/drawnsources.ts'
import { macroEnded } from '#src/briefing/endings.ts'
import { macroFacts } from '#src/briefing/facts/macro.ts'
import { macroSection } from '#src/briefing/sections/macro.ts'
import {
  chosenReading,
  isPicture,
  isPlain,
  macroChosenSection,
  pictureOf,
  saysNone,
} from '#src/briefing/sections/macrochosen.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import type { History } from '#src/market/history.ts'
import { CURVES } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { agesTo, lastMacro } from '#src/services/lastrows.ts'
import { readLatestMacro } from '#src/services/latest/macro.ts'
import { readMacro } from '#src/services/macro.ts'
import type { MacroReading } from '#src/services/macro/reading.ts'

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
    // A picture is of one country, whatever else was named.
    const choice = { when, country: isPicture(view) ? 'all' : country, view } as const
    const chosen = isPlain(choice) ? reading : chosenReading(reading, choice)
    const section = isPlain(choice)
      ? withStrongest(macroSection(reading, extremes), extremes, history)
      : macroChosenSection(chosen, choice, extremes)
    // What is newer than the week is of the US, and told beside the week alone.
    const beside = week.edition === last.edition && when === 'week' && (country === 'all' || country === 'us')
    const latest = beside ? readLatestMacro(history, week) : undefined
    const now = history.live?.checkedAt ?? history.now
    const at = agesTo(history, week, last)
    const ended =
      !latest && section.statements.length === 0 && when !== 'next'
        ? macroEnded(lastMacro(history, at), country, at, words)
        : undefined
    const picture = isPlain(choice)
      ? view === 'text'
        ? undefined
        : { view: 'main', isTitled: true }
      : pictureOf(section, chosen.value, choice)
    return {
      kind: 'section',
      section,
      ended,
      ...(latest && { latest: latestMacro(latest, { now, week }, words) }),
      // Where there is none, the sentence that says so is all.
      short: saysNone(section) ? { facts: [] } : macroFacts(chosen, { ...choice, latest, now }, words),
      details: macroDetails(chosen, when, choice.country, words, !isPlain(choice)),
      ...(picture && {
        chart: (look) =>
          chartOf('macro', chosen, picture.view, {
            ...look,
            ...(!picture.isTitled && { title: look.words.say('charts:macro.titles.odds') }),
          }),
      }),
      asOf: latest?.asOf ?? ended?.end ?? reading.asOf,
      drawnAsOf: reading.asOf,
      sources: ended
        ? suppliersOfLast(history, country)
        : isPlain(choice)
          ? reading.sources
          : sourcesOf(chosen, history),
      drawnSources: drawnSources('macro', picture?.view ?? 'main', reading),
    }
  },
})

/** Whose data the last rows are. */
function suppliersOfLast(history: History, country: MacroCountry): readonly string[] {
  return [
    ...CURVES.filter((curve) => inCountry(curve === 'ust' ? 'us' : 'jp', country)).flatMap((curve) =>
      history.suppliers('yield_curves', curve),
    ),
    ...(country === 'all' ? history.suppliers('sentiment') : []),
  ]
}

/** Whose data is left by a choice. */
function sourcesOf({ value }: Reading<MacroReading>, history: History): readonly string[] {
  return [
    ...new Set([
      ...(value.releases.length > 0 ? history.suppliers('macro') : []),
      ...value.curves.flatMap(({ curve }) => history.suppliers('yield_curves', curve)),
      ...value.odds.slice(0, 1).map(({ source }) => source),
    ]),
  ]
}
