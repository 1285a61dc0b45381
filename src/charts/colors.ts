/**
 * The one place with a colour: what every ink of a chart looks like in both themes and three colour sets. What they
 * promise (contrast, distance for every kind of sight) is measured in test/charts/colors.test.ts by sight.ts.
 */
import { contrast, INK, inkOn, mix } from './sight.ts'
import type { Ink } from './spec/label.ts'
import type { Colors, Skin, Theme } from './spec.ts'

export { contrast, distance, inkOn, SIGHTS, type Sight } from './sight.ts'

export const TOKENS = [
  'text',
  'sub',
  'ground',
  'panel',
  'grid',
  'week',
  'zero',
  'slate',
  'seal',
  'white',
  'ink',
  'up',
  'down',
] as const
export type Token = (typeof TOKENS)[number]

/** What decides a colour. */
export type Look = Pick<Skin, 'theme' | 'colors'>

export const THEMES = ['light', 'dark'] as const satisfies readonly Theme[]
export const COLOR_SETS = ['standard', 'jp', 'cvd'] as const satisfies readonly Colors[]

const plain: Readonly<Record<Theme, Readonly<Record<Exclude<Token, 'up' | 'down'>, string>>>> = {
  light: {
    text: '#1C1A17',
    sub: '#5C564C',
    ground: '#FBF7EE',
    panel: '#F3ECDD',
    grid: '#E5DCC9',
    week: '#F3E9D4',
    zero: '#8A8172',
    slate: '#2E3A4B',
    seal: '#C93A28',
    white: '#FFFFFF',
    ink: INK,
  },
  dark: {
    text: '#F1EEE6',
    sub: '#B4B0A6',
    ground: '#14171C',
    panel: '#1C2027',
    grid: '#2C313A',
    week: '#23272D',
    zero: '#7F8794',
    slate: '#C9D3E0',
    seal: '#C93A28',
    white: '#FFFFFF',
    ink: INK,
  },
}

// The light fall of cvd is the nearest to #B04E00 that reads on the week's band, where that one has 4.43.
const signs: Readonly<Record<Theme, Readonly<Record<Colors, Readonly<Record<'up' | 'down', string>>>>>> = {
  light: {
    standard: { up: '#08766E', down: '#B3261E' },
    jp: { up: '#C2321F', down: '#1B5FBF' },
    cvd: { up: '#1B5FBF', down: '#AF4C00' },
  },
  dark: {
    standard: { up: '#4CCFC0', down: '#F2604F' },
    jp: { up: '#FF6B5E', down: '#5AA9FF' },
    cvd: { up: '#5AA9FF', down: '#FF9F40' },
  },
}

// Solana and the dark Dogecoin are a hair off the hue of their first choice, so that a tag's text reads on them.
const coins: Readonly<Record<string, Readonly<Record<Theme, string>>>> = {
  bitcoin: { light: '#B87009', dark: '#D69240' },
  ethereum: { light: '#13079B', dark: '#9A98F8' },
  solana: { light: '#A45BEA', dark: '#9559D4' },
  ripple: { light: '#246E8B', dark: '#8AE1FD' },
  binancecoin: { light: '#3A2C07', dark: '#FFDF28' },
  dogecoin: { light: '#864D1E', dark: '#BF5921' },
  cardano: { light: '#1E497E', dark: '#54799C' },
  tron: { light: '#5F313A', dark: '#F0ABB4' },
  chainlink: { light: '#687A5A', dark: '#D8EECC' },
  hyperliquid: { light: '#588C86', dark: '#649A95' },
}

/** Coins with a colour of their own, by their ids; the first six are the farthest apart. */
export const COLORED_COINS: readonly string[] = Object.keys(coins)

/** Whether a coin has a colour of its own; one without is told apart by dashes. */
export function hasCoinColor(id: string): boolean {
  return Object.hasOwn(coins, id)
}

/**
 * The colour of an ink in a skin, as `#RRGGBB`, or `#RRGGBBAA` where it is faded. Throws an Error where it is none.
 *
 * | ink | what it is |
 * |---|---|
 * | a `Token` | `text sub ground panel grid week zero slate seal white ink up down` |
 * | `coin:<asset id>` | the coin's own colour, `slate` where it has none (see `hasCoinColor`) |
 * | `mix:<ink>:<share>` | the ink mixed into the ground, share 0-1: `mix:up:0.3` |
 * | `fade:<ink>:<opacity>` | the ink let through, opacity 0-1: `fade:coin:bitcoin:0.25` |
 * | `scale:<step>` | a tile of the movers map: -4 to 4, 0 is no change |
 * | `class:<0-4>` | a cell of the correlation map, from unrelated to as one |
 * | `on:<ink>` | the text that reads on a fill of that ink, white or `ink`: `on:scale:-3` |
 */
export function colorOf(ink: Ink, look: Look): string {
  const { theme, colors } = look
  if (ink === 'up' || ink === 'down') return signs[theme][colors][ink]
  if (isPlain(ink)) return plain[theme][ink]
  const [kind, rest] = cut(ink, ink.indexOf(':'))
  if (kind === 'coin') return hasCoinColor(rest) ? (coins[rest]?.[theme] ?? '') : plain[theme].slate
  if (kind === 'on') return inkOn(colorOf(rest, look))
  if (kind === 'scale') return stepColor(numberOf(rest, ink), look)
  if (kind === 'class') return classColor(numberOf(rest, ink), look)
  const [of, share] = cut(rest, rest.lastIndexOf(':'))
  if (kind === 'mix') return mix(plain[theme].ground, colorOf(of, look), numberOf(share, ink))
  if (kind === 'fade') return faded(colorOf(of, look), numberOf(share, ink))
  throw new Error(`"${ink}" is no ink`)
}

/** The ink of a change on the movers map: four steps a side, the last from three quarters of `limit` on. */
export function scaleInk(value: number, limit: number): Ink {
  const step = Math.min(MAP_STEPS, Math.ceil((Math.abs(value) / limit) * MAP_STEPS))
  return `scale:${value < 0 && step > 0 ? -step : step}`
}

/** The inks of the movers map from the deepest fall to the highest rise, for its legend. */
export const SCALE_INKS: readonly Ink[] = [-4, -3, -2, -1, 1, 2, 3, 4].map((step) => `scale:${step}`)

/** Where the classes of a correlation part: under 0.2, to 0.4, to 0.6, to 0.8, and from 0.8 on. No sign is meant by them. */
export const CORRELATION_BOUNDS = [0.2, 0.4, 0.6, 0.8] as const

/** The tone of a signed number as it is printed; what prints as zero has none. */
export function inkOfSign(value: number): 'up' | 'down' | 'sub' {
  return value > 0 ? 'up' : value < 0 ? 'down' : 'sub'
}

const MAP_STEPS = 4

/** How much of the sign's colour each step has. */
const stepShares: Readonly<Record<Theme, readonly number[]>> = {
  light: [0.35, 0.538, 0.726, 0.914],
  dark: [0.312, 0.464, 0.614, 0.766],
}

/** How much of slate each class has; none lies where neither black nor white reads. */
const classShares: Readonly<Record<Theme, readonly number[]>> = {
  light: [0.06, 0.24, 0.42, 0.76, 0.94],
  dark: [0.08, 0.22, 0.36, 0.66, 0.9],
}

function stepColor(step: number, { theme, colors }: Look): string {
  const share = stepShares[theme][Math.abs(step) - 1]
  if (share === undefined) return plain[theme].grid
  return readable(plain[theme].ground, signs[theme][colors][step > 0 ? 'up' : 'down'], share)
}

function classColor(index: number, { theme }: Look): string {
  return mix(plain[theme].ground, plain[theme].slate, classShares[theme][index] ?? 0)
}

/** The mixture nearest to `share` on which a text reads: between the two inks there is a grey on which neither does. */
function readable(ground: string, color: string, share: number): string {
  for (let away = 0; away < 0.2; away += 0.005) {
    for (const near of [share - away, share + away]) {
      const fill = mix(ground, color, near)
      if (contrast(inkOn(fill), fill) >= TEXT_CONTRAST) return fill
    }
  }
  return mix(ground, color, share)
}

/** WCAG 2.2 AA of text. */
const TEXT_CONTRAST = 4.5

function faded(color: string, opacity: number): string {
  const alpha = Math.round(opacity * 255)
  return `${color}${alpha.toString(16).padStart(2, '0').toUpperCase()}`
}

function isPlain(ink: Ink): ink is Exclude<Token, 'up' | 'down'> {
  return Object.hasOwn(plain.light, ink)
}

function numberOf(text: string, ink: Ink): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) throw new Error(`"${ink}" is no ink: "${text}" is no number`)
  return value
}

/** The text before and after a colon. */
function cut(text: string, at: number): readonly [string, string] {
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
