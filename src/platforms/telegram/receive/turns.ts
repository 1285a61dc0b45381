/** Updates that must not overtake each other: clicks of one message, words of one member. */
import type { Incoming } from './incoming.ts'

export type InTurn = (incoming: Incoming, run: () => Promise<void> | void) => Promise<void>

/** Runs at once what nothing is before. Rejects with what it rejects with; those behind it go on. */
export function createTurns(): InTurn {
  const lines = new Map<string, Promise<void>>()
  return async (incoming, run) => {
    const line = lineOf(incoming)
    if (line === undefined) return run()
    const mine = (lines.get(line) ?? Promise.resolve()).then(run)
    const settled = mine.catch(() => {})
    lines.set(line, settled)
    await mine.finally(() => {
      if (lines.get(line) === settled) lines.delete(line)
    })
  }
}

function lineOf(incoming: Incoming): string | undefined {
  if (incoming.kind === 'click') return `${incoming.chat}:${incoming.message}`
  return incoming.kind === 'text' ? incoming.member : undefined
}
