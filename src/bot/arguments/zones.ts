/** Time zones as people type them: by IANA name, by city in either language, or by a common short form. */
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

/** Cities and short forms that the zones' own names do not have. */
const CITIES: Readonly<Record<string, readonly string[]>> = {
  'Asia/Tokyo': ['東京', '日本', '日本時間', 'jst', 'osaka', '大阪'],
  UTC: ['gmt', '協定世界時', '世界標準時'],
  'America/New_York': ['ニューヨーク', 'ワシントン', 'ボストン', 'nyc'],
  'America/Chicago': ['シカゴ'],
  'America/Los_Angeles': ['ロサンゼルス', 'サンフランシスコ', 'san francisco'],
  'America/Toronto': ['トロント'],
  'America/Sao_Paulo': ['サンパウロ'],
  'Pacific/Honolulu': ['ホノルル', 'ハワイ', 'hawaii'],
  'Europe/London': ['ロンドン'],
  'Europe/Paris': ['パリ'],
  'Europe/Berlin': ['ベルリン', 'フランクフルト', 'frankfurt'],
  'Europe/Zurich': ['チューリッヒ'],
  'Europe/Istanbul': ['イスタンブール'],
  'Asia/Dubai': ['ドバイ'],
  'Asia/Kolkata': ['ムンバイ', 'デリー', 'コルカタ', 'mumbai', 'delhi'],
  'Asia/Kathmandu': ['カトマンズ'],
  'Asia/Bangkok': ['バンコク'],
  'Asia/Singapore': ['シンガポール'],
  'Asia/Hong_Kong': ['香港'],
  'Asia/Shanghai': ['上海', '北京', 'beijing'],
  'Asia/Taipei': ['台北'],
  'Asia/Seoul': ['ソウル'],
  'Australia/Sydney': ['シドニー'],
  'Pacific/Auckland': ['オークランド'],
}

const ZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

const zones: ReadonlyMap<string, string> = new Map([
  ...Object.entries(CITIES).flatMap(([zone, names]) =>
    names.map((name): [string, string] => [zoneKey(name), zone]),
  ),
  ...ZONES.filter((zone) => zone.includes('/')).map((zone): [string, string] => [
    zoneKey(zone.slice(zone.lastIndexOf('/') + 1)),
    zone,
  ]),
])

function zoneKey(typed: string): string {
  return nameKey(typed).replaceAll(/[\s_]+/gu, '')
}

function labelOf(zone: string): string {
  const japanese = CITIES[zone]?.find((name) => /[^\p{ASCII}]/u.test(name))
  return japanese === undefined ? zone : `${zone} (${japanese})`
}
