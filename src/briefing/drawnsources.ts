/** Whose data a topic's chart draws, where its section states more than the chart. */
import type { Topic } from '#src/market/topic.ts'
import type { Reading } from '#src/market/reading.ts'

/** Beginnings of the figures that are drawn, by topic and view; the first of which there are any. */
const DRAWN: Partial<Record<Topic, Readonly<Record<string, readonly string[]>>>> = {
  macro: {
    main: ['macro.curve.', 'macro.odds.'],
    odds: ['macro.odds.', 'macro.curve.'],
    ust: ['macro.curve.ust.', 'macro.curve.'],
    jgb: ['macro.curve.jgb.', 'macro.curve.'],
  },
  marketcap: { main: ['marketcap.total.'], total: ['marketcap.total.'] },
}

/** All suppliers of the reading where nothing else is known. */
export function drawnSources(topic: Topic, view: string, reading: Reading<unknown>): readonly string[] {
  for (const beginning of DRAWN[topic]?.[view] ?? []) {
    const sources = Object.entries(reading.figures).flatMap(([name, { sources }]) =>
      name.startsWith(beginning) ? sources : [],
    )
    if (sources.length > 0) return [...new Set(sources)]
  }
  return reading.sources
}
