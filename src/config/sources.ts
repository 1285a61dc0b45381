/** The settings of exchanges and data services: which are asked, at which address, with which key. */
import { DEFAULT_EXCHANGES, EXCHANGE_NAMES, SERVICE_ENTRIES, SERVICE_NAMES } from '#src/sources/names.ts'
import { isHttpUrl } from './chats.ts'
import type { Setting } from './setting.ts'

export interface SourcesConfig {
  /** Names of exchanges; undefined asks the four that are asked by default. */
  readonly exchanges: readonly string[] | undefined
  /** Names of data services that are not asked, though they would be. */
  readonly off: readonly string[]
  /** By name: the root that replaces a source's own. */
  readonly urls: Readonly<Record<string, string>>
  /** By name. */
  readonly keys: Readonly<Record<string, string>>
  /** How many sides Hyperliquid's open interest counts; two where it does not say. */
  readonly hyperliquidSides?: 1 | 2
}

/** `SOURCE_URL_DERIBIT_DVOL`. */
export function urlSetting(name: string): string {
  return `SOURCE_URL_${name.toUpperCase().replaceAll('-', '_')}`
}

/** Services that are not asked where no setting says so. */
const OFF: readonly string[] = SERVICE_ENTRIES.flatMap(([name, { on }]) => (on ? [] : [name]))
const KEYS = SERVICE_ENTRIES.flatMap(([name, { key }]) => (key ? [[name, key] as const] : []))

const HYPERLIQUID_SIDES = 'HYPERLIQUID_SIDES'

export const SOURCE_SETTINGS: readonly Setting[] = [
  {
    name: 'EXCHANGES',
    meaning: `The exchanges to ask, of ${EXCHANGE_NAMES.join(', ')}`,
    example: 'okx,hyperliquid,kraken',
    default: DEFAULT_EXCHANGES.join(','),
  },
  {
    name: 'SOURCES_OFF',
    meaning: `The data services not to ask, of ${SERVICE_NAMES.join(', ')}`,
    example: 'yahoo,kalshi',
    default: OFF.join(','),
  },
  ...KEYS.map(
    ([, { setting, meaning, example }]): Setting => ({
      ...{ name: setting, meaning, example },
      ...{ default: '', secret: true },
    }),
  ),
  {
    name: HYPERLIQUID_SIDES,
    meaning:
      'How many sides the open interest of Hyperliquid counts, by which it is divided: its documents say 2, some readers of it 1',
    example: '1',
    default: '2',
  },
  ...[...EXCHANGE_NAMES, ...SERVICE_NAMES].map((name) => ({
    name: urlSetting(name),
    meaning: `Replaces the root of \`${name}\`: a proxy, or a test server`,
    example: 'http://127.0.0.1:4020',
    default: '',
  })),
]

/** Tells each `problem`; no key is ever part of one. */
export function readSources(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): SourcesConfig {
  const names = (setting: string, known: readonly string[]) => {
    const list = text(setting)
      ?.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean)
    for (const name of list ?? []) {
      if (!known.includes(name)) problem(setting, `names "${name}": there are ${known.join(', ')}`)
    }
    return list
  }
  const urls: Record<string, string> = {}
  for (const name of [...EXCHANGE_NAMES, ...SERVICE_NAMES]) {
    const url = text(urlSetting(name))
    if (url === undefined) continue
    if (isHttpUrl(url)) urls[name] = url
    else problem(urlSetting(name), 'is not an http or https address')
  }
  const keys: Record<string, string> = {}
  for (const [name, { setting }] of KEYS) {
    const key = text(setting)
    if (key === undefined) continue
    if (/^[\x21-\x7e]+$/.test(key)) keys[name] = key
    else problem(setting, 'has blanks or unusual characters')
  }
  const sides = text(HYPERLIQUID_SIDES)?.trim()
  if (sides !== undefined && sides !== '1' && sides !== '2') problem(HYPERLIQUID_SIDES, 'is neither 1 nor 2')
  return {
    ...((sides === '1' || sides === '2') && { hyperliquidSides: sides === '1' ? 1 : 2 }),
    exchanges: names('EXCHANGES', EXCHANGE_NAMES),
    off: names('SOURCES_OFF', SERVICE_NAMES) ?? OFF,
    urls,
    keys,
  }
}
