/** Extremes of sentiment indices: their values, and their changes of one day. */
import { DAY } from '#src/market/time.ts'
import { rememberPerHistory } from '../memory.ts'
import { changesOf } from './derive.ts'
import type { Tracked } from './tracked.ts'

export const sentimentSeries = rememberPerHistory((history): readonly Tracked[] =>
  history.sentimentIndices.flatMap((index) => {
    const data = history.sentiment(index)
    if (!data || data.times.length === 0) return []
    const name = `sentiment.${index.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}`
    const value: Tracked = {
      group: 'sentiment',
      series: `${name}.value`,
      unit: 'index 0-100',
      data,
      dated: 'instant',
      span: 0,
      longestGap: 1.5 * DAY,
      up: 'high',
      down: 'low',
      sources: history.suppliers('sentiment'),
    }
    return [
      value,
      {
        ...value,
        series: `${name}.dayChange`,
        data: changesOf(data, value.longestGap, 'difference'),
        up: 'largest-rise',
        down: 'largest-fall',
      },
    ]
  }),
)
