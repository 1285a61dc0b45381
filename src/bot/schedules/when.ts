/** Days, times of day and time zones as people type them, in either language, half- or full-width. */
import { nameKey, plainText } from '../input.ts'

/** Monday first, as `When.weekday` counts from 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface TimeOfDay {
  readonly hour: number
  readonly minute: number
}

/** `mon`, `Monday`, `月`, `月曜`, `月曜日`. */
export function readWeekday(typed: string): Weekday | undefined {
  const key = nameKey(typed)
  return WEEKDAYS.find((day, index) => {
    const kanji = KANJI[index]
    return (
      key === day ||
      key === FULL[index] ||
      [kanji, `${kanji}曜`, `${kanji}曜日`, `毎週${kanji}曜`].includes(key)
    )
  })
}

/** `9:30`, `09:30`, `９：３０`, `9時`, `9時半`, `9時30分`. */
export function readTime(typed: string): TimeOfDay | undefined {
  const text = plainText(typed)
  const [, hour, minute] = /^(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|半)?)$/u.exec(text) ?? []
  if (hour === undefined) return undefined
  const inWords = text.endsWith('半') ? '30' : /時(\d{1,2})分$/u.exec(text)?.[1]
  const time = { hour: Number(hour), minute: Number(minute ?? inWords ?? 0) }
  return time.hour < 24 && time.minute < 60 ? time : undefined
}

/** `25:00`, `9:5`, `9.30`, `9pm`, `午後9時`: meant for a time of day, whether or not it can be read as one. */
export function looksLikeTime(typed: string): boolean {
  const text = plainText(typed)
  return /^(?:午前|午後)?\d{1,3}(?:[:.]\d{1,3}|時.{0,3})$|^\d{1,2}(?::\d{1,2})?[ap]m$/iu.test(text)
}

/** `09:30`. */
export function printTime({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Times of day that begin with what was typed: each hour until something is, then its quarters, the typed one first. */
export function suggestTimes(typed: string): readonly { readonly label: string; readonly value: string }[] {
  const text = plainText(typed)
  const own = readTime(text)
  const digits = text.replace(/時.*$/u, ':')
  const quarters = QUARTERS.filter((time) =>
    digits === '' ? time.endsWith(':00') : time.startsWith(digits) || time.startsWith(`0${digits}`),
  )
  return [...new Set([...(own ? [printTime(own)] : []), ...quarters])]
    .slice(0, 25)
    .map((time) => ({ label: time, value: time }))
}

/** An IANA zone by its name, its city in either language, or a common short form. */
export function readZone(typed: string): string | undefined {
  const key = zoneKey(typed)
  return key === '' ? undefined : (zones.get(key) ?? ZONES.find((zone) => zoneKey(zone) === key))
}

/** Zones whose name or city begins with what was typed, the much used ones first; at most 25. */
export function suggestZones(typed: string): readonly { readonly label: string; readonly value: string }[] {
  const key = zoneKey(typed)
  const named = [...zones].filter(([name]) => name.startsWith(key)).map(([, zone]) => zone)
  const found = [...new Set([...named, ...ZONES.filter((zone) => zoneKey(zone).includes(key))])]
  return found.slice(0, 25).map((zone) => ({ value: zone, label: labelOf(zone) }))
}

/** Zones that builders offer; any other can be typed. */
export const OFFERED_ZONES = (
  'Asia/Tokyo UTC America/New_York America/Chicago America/Los_Angeles America/Sao_Paulo Europe/London ' +
  'Europe/Paris Europe/Berlin Europe/Istanbul Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Hong_Kong ' +
  'Asia/Shanghai Asia/Seoul Australia/Sydney'
).split(' ')

const QUARTERS: readonly string[] = Array.from({ length: 96 }, (_, index) =>
  printTime({ hour: Math.floor(index / 4), minute: (index % 4) * 15 }),
)

const KANJI = '月火水木金土日'
const FULL = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')

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
