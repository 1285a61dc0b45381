/** Time zones as people type them: by IANA name, by city in either language, or by a common short form. */
import { RequestError } from '#src/errors.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Grammar } from '#src/i18n/grammar/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { nameKey, quotable } from './input.ts'

/** An IANA zone by its name, its city in either language, or a common short form. */
export function readZone(typed: string): string | undefined {
  const key = zoneKey(typed)
  return key === '' ? undefined : (zones.get(key) ?? ZONES.find((zone) => zoneKey(zone) === key))
}

/** The same. Throws RequestError, with the nearest where there are such. */
export function requireZone(typed: string, words: Pick<Words, 'reference' | 'grammar'>): string {
  const zone = readZone(typed)
  if (zone !== undefined) return zone
  const near = nearZones(typed, words.reference, words).slice(0, OFFERED)
  if (near.length === 0) throw new RequestError('schedules.badZone', { typed: quotable(typed) })
  const names = near.map(({ label }) => label).join(words.grammar.comma)
  throw new RequestError('schedules.badZoneNear', { typed: quotable(typed), names }, near)
}

/** Zones that are named where none of that name is found. */
const OFFERED = 5

/** Zones whose name or city begins with what was typed, the much used ones first, then those that contain it; at most 25. */
export function suggestZones(
  typed: string,
  { grammar }: Pick<Words, 'grammar'>,
): readonly { readonly label: string; readonly value: string }[] {
  const key = zoneKey(typed)
  const named = [...zones].filter(([name]) => name.startsWith(key)).map(([, zone]) => zone)
  const found = [
    ...OFFERED_ZONES.filter((zone) => named.includes(zone)),
    ...named,
    ...ZONES.filter((zone) => zoneKey(zone).includes(key)),
  ]
  return [...new Set(found)].slice(0, 25).map((zone) => ({ value: zone, label: labelOf(zone, grammar) }))
}

/**
 * Zones that a word which names none may have meant; none for a word of less than two letters. For `GMT+9`, which says
 * nothing of summer time, those that are that far from UTC at `now`, in milliseconds since 1970.
 */
export function nearZones(
  typed: string,
  now: number,
  words: Pick<Words, 'grammar'>,
): readonly { readonly label: string; readonly value: string }[] {
  const minutes = offsetIn(typed)
  if (minutes === undefined) return zonesBeginning(typed, words)
  const at = Temporal.Instant.fromEpochMilliseconds(now)
  const fits = (zone: string) =>
    zone.includes('/') && at.toZonedDateTimeISO(zone).offsetNanoseconds === minutes * 60e9
  // The much used ones alone, where there are any: a reader knows those.
  const offered = OFFERED_ZONES.filter(fits)
  return (offered.length > 0 ? offered : ZONES.filter(fits).slice(0, 25)).map((zone) => ({
    value: zone,
    label: labelOf(zone, words.grammar),
  }))
}

/** The much used zones of a city that begins so, else all such, else those that contain it. */
function zonesBeginning(typed: string, words: Pick<Words, 'grammar'>): ReturnType<typeof suggestZones> {
  const key = zoneKey(typed)
  if ([...key].length < 2) return []
  const begun = new Set([...zones].filter(([name]) => name.startsWith(key)).map(([, zone]) => zone))
  const all = suggestZones(typed, words)
  const near = all.filter(({ value }) => begun.has(value))
  const used = near.filter(({ value }) => OFFERED_ZONES.includes(value))
  return [used, near, all].find((some) => some.length > 0) ?? []
}

/** Whether a word can only be meant for a zone, though none may have that name: `Mars/Phobos`, `GMT+9`. */
export function looksLikeZone(typed: string): boolean {
  return offsetIn(typed) !== undefined || /^[a-z_]{3,}\/[a-z_/+-]+$/iu.test(typed)
}

/** Minutes ahead of UTC: `GMT+9`, `UTC-5:30`, `+0900`. */
function offsetIn(typed: string): number | undefined {
  const [, sign, hours, minutes = '0'] =
    /^(?:gmt|utc)?([+\-−])(\d{1,2})(?::?(\d{2}))?$/iu.exec(typed.normalize('NFKC').trim()) ?? []
  if (hours === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes))
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

/** Its city in the reader's language, with the zone where that does not end in it; the zone alone where it has no such name. */
function labelOf(zone: string, grammar: Grammar): string {
  const city = grammar.city(zone)
  return city === undefined || zoneKey(zone).endsWith(zoneKey(city)) ? zone : grammar.aside(city, zone)
}
