/** The checker of layout sees what it is there to see: each scene has one fault. */
import { describe, expect, it } from 'vitest'
import type { Item, Scene, TextItem } from '#src/charts/scene.ts'
import { layoutFaults } from '../../support/truth/boxes.ts'
import { glyphFaults } from '../../support/truth/glyphs.ts'
import { pictured } from '../../support/truth/small.ts'

describe('the checker of layout sees', () => {
  const text = (other: Partial<TextItem> = {}): TextItem => ({
    type: 'text',
    text: 'words',
    x: 100,
    y: 100,
    size: 20,
    weight: 'normal',
    ink: 'text',
    align: 'left',
    role: 'label',
    box: { left: 100, right: 160, top: 82, bottom: 104 },
    ...other,
  })
  const scene = (...items: Item[]): Scene => ({ ...pictured(), items, panes: [], spots: [] })
  const data = (y: number): Item => ({
    type: 'line',
    runs: [
      [
        [0, y],
        [1000, y],
      ],
    ],
    ink: 'slate',
    width: 3,
    data: 'a',
  })
  const endAt = (y: number, x = 900) =>
    text({ role: 'end', x, y, box: { left: x, right: x + 60, top: y - 18, bottom: y + 4 } })
  const gap: Item = { type: 'dot', x: 0, y: 0, radius: 1, fill: 'text' }
  const leader = (y: number): Item => ({
    type: 'line',
    runs: [
      [
        [860, y],
        [880, y],
        [894, y],
      ],
    ],
    ink: 'slate',
    width: 2,
  })

  it.each<[string, Scene, RegExp]>([
    [
      'a text outside',
      scene(text({ box: { left: -4, right: 60, top: 82, bottom: 104 } })),
      /outside the margins/,
    ],
    [
      'a text below the foot',
      scene(text({ box: { left: 40, right: 60, top: 660, bottom: 680 } })),
      /outside/,
    ],
    ['a small text', scene(text({ size: 19 })), /19.0 px/],
    [
      'two texts on each other',
      scene(text(), text({ x: 120, box: { left: 120, right: 180, top: 84, bottom: 106 } })),
      /overlap/,
    ],
    ['a text on a line', scene(data(95), text()), /over a line/],
    ['ends that touch', scene(endAt(100), gap, endAt(120)), /ends too close/],
    ['a sentence that is cut', scene(text({ text: 'Sour…', role: 'source' })), /cut short/],
  ])('%s', (_, drawn, fault) => {
    expect(layoutFaults(drawn, 'wide').join('\n')).toMatch(fault)
  })

  it('that 20 px are too few on a phone', () => {
    expect(layoutFaults(scene(text()), 'wide')).toEqual([])
    expect(layoutFaults(scene(text()), 'phone').join()).toMatch(/20.0 px/)
  })

  it('nothing in a text with a halo, one on a filled shape, and ends with leaders', () => {
    expect(layoutFaults(scene(data(95), text({ halo: 'ground' })), 'wide')).toEqual([])
    const tag: Item = { type: 'rect', x: 90, y: 78, width: 100, height: 30, fill: 'text' }
    expect(layoutFaults(scene(data(95), tag, text()), 'wide')).toEqual([])
    expect(layoutFaults(scene(leader(95), endAt(100), leader(118), endAt(123)), 'wide')).toEqual([])
  })

  it('a character that no face draws', () => {
    expect(glyphFaults(scene(text({ text: 'ok 安' })))).toEqual([])
    expect(glyphFaults(scene(text({ text: 'a\u{F0000}b' }))).join()).toMatch(/1 characters/)
  })
})
