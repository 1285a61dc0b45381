/** `/sectors`: how the sectors fared, by our indices or with every coin alike. */
import { choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { sectorsFields, sectorsTable } from '#src/briefing/details/market.ts'
import { rankingEnded } from '#src/briefing/endings.ts'
import { sectorsFacts } from '#src/briefing/facts/market.ts'
import { sectorsSection } from '#src/briefing/sections/sectors.ts'
import { sectorsWindow } from '#src/briefing/sections/window.ts'
import { findingOf } from '#src/briefing/format.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { agesTo, lastRanked, weekUpTo } from '#src/services/lastrows.ts'
import { FAMILIES, readSectorsWindow } from '#src/services/sectors/sectorswindow.ts'
import { windowBefore, yearToDate } from '#src/services/window.ts'
import { agedRankings } from '#src/services/universe.ts'

const DAYS = { '1d': 1, '7d': 7, '30d': 30 } as const

export default defineCommand({
  name: 'sectors',
  args: {
    window: choice(['1d', '7d', '30d', 'ytd'], { default: '7d', toggle: true }),
    family: choice(FAMILIES, { default: 'index' }),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/sectors', '/sectors 30d table', '/sectors ytd equal'],
  run({ window, family, view, week }, { history, words, week: last }) {
    // The recap's own window keeps the week's boundaries, which summer time may set 167 hours apart.
    const span =
      window === 'ytd' ? yearToDate(week) : window === '7d' ? week : windowBefore(week, DAYS[window])
    const sectors = readSectorsWindow(history, span, family)
    const { reading } = sectors
    const told = sectorsSection(reading)
    const over = window === '7d' ? [] : sectorsWindow(reading.value, span)
    const at = agesTo(history, week, last)
    const isEnded = over.length + told.statements.length === 0
    const [lastRow] = isEnded ? lastRanked(history, at) : []
    const before =
      lastRow && sectorsSection(readSectorsWindow(history, weekUpTo(lastRow, week), family).reading)
    const ended = isEnded
      ? rankingEnded('sectors', lastRow, before && findingOf(before, words), at, words)
      : undefined
    return {
      kind: 'section',
      section: { ...told, statements: [...over, ...told.statements] },
      ended,
      short: sectorsFacts(sectors, words),
      details: [sectorsFields(sectors, words), ...(view === 'table' ? [sectorsTable(sectors, words)] : [])],
      ...(view === 'chart' && { chart: (look) => chartOf('sectors', reading, 'main', look) }),
      asOf: ended?.end ?? reading.asOf,
      sources: reading.sources,
      aged: agedRankings(history, span),
      ...(reading.coverage && { coverage: { ...reading.coverage, of: 'assets' as const } }),
    }
  },
})
