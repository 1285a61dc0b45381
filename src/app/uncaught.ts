/** What nobody caught: told in the log, where secrets are struck out, before the program ends. */
import type { Log } from '#src/log.ts'

/** The part of `process` that this needs. */
export interface Ending {
  on(event: 'uncaughtException', hear: (error: unknown) => void): unknown
  exit(code: number): void
}

/** Rejections that nobody handles come the same way. Whoever runs the program starts it again: half of it may be amiss. */
export function tellUncaught(log: Log, ending: Ending): void {
  ending.on('uncaughtException', (error) => {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.warn(`The program ends by what nobody caught; please report it: ${told}`)
    ending.exit(1)
  })
}
