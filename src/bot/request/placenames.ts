/** What people call the chats that a hint names: a topic by its own name beside its group's. */
import { ownerOf, parseAddress } from '#src/chat/address.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Words } from '#src/i18n/words.ts'
import { createNames, sayUnnamed } from '#src/schedules/names.ts'
import type { ScheduleService } from '#src/schedules/service.ts'

/** The names of chats, in their order; `here` is the chat that the reader is in. */
export type PlaceNames = (
  chats: readonly string[],
  here: string,
  words: Pick<Words, 'say'>,
) => Promise<readonly string[]>

interface PlaceNamesParts {
  readonly memory: Pick<Memory, 'titleOf'>
  /** Without it chats are called by their addresses. */
  readonly scheduleService: Pick<ScheduleService, 'nameOf'> | undefined
  /** Milliseconds since 1970. */
  now(): number
}

export function createPlaceNames({ memory, scheduleService, now }: PlaceNamesParts): PlaceNames {
  const nameOf = scheduleService ? createNames(scheduleService, now) : async (chat: string) => chat
  return (chats, here, words) => {
    // A group's own address is its first topic where there are others.
    const withTopics = [here, ...chats].filter((one) => parseAddress(one).topic !== undefined).map(ownerOf)
    return Promise.all(
      chats.map(async (address) => {
        const { topic: number } = parseAddress(address)
        const known = await nameOf(address)
        const chat = known === address ? sayUnnamed(address, words) : known
        if (number === undefined) {
          if (!withTopics.includes(address)) return chat
          return words.say('schedules:place.inTopic', { chat, topic: words.say('schedules:place.first') })
        }
        const title = await memory.titleOf(address).catch(() => undefined)
        const topic = title ?? words.say('schedules:place.topic', { number })
        return words.say('schedules:place.inTopic', { chat, topic })
      }),
    )
  }
}
