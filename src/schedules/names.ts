/** What people call chats, kept for a while: it is asked with every key that somebody types, and for every hint. */
import { parseAddress, platformOf } from '#src/chat/address.ts'
import { can } from '#src/chat/platform.ts'
import type { Words } from '#src/i18n/words.ts'
import type { ScheduleService } from './service.ts'

/** Milliseconds for which a chat's name is taken for known. */
const NAME_KEPT = 300_000
const NAMES = 5000

/** Gives a chat's name, and its address where it has none or none can be learnt. `now` is in milliseconds since 1970. */
export function createNames(
  { nameOf }: Pick<ScheduleService, 'nameOf'>,
  now: () => number,
): (target: string) => Promise<string> {
  const names = new Map<string, { readonly name: Promise<string>; readonly until: number }>()
  return (target) => {
    const known = names.get(target)
    if (known && known.until > now()) return known.name
    if (names.size >= NAMES) names.clear()
    // A place that cannot be named is still a place.
    const name = nameOf(target).then(
      (found) => found ?? target,
      () => target,
    )
    names.set(target, { name, until: now() + NAME_KEPT })
    return name
  }
}

/** What a chat is called that its platform does not name: the preview's page, or one that is gone, by its id. */
export function sayUnnamed(address: string, words: Pick<Words, 'say'>): string {
  if (can(platformOf(address), 'singleReader')) return words.say('schedules:page')
  return words.say('schedules:place.unknown', { id: parseAddress(address).chat ?? address })
}
