/** Groups that became supergroups: what comes of the old address belongs to the new one. */
import type { Origin } from './incoming.ts'

export interface Moves {
  /** A chat has another id from now on. False where that is known. */
  note(from: number, to: number): boolean
  /** Where something belongs now. A clicked message stayed behind: it is answered by a new one. */
  follow<One extends Origin>(origin: One): One
}

/** Moves that are remembered; they are seldom, and Telegram says them again at every call. */
const KEPT = 1000

export function createMoves(): Moves {
  const moves = new Map<number, number>()
  return {
    note(from, to) {
      if (moves.get(from) === to) return false
      moves.set(from, to)
      const oldest = moves.keys().next().value
      if (moves.size > KEPT && oldest !== undefined) moves.delete(oldest)
      return true
    },
    follow(origin) {
      const to = moves.get(origin.chat)
      return to === undefined ? origin : { ...origin, chat: to, stayed: true }
    },
  }
}
