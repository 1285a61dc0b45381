/** `/volume`: spot and perpetual turnover, and spot's share of it. */
import { choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { volumeFields, volumeTable } from '#src/briefing/details/movement.ts'
import { latestVolume } from '#src/briefing/details/latest.ts'
import { volumeEnded } from '#src/briefing/endings.ts'
import { volumeFacts } from '#src/briefing/facts/movement.ts'
import { volumeSection } from '#src/briefing/sections/volume.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { volumeWindow, withWindow } from '#src/briefing/sections/window.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { DAY } from '#src/market/time.ts'
import { agesTo, lastVolume } from '#src/services/lastrows.ts'
import { readLatestVolume } from '#src/services/latest/volume.ts'
import { readVolume } from '#src/services/volume.ts'
import { readDailyVolume } from '#src/services/volume/days.ts'

const WEEKS = { '30d': 5, '90d': 13, '180d': 26 } as const

export default defineCommand({
  name: 'volume',
  aliases: ['spot'],
  args: {
    market: choice(['spot', 'perp'], { default: 'spot', toggle: true }),
    window: choice(['30d', '90d', '180d'], { default: '180d', toggle: true }),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/volume', '/spot 90d', '/volume perp table'],
  run({ market, window, view, week }, { history, words, week: last }) {
    const reading = readVolume(history, week)
    const extremes = rankExtremes(readExtremes(history, week), [])
    const latest = week.edition === last.edition ? readLatestVolume(history, week, market) : undefined
    const now = history.live?.checkedAt ?? history.now
    const weeks = WEEKS[window]
    const daily = readDailyVolume(history, week)
    const { week: _, mean4w: __, ratio: ___, ...value } = reading.value
    const drawn =
      market === 'spot'
        ? { ...reading, value: { ...reading.value, weeks: reading.value.weeks.slice(-weeks) } }
        : { ...reading, value: { ...value, weeks: value.perpWeeks.slice(-weeks) } }
    const told = withStrongest(volumeSection(reading, extremes), extremes, history)
    const over = volumeWindow(market, drawn.value.weeks)
    const section =
      market === 'perp'
        ? // The week's findings are about spot.
          {
            ...told,
            statements: over,
            missing: told.missing.filter(({ figure }) => !figure.startsWith('volume.spot')),
          }
        : window === '180d'
          ? told
          : withWindow(told, over, week.end)
    const short = volumeFacts(reading, daily, market, drawn.value.weeks, words)
    const at = agesTo(history, week, last)
    const isEnded = !latest && section.statements.length === 0 && short.finding === undefined
    const ended = isEnded ? volumeEnded(lastVolume(history, market, at), market, at, words) : undefined
    return {
      kind: 'section',
      section,
      ended,
      ...(latest && { latest: latestVolume(latest, now, words) }),
      short,
      details: [
        volumeFields(reading, daily, words),
        ...(view === 'table' ? volumeTable(reading, market, weeks, words) : []),
      ],
      ...(view === 'chart' && {
        chart: (look) => chartOf('volume', drawn, `${market}-${weeks}`, look),
      }),
      asOf: latest ? latest.day + DAY : (ended?.end ?? reading.asOf),
      drawnAsOf: reading.asOf,
      sources: reading.sources,
      ...(latest
        ? {
            coverage: {
              used: latest.venues.length,
              expected: latest.venues.length + latest.leftOut.length,
              of: 'venues' as const,
            },
          }
        : reading.coverage && { coverage: { ...reading.coverage, of: 'venues' as const } }),
    }
  },
})
