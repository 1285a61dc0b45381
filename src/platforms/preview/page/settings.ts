/** What the reader chose, kept in the browser: language, theme, colours, zone, and the page's own channel. */
import { COOKIE } from './cookie.ts'
import { DEFAULT_LOCALE, LOCALES, localeOf } from '#src/i18n/locale.ts'
import type { Look } from '#src/platforms/preview/protocol.ts'

export type View = 'native' | 'discord' | 'telegram'

export interface Settings extends Look {
  readonly view: View
  readonly channel: string
}

export const THEMES = ['dark', 'light'] as const
export const COLORS = ['standard', 'jp', 'cvd'] as const
export const VIEWS = ['native', 'discord', 'telegram'] as const

const KEY = 'kawaraban.settings'

/** Milliseconds. */
const YEAR = 365 * 86_400_000

/** The kept choices; for what was not chosen yet, what the browser says. An address in a language chooses it. */
export function loadSettings(): Settings {
  const kept = readKept()
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const isNamed = location.pathname !== '/' || new URLSearchParams(location.search).has('language')
  const sent = localeOf(document.documentElement.lang) ?? DEFAULT_LOCALE
  return {
    language: (isNamed ? undefined : pick(kept.language, LOCALES)) ?? sent,
    theme:
      pick(kept.theme, THEMES) ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'),
    colors: pick(kept.colors, COLORS) ?? 'standard',
    zone: isZone(kept.zone) ? kept.zone : isZone(own) ? own : 'UTC',
    view: pick(kept.view, VIEWS) ?? 'native',
    channel: isChannel(kept.channel) ? kept.channel : newChannel(),
  }
}

export function saveSettings(settings: Settings): void {
  const { language, theme } = settings
  // The next document comes in this language and theme; where the browser keeps no cookies the page turns by itself.
  const cookie = { name: COOKIE, value: `${language}.${theme}`, path: '/', sameSite: 'strict' } as const
  if ('cookieStore' in window) cookieStore.set({ ...cookie, expires: Date.now() + YEAR }).catch(() => {})
  try {
    localStorage.setItem(KEY, JSON.stringify(settings))
  } catch {
    // A browser that keeps nothing: the choices last as long as the page.
  }
}

/** Zones to choose from: the reader's own, those of the big markets, then all that the browser knows. */
export function zonesFor(own: string): { readonly near: readonly string[]; readonly all: readonly string[] } {
  const near = [...new Set([own, 'Asia/Tokyo', 'UTC', 'Europe/London', 'America/New_York'])]
  return { near, all: Intl.supportedValuesOf('timeZone').filter((zone) => !near.includes(zone)) }
}

function readKept(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function pick<const Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === value)
}

function isZone(value: unknown): value is string {
  if (typeof value !== 'string') return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}

function isChannel(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9]{8,32}$/.test(value)
}

function newChannel(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join('')
}
