/** The only file with a colour: tokens of both themes and three colour choices, ramps, and type sizes. */
import type { Colors, Ramp, Skin, Theme, Tone } from './spec.ts'

export interface Tokens {
  readonly bg: string
  readonly panel: string
  readonly text: string
  readonly sub: string
  readonly grid: string
  readonly zero: string
  /** Price beside a rate, on a second axis. */
  readonly line: string
  /** The one neutral series. */
  readonly accent: string
  /** A third series beside accent and line. */
  readonly third: string
  readonly up: string
  readonly down: string
}

/** Pixels in a picture 1200 wide. */
export const SIZES = {
  margin: 40,
  title: 36,
  titleLeast: 30,
  subtitle: 22,
  caption: 20,
  tick: 20,
  label: 22,
  panelTitle: 21,
  panelValue: 24,
  source: 18,
  least: 15,
  treemapLeast: 12,
} as const

/** One family for both languages; never the system's fonts. */
export const FONT_FAMILY = 'Noto Sans JP'

export const CHART_THEMES = ['dark', 'light'] as const satisfies readonly Theme[]
export const CHART_COLORS = ['standard', 'jp', 'cvd'] as const satisfies readonly Colors[]

const neutral = {
  dark: {
    bg: '#14171C',
    panel: '#1B1F26',
    text: '#EEF1F5',
    sub: '#A9B2C0',
    grid: '#2B313B',
    zero: '#76808F',
  },
  light: {
    bg: '#FFFFFF',
    panel: '#F5F6F8',
    text: '#1A1F27',
    sub: '#596373',
    grid: '#E2E6EB',
    zero: '#8B94A1',
  },
} as const

const gold = { dark: '#F2C14E', light: '#9A6700' } as const
const blue = { dark: '#7FB2FF', light: '#1F5FBF' } as const
/** A price line that is neither gold nor blue, for the choices in which both of those already mean something. */
const slate = { dark: '#DCE2EA', light: '#3A4350' } as const
const rose = { dark: '#D6A2E8', light: '#8A3FA0' } as const

const signs = {
  standard: { dark: { up: '#4CCFC0', down: '#F2604F' }, light: { up: '#0A837A', down: '#B3261E' } },
  jp: { dark: { up: '#FF6B5E', down: '#5AA9FF' }, light: { up: '#C8372D', down: '#1F66C9' } },
  cvd: { dark: { up: '#5AA9FF', down: '#FF9F40' }, light: { up: '#1F66C9', down: '#C25700' } },
} as const

/** The tokens of a look. Where blue means a rise or a fall, the accent is gold and the price line neutral. */
export function tokensOf({ theme, colors }: Pick<Skin, 'theme' | 'colors'>): Tokens {
  const own =
    colors === 'standard'
      ? { accent: blue[theme], line: gold[theme] }
      : { accent: gold[theme], line: slate[theme] }
  return { ...neutral[theme], ...signs[colors][theme], ...own, third: rose[theme] }
}

export function colorOf(tone: Tone, skin: Pick<Skin, 'theme' | 'colors'>): string {
  return tokensOf(skin)[tone]
}

/** The tone of a signed number; zero has none. */
export function toneOfSign(value: number): Tone {
  return value > 0 ? 'up' : value < 0 ? 'down' : 'sub'
}

/** A colour let through to `opacity` (0-1). */
export function fade(color: string, opacity: number): string {
  return (
    color +
    Math.round(opacity * 255)
      .toString(16)
      .padStart(2, '0')
      .toUpperCase()
  )
}

/** A colour drawn back towards the background: `strength` of it remains. */
export function mute(color: string, skin: Pick<Skin, 'theme' | 'colors'>, strength = 0.5): string {
  return mix(neutral[skin.theme].bg, color, strength)
}

/** The fill of a value on a ramp. */
export function rampColor(ramp: Ramp, value: number, skin: Pick<Skin, 'theme' | 'colors'>): string {
  return ramp === 'correlation' ? correlationColor(value, skin) : returnColor(value, skin)
}

/** Ink that reads on a fill. */
export function inkOn(fill: string): string {
  const light = luminance(fill)
  const onWhite = 1.05 / (light + 0.05)
  const onInk = (light + 0.05) / (luminance(INK) + 0.05)
  return onInk >= onWhite ? INK : '#FFFFFF'
}

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const INK = '#0C0F13'

const correlationRamps = {
  standard: { dark: ['#1B1F26', '#8CC4FF'], light: ['#F3F6FA', '#14508F'] },
  // Blue means a rise or a fall here: the ramp is gold.
  other: { dark: ['#1B1F26', '#F2C14E'], light: ['#F8F5EE', '#7A5200'] },
} as const

const returnEnds = {
  dark: { standard: ['#1FA596', '#E0503F'], jp: ['#E0503F', '#3B8BE8'], cvd: ['#3B8BE8', '#E08A2E'] },
  light: { standard: ['#0A8F86', '#B3261E'], jp: ['#B3261E', '#1F66C9'], cvd: ['#1F66C9', '#C25700'] },
} as const

/** -0.2 and less is the pale end, 1 the full one. */
function correlationColor(value: number, { theme, colors }: Pick<Skin, 'theme' | 'colors'>): string {
  const [from, to] = correlationRamps[colors === 'standard' ? 'standard' : 'other'][theme]
  return mix(from, to, stepped((value + 0.2) / 1.2))
}

/** Starts at 25 % of its colour, so that even a small change shows its sign; full at 12 %. */
function returnColor(value: number, { theme, colors }: Pick<Skin, 'theme' | 'colors'>): string {
  const flat = neutral[theme].grid
  if (value === 0) return flat
  const [up, down] = returnEnds[theme][colors]
  return mix(flat, value > 0 ? up : down, 0.25 + 0.75 * stepped(Math.abs(value) / 0.12))
}

/** A share between 0 and 1 in steps that no eye tells apart, so that a map has few colours and encodes fast. */
function stepped(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * RAMP_STEPS) / RAMP_STEPS
}

const RAMP_STEPS = 32

function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)]
  const mixed = a.map((channel, i) => Math.round(channel + ((b[i] ?? 0) - channel) * share))
  return `#${mixed
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()}`
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
}

function luminance(color: string): number {
  const [r, g, b] = channels(color).map((channel) => {
    const c = channel / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
