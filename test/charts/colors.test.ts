/** What the colours promise: contrast on all that lies under them, and distance for every kind of sight. */
import { describe, expect, it } from 'vitest'
import {
  COLOR_SETS,
  COLORED_COINS,
  CORRELATION_BOUNDS,
  colorOf,
  contrast,
  distance,
  inkOn,
  inkOfSign,
  SCALE_INKS,
  SIGHTS,
  scaleInk,
  THEMES,
  TOKENS,
} from '#src/charts/colors.ts'
import type { Ink } from '#src/charts/spec/label.ts'

const looks = THEMES.flatMap((theme) => COLOR_SETS.map((colors) => ({ theme, colors })))
const grounds = ['ground', 'panel', 'week'] as const
const coins = COLORED_COINS.map((id) => `coin:${id}`)
const light = { theme: 'light', colors: 'standard' } as const
const dark = { theme: 'dark', colors: 'standard' } as const

describe.each(looks)('in $theme and $colors', (look) => {
  const color = (ink: Ink) => colorOf(ink, look)
  const on = (ink: Ink, under: Ink) => contrast(color(ink), color(under))

  it.each(grounds)('every mark keeps 3:1 on %s', (under) => {
    for (const ink of [...coins, 'slate', 'zero', 'up', 'down'])
      expect(on(ink, under), ink).toBeGreaterThanOrEqual(3)
  })

  it('the seal keeps 3:1 on what it is printed on, and its sign 4.5:1 on it', () => {
    for (const under of ['ground', 'panel']) expect(on('seal', under)).toBeGreaterThanOrEqual(3)
    expect(on('white', 'seal')).toBeGreaterThanOrEqual(4.5)
  })

  it.each(grounds)('every text keeps 4.5:1 on %s', (under) => {
    for (const ink of ['text', 'sub', 'up', 'down']) expect(on(ink, under), ink).toBeGreaterThanOrEqual(4.5)
  })

  it('a text reads on every tile of the map, every class of a correlation and every tag', () => {
    const classes = [0, 1, 2, 3, 4].map((index) => `class:${index}`)
    for (const fill of [...SCALE_INKS, 'scale:0', ...classes, ...coins, 'slate'])
      expect(on(`on:${fill}`, fill), fill).toBeGreaterThanOrEqual(4.5)
  })

  it('the text of a sector’s cell reads on 12 to 46 % of its sign', () => {
    for (const sign of ['up', 'down'])
      for (let share = 12; share <= 46; share++)
        expect(on('text', `mix:${sign}:${share / 100}`)).toBeGreaterThanOrEqual(4.5)
  })

  it('the steps of the map are all different, and grow away from the ground', () => {
    expect(new Set(SCALE_INKS.map(color)).size).toBe(8)
    for (const side of [1, -1]) {
      const depths = [1, 2, 3, 4].map((step) =>
        distance(color(`scale:${side * step}`), color('ground'), 'normal'),
      )
      expect(depths).toEqual([...depths].sort((a, b) => a - b))
    }
  })
})

describe('rise and fall', () => {
  it.each([
    ['light', 'standard', [26, 15, 12, 30]],
    ['light', 'jp', [32, 24, 28, 31]],
    ['light', 'cvd', [30, 25, 29, 27]],
    ['dark', 'standard', [31, 24, 15, 38]],
    ['dark', 'jp', [31, 23, 25, 34]],
    ['dark', 'cvd', [31, 26, 30, 27]],
  ] as const)('are as far apart as promised in %s, %s', (theme, colors, promised) => {
    const look = { theme, colors }
    const found = SIGHTS.map((sight) =>
      Math.round(distance(colorOf('up', look), colorOf('down', look), sight)),
    )
    expect(found).toEqual(promised)
  })
})

describe('coins', () => {
  it.each(THEMES)('are told apart in all four kinds of sight (%s)', (theme) => {
    expect(leastDistance(coins.slice(0, 6), theme)).toBeGreaterThanOrEqual(11)
    expect(leastDistance(coins, theme)).toBeGreaterThanOrEqual(6)
  })

  it('have the same colour in every set', () => {
    for (const theme of THEMES)
      for (const coin of coins)
        expect(new Set(COLOR_SETS.map((colors) => colorOf(coin, { theme, colors }))).size).toBe(1)
  })

  it('without a colour of their own are slate', () => {
    expect(colorOf('coin:pepe', light)).toBe(colorOf('slate', light))
    expect(colorOf('coin:constructor', light)).toBe(colorOf('slate', light))
  })
})

describe('an ink', () => {
  it.each([
    ['coin:bitcoin', '#B87009'],
    ['fade:coin:bitcoin:0.5', '#B8700980'],
    ['fade:text:1', '#1C1A17FF'],
    ['mix:up:0', '#FBF7EE'],
    ['mix:up:1', '#08766E'],
    ['on:seal', '#FFFFFF'],
    ['on:coin:bitcoin', '#14171C'],
  ])('%s is %s in light', (ink, value) => {
    expect(colorOf(ink, light)).toBe(value)
  })

  it('has a value for every token in every skin', () => {
    for (const look of looks)
      for (const token of TOKENS) expect(colorOf(token, look)).toMatch(/^#[0-9A-F]{6}$/)
  })

  it.each([
    'txet',
    'mix:up',
    'fade:up:',
    'scale:much',
    'toString',
    '',
  ])('that is none is refused: %j', (ink) => {
    expect(() => colorOf(ink, light)).toThrow(/is no ink/)
  })

  it('for a text on a fill is the darker or the lighter, whichever reads', () => {
    expect([inkOn('#FFFFFF'), inkOn('#000000')]).toEqual(['#14171C', '#FFFFFF'])
  })

  it('of a sign is none for zero', () => {
    expect([inkOfSign(0.2), inkOfSign(-0.2), inkOfSign(0)]).toEqual(['up', 'down', 'sub'])
  })
})

describe('the scale of the movers map', () => {
  it.each([
    [0, 'scale:0'],
    [0.001, 'scale:1'],
    [-0.075, 'scale:-1'],
    [-0.166, 'scale:-3'],
    [0.469, 'scale:4'],
    [-0.3, 'scale:-4'],
  ])('puts %s of 30 %% on %s', (value, ink) => {
    expect(scaleInk(value, 0.3)).toBe(ink)
  })
})

describe('the classes of a correlation', () => {
  it('are five, and never a signed colour', () => {
    const inks = Array.from({ length: CORRELATION_BOUNDS.length + 1 }, (_, index) => `class:${index}`)
    for (const ink of inks) expect(colorOf(ink, dark)).toMatch(/^#[0-9A-F]{6}$/)
    for (const theme of THEMES)
      expect(new Set(COLOR_SETS.map((colors) => colorOf('class:3', { theme, colors }))).size).toBe(1)
  })
})

function leastDistance(inks: readonly Ink[], theme: (typeof THEMES)[number]): number {
  const colors = inks.map((ink) => colorOf(ink, { theme, colors: 'standard' }))
  return Math.min(
    ...colors.flatMap((one, index) =>
      colors.slice(index + 1).flatMap((other) => SIGHTS.map((sight) => distance(one, other, sight))),
    ),
  )
}
