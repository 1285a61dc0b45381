/** The checkers of pictures see what they are there to see: each is shown a picture with one fault. */
import { describe, expect, it } from 'vitest'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { BarSeries } from '#src/charts/spec/panes.ts'
import { DAY } from '#src/market/time.ts'
import { layoutFaults } from '../../support/truth/boxes.ts'
import { claimFaults, countFaults, eventFaults, namedFaults } from '../../support/truth/claims.ts'
import { faults, said, symbols } from '../../support/truth/checked.ts'
import { seriesColorFaults } from '../../support/truth/colors.ts'
import { curveFaults } from '../../support/truth/figures.ts'
import { sceneOf } from '../../support/truth/pictures.ts'
import {
  alt,
  change,
  end,
  line,
  pane,
  panes,
  peak,
  pictured,
  points,
  rows,
  tiles,
  week,
  withPane,
  words,
} from '../../support/truth/small.ts'
import { staleFaults } from '../../support/truth/windows.ts'

describe('of a picture without a fault', () => {
  it.each([
    ['panes', pictured(), alt],
    ['rows', pictured(rows), alt],
    ['tiles', pictured(tiles), '2 coins: 1 up, 1 down'],
  ])('nothing is said (%s)', (_, spec, text) => {
    expect(faults(spec, text)).toEqual([])
    expect(layoutFaults(sceneOf({ spec }), 'wide')).toEqual([])
  })
})

const last = { text: '$110.00', figure: { of: 'last', series: 'a', value: 110, at: week.end - DAY } } as const
const short = points.slice(0, -5)
const bars: BarSeries = { ...line, type: 'bars', step: DAY, inks: points.map(() => 'down') }

describe('the checker of windows sees', () => {
  it.each<[string, ChartSpec, RegExp]>([
    ['an axis that begins before the data', pictured({ ...panes, from: panes.from - DAY }), /axis begins/],
    ['an axis that ends after the data', pictured({ ...panes, to: panes.to + DAY }), /axis ends/],
    [
      'a subtitle of another window',
      pictured(panes, { subtitle: 'A, 1 Jan – 2 Mar 2025' }),
      /subtitle without/,
    ],
    [
      'a title of 90 days over 30',
      pictured(panes, { title: 'A up 10% in 90 days' }),
      /title of 90 days over 30/,
    ],
    [
      'another week',
      pictured({ ...panes, week: { ...week, from: week.start - DAY, to: week.end, text: '' } }),
      /band/,
    ],
    ['a week that is not shaded', pictured({ ...panes, week: undefined } as never), /not shaded/],
    [
      'a tick outside',
      pictured({ ...panes, ticks: [{ at: panes.from - DAY, text: 'x' }] }),
      /outside the axis/,
    ],
  ])('%s', (_, spec, fault) => {
    expect(faults(spec).join('\n')).toMatch(fault)
  })

  it('an alternative text of another window', () => {
    expect(faults(pictured(), 'A, 1 Jan – 2 Mar 2025.').join()).toMatch(/alt without/)
  })
})

describe('the checker of figures sees', () => {
  it.each<[string, ChartSpec, RegExp]>([
    [
      'a last value that is not drawn',
      withPane({ ends: [{ ...end, lines: [{ ...last, figure: { ...last.figure, value: 120 } }] }] }),
      /drawn data give 110/,
    ],
    [
      'a text of another number',
      withPane({ ends: [{ ...end, lines: [{ ...last, text: '$111.00' }] }] }),
      /does not print 110/,
    ],
    [
      'a change from elsewhere',
      withPane({
        ends: [
          { ...end, lines: [{ ...change, figure: { ...change.figure, from: week.start - DAY } as never }] },
        ],
      }),
      /drawn data give/,
    ],
    [
      'a series of another pane',
      withPane({ ends: [{ ...end, lines: [{ ...last, figure: { ...last.figure, series: 'b' } }] }] }),
      /no such series/,
    ],
    [
      'a peak that is none',
      withPane({
        marks: [
          {
            ...peak,
            at: week.end - DAY,
            value: 110,
            label: { ...peak.label, figure: { of: 'max', series: 'a', value: 110, at: week.end - DAY } },
          },
        ],
      }),
      /drawn one is of 2025-11-02/,
    ],
    [
      'a peak of another day',
      withPane({ marks: [{ ...peak, label: { ...peak.label, text: 'Record $200.00, 3 Nov' } }] }),
      /names another day/,
    ],
    ['a mark beside the line', withPane({ marks: [{ ...peak, value: 199 }] }), /on no drawn datum/],
    [
      'a peak without a figure',
      withPane({ marks: [{ ...peak, label: { text: 'Record $200.00, 2 Nov' } }] }),
      /without a figure/,
    ],
    [
      'a bar of another value than its number',
      pictured({ ...rows, rows: [{ ...(rows.rows[0] as (typeof rows.rows)[number]), value: 0.2 }] }),
      /drawn data give 0.2/,
    ],
  ])('%s', (_, spec, fault) => {
    expect(faults(spec).join('\n')).toMatch(fault)
  })
})

describe('the checker of curves sees', () => {
  const at = (value: number) => [{ years: 2, name: '2y', value, text: String(value) }]
  const curves = (value: number, text: string) =>
    pictured({
      type: 'curves',
      changes: { title: '', rows: [{ name: '2-year', value, label: { text }, detail: '' }] },
      curve: { title: '', now: at(3.5), before: at(3.6), ticks: [], legend: '' },
    })
  it('a bar or a text that is not the change of the drawn yields', () => {
    expect(curveFaults(curves((3.5 - 3.6) * 100, '−10 bp'))).toEqual([])
    expect(curveFaults(curves(-9, '−9 bp')).join()).toMatch(/drawn yields give -10/)
    expect(curveFaults(curves((3.5 - 3.6) * 100, '−9 bp')).join()).toMatch(/"−9 bp"/)
  })
})

describe('the checker of signs sees', () => {
  const labelled = (label: typeof change) => withPane({ ends: [{ ...end, lines: [label] }] })
  it.each<[string, ChartSpec, RegExp]>([
    ['a rise in the colour of a fall', labelled({ ...change, ink: 'down' }), /colour of a fall/],
    ['a fall in the colour of a rise', labelled({ ...change, text: '−10.0%' }), /colour of a rise/],
    ['a minus before a rise', labelled({ ...change, text: '−10.0%', ink: 'sub' }), /of 0\.1/],
    ['a sign before zero', labelled({ text: '+0.0% week', ink: 'sub' }), /sign before zero/],
    ['zero in colour', labelled({ text: '0.0% week', ink: 'up' }), /zero in colour/],
    ['bars in the colour of the other sign', withPane({ series: [bars] }), /bar of 90/],
    ['negative beside a plus', pictured(panes, { title: 'A turns negative: +0.1%' }), /title: A turns/],
    [
      'a bar on the other side of zero than its number',
      pictured({ ...rows, rows: [{ name: { text: 'One' }, value: -0.1, label: { text: '+10.0%' } }] }),
      /beside a bar/,
    ],
  ])('%s', (_, spec, fault) => {
    expect(faults(spec).join('\n')).toMatch(fault)
  })
})

describe('the checker of ages sees', () => {
  const older = { ...line, points: short }
  const at = short.at(-1)?.[0] ?? 0
  const value = short.at(-1)?.[1] ?? 0
  const dateless = {
    ...end,
    lines: [{ text: '$102.00', figure: { of: 'last', series: 'a', value, at } as const }],
  }
  it('a line that ends early without its date', () => {
    const spec = withPane({ series: [older], marks: [], ends: [dateless] })
    expect(staleFaults(spec, said).join()).toMatch(/without its date/)
    const dated = { ...dateless, lines: [...dateless.lines, { text: '11 Nov' }] }
    expect(staleFaults(withPane({ series: [older], marks: [], ends: [dated] }), said)).toEqual([])
  })

  it('a change of the week beside a value of another', () => {
    const spec = withPane({ series: [older], ends: [{ ...end, lines: [...dateless.lines, change] }] })
    expect(staleFaults(spec, said).join()).toMatch(/no change of the told week/)
  })

  it('what is younger than the boundary', () => {
    const early = { words, alt, week: { ...week, end: week.end - 7 * DAY } }
    expect(staleFaults(pictured(), early).join()).toMatch(/beyond the boundary/)
  })
})

describe('the checker of counts and claims sees', () => {
  const shares = [
    { share: 0.6, fill: 'slate', name: 'One' },
    { share: 0.4, fill: 'hatch', name: 'Two' },
  ]
  const shared = (one: string, two: string) =>
    pictured({
      ...rows,
      shares,
      rows: [
        { name: { text: 'One' }, value: 0.6, label: { text: one } },
        { name: { text: 'Two' }, value: 0.4, label: { text: two } },
      ],
    })
  it('printed shares that do not add up', () => {
    expect(countFaults(shared('60.0%', '40.0%'), alt)).toEqual([])
    expect(countFaults(shared('60.0%', '40.1%'), alt).join()).toMatch(/add up to 100.1/)
  })

  it('a count that is not the one in the text', () => {
    const [one, two] = rows.rows as [(typeof rows.rows)[number], (typeof rows.rows)[number]]
    const cells = [{ text: '8 of 42', figure: { of: 'count', series: 'r', value: 7 } as const }]
    expect(countFaults(pictured({ ...rows, rows: [{ ...one, cells }, two] }), alt).join()).toMatch(
      /"8 of 42" of 7/,
    )
  })

  it('a count of tiles that is not drawn', () => {
    expect(countFaults(pictured(tiles), '3 coins: 3 up, 0 down').join()).toMatch(/2 of the tiles/)
  })

  it('a day that the title dates and nothing marks', () => {
    expect(claimFaults(pictured(panes, { title: 'Highest since 2 Nov' }), words)).toEqual([])
    const unmarked = { ...panes, panes: [{ ...pane, marks: [] }] }
    expect(claimFaults(pictured(unmarked, { title: 'Highest since 2 Nov' }), words).join()).toMatch(
      /not marked/,
    )
  })

  it('a coin or a venue of the title that is not on the picture', () => {
    expect(namedFaults(pictured(panes, { title: 'ABC leads' }), symbols).join()).toMatch(/ABC of the title/)
    expect(namedFaults(pictured(panes, { title: 'Bybit leads' }), symbols).join()).toMatch(
      /Bybit of the title/,
    )
  })

  it('a tile of the title whose number is not drawn', () => {
    const spec = pictured(tiles)
    expect(namedFaults(spec, symbols, sceneOf({ spec }))).toEqual([])
    const silent = { ...sceneOf({ spec }), items: [] }
    expect(namedFaults(spec, symbols, silent).join()).toMatch(/ONE \+10.0% is not drawn/)
  })

  it('an event that names a coin by its id', () => {
    const event = (text: string) => pictured({ ...panes, events: [{ at: panes.from, text }] })
    expect(eventFaults(event('1 Nov: ONE below $2'), symbols)).toEqual([])
    expect(eventFaults(event('1 Nov: ETHEREUM below $2'), symbols).join()).toMatch(/names ETHEREUM/)
  })

  it('a coin in another coin’s colour', () => {
    const own = withPane({ series: [{ ...line, id: 'bitcoin', ink: 'coin:bitcoin' }] })
    expect(seriesColorFaults(own)).toEqual([])
    const other = withPane({ series: [{ ...line, id: 'bitcoin', ink: 'coin:ethereum' }] })
    expect(seriesColorFaults(other).join()).toMatch(/bitcoin is drawn in coin:ethereum/)
  })

  it('two lines of one colour', () => {
    const alike = withPane({ series: [line, { ...line, id: 'b' }] })
    expect(seriesColorFaults(alike).join()).toMatch(/look alike/)
    const dashed = withPane({ series: [line, { ...line, id: 'b', dash: 'dashed' }] })
    expect(seriesColorFaults(dashed)).toEqual([])
  })
})
