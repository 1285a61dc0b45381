/** Time zones as people type them: by IANA name, by city in either language, or by a common short form. */
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { nameKey } from './input.ts'

/** An IANA zone by its name, its city in either language, or a common short form. */
export function readZone(typed: string): string | undefined {
  const key = zoneKey(typed)
  return key === '' ? undefined : (zones.get(key) ?? ZONES.find((zone) => zoneKey(zone) === key))
}

/** Zones whose name or city begins with what was typed, the much used ones first, then those that contain it; at most 25. */
export function suggestZones(typed: string): readonly { readonly label: string; readonly value: string }[] {
  const key = zoneKey(typed)
  const named = [...zones].filter(([name]) => name.startsWith(key)).map(([, zone]) => zone)
  const found = [
    ...OFFERED_ZONES.filter((zone) => named.includes(zone)),
    ...named,
    ...ZONES.filter((zone) => zoneKey(zone).includes(key)),
  ]
  return [...new Set(found)].slice(0, 25).map((zone) => ({ value: zone, label: labelOf(zone) }))
}

/** Zones that a word which names none may have meant; none for a word of less than two letters. */
export function nearZones(typed: string): readonly { readonly label: string; readonly value: string }[] {
  return [...zoneKey(typed)].length < 2 ? [] : suggestZones(typed)
}

/** Zones that builders offer; any other can be typed. */
export const OFFERED_ZONES = (
  'Asia/Tokyo UTC America/New_York America/Chicago America/Los_Angeles America/Sao_Paulo Europe/London ' +
  'Europe/Paris Europe/Berlin Europe/Istanbul Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Hong_Kong ' +
  'Asia/Shanghai Asia/Seoul Australia/Sydney'
).split(' ')

/** Other cities of a zone, and short forms. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'Asia/Tokyo': ['日本', '日本時間', 'jst', 'osaka', '大阪'],
  UTC: ['gmt', '協定世界時', '世界標準時'],
  'America/New_York': ['ワシントン', 'ボストン', 'nyc'],
  'America/Los_Angeles': ['サンフランシスコ', 'san francisco'],
  'Pacific/Honolulu': ['ハワイ', 'hawaii'],
  'Europe/Berlin': ['フランクフルト', 'frankfurt'],
  'Asia/Kolkata': ['ムンバイ', 'デリー', 'mumbai', 'delhi'],
  'Asia/Shanghai': ['北京', 'beijing'],
}

/** Some runtimes list cities by an older name than they are known by. */
const ZONES: readonly string[] = [
  ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...OFFERED_ZONES, 'Asia/Kathmandu']),
]

const zones: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ALIASES).flatMap(([zone, names]) =>
    names.map((name): [string, string] => [zoneKey(name), zone]),
  ),
  // By its city in any language.
  ...LOCALES.flatMap((locale) =>
    ZONES.flatMap((zone): [string, string][] => {
      const city = grammarOf(locale).city(zone)
      return city === undefined ? [] : [[zoneKey(city), zone]]
    }),
  ),
])

function zoneKey(typed: string): string {
  return nameKey(typed).replaceAll(/[\s_]+/gu, '')
}

function labelOf(zone: string): string {
  const names = LOCALES.flatMap((locale) => grammarOf(locale).city(zone) ?? [])
  const local = names.find((name) => !zoneKey(zone).endsWith(zoneKey(name)))
  return local === undefined ? zone : `${zone} (${local})`
}
