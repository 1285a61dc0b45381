/** Colours that can be read: WCAG contrast of every token that carries text, in every look. */
import { describe, expect, it } from 'vitest'
import {
  CHART_COLORS,
  CHART_THEMES,
  colorOf,
  contrast,
  inkOn,
  rampColor,
  tokensOf,
  toneOfSign,
} from '#src/charts/theme.ts'

const looks = CHART_THEMES.flatMap((theme) => CHART_COLORS.map((colors) => ({ theme, colors })))

describe.each(looks)('the theme $theme in $colors colours', (look) => {
  const tokens = tokensOf(look)

  it.each([
    'text',
    'sub',
    'accent',
    'line',
    'third',
    'up',
    'down',
  ] as const)('has a %s that reads', (tone) => {
    expect(contrast(colorOf(tone, look), tokens.bg)).toBeGreaterThanOrEqual(4.5)
    // Words on panels are text, sub and accent in size 20 and more.
    expect(contrast(colorOf(tone, look), tokens.panel)).toBeGreaterThanOrEqual(4)
  })

  it('keeps its zero line visible', () => {
    expect(contrast(tokens.zero, tokens.bg)).toBeGreaterThanOrEqual(3)
  })

  it('has ink that reads on every step of both ramps', () => {
    for (let i = -20; i <= 20; i++) {
      const fills = [rampColor('return', i / 100, look), rampColor('correlation', i / 20, look)]
      for (const fill of fills) expect(contrast(inkOn(fill), fill)).toBeGreaterThanOrEqual(4.2)
    }
  })

  it('starts a return at a quarter of its colour, so that its sign shows', () => {
    expect(rampColor('return', 0.001, look)).not.toBe(rampColor('return', 0, look))
    expect(rampColor('return', 0.001, look)).not.toBe(rampColor('return', -0.001, look))
    expect(rampColor('return', 0.3, look)).toBe(rampColor('return', 0.12, look))
  })
})

describe('the accent', () => {
  it.each(looks.filter(({ colors }) => colors !== 'standard'))('is not blue in $colors ($theme)', (look) => {
    const { accent, line, up, down } = tokensOf(look)
    const [red, , blue] = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16)) as [
      number,
      number,
      number,
    ]
    expect(red).toBeGreaterThan(blue)
    expect(new Set([accent, line, up, down]).size).toBe(4)
  })

  it('gives zero no sign', () => {
    expect([toneOfSign(1), toneOfSign(-1), toneOfSign(0)]).toEqual(['up', 'down', 'sub'])
  })
})
