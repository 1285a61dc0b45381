/** Facts that an operator lets stand although nothing confirms them, kept for all processes of the bot. */
import type { Clock } from '#src/clock.ts'
import type { RecordHistory } from '#src/collector/history.ts'
import type { SharedState } from '#src/store/sharedstate.ts'

export interface Accepting {
  names(): Promise<readonly string[]>
  /** False where nothing that is withheld has this name. */
  accept(name: string, history: RecordHistory): Promise<boolean>
}

/** The name that they have in the store. */
const ACCEPTED = 'accepted facts'

export function createAccepting(sharedState: SharedState, clock: Clock): Accepting {
  const names = async () => ((await sharedState.get(ACCEPTED))?.value as readonly string[] | undefined) ?? []
  return {
    names,
    async accept(name, history) {
      const isThere = history.current().withheld?.some((one) => one.name === name)
      if (!isThere) return false
      await sharedState.set(ACCEPTED, [...new Set([...(await names()), name])], clock.now())
      await history.refresh()
      return true
    },
  }
}
