/** Every Monday of every history at hand, every chart, both languages and layouts: what pictures say is what they draw. */
import { beforeAll, describe, expect, it } from 'vitest'
import { formatThread } from '#src/briefing/thread/format.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { editionOf, mondays, readHistory, sampleFolder } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'
import { gathered, sceneFaults, specFaults } from '../support/truth/faults.ts'
import { picturesOf } from '../support/truth/pictures.ts'

describe('pictures of every Monday of the sample', () => suite(sampleFolder, '2024-11-04'))

describeWithShared('pictures of every Monday of the recorded history', ['dataset'], (dataset) =>
  suite(dataset, '2025-01-13'),
)

function suite(folder: string, first: string): void {
  let history: History

  beforeAll(async () => {
    history = await readHistory(folder)
  })

  it.each(LOCALES)('say what they draw, and stand where they can be read (%s)', (locale) => {
    const faults = mondays(first, history).flatMap((monday) => {
      const { readings, extremes, thread } = editionOf(history, monday)
      const pictures = picturesOf(history, monday, readings, {
        locales: [locale],
        headline: (words) => formatThread(thread, words).headline,
        extremes,
        lookups: true,
      })
      return pictures.flatMap((picture) => [...specFaults(picture), ...sceneFaults(picture)])
    })
    expect(gathered(faults)).toBe('')
  })
}
