/** Uncaught errors: logged without secrets before the program exits. */
import type { Log } from '#src/log.ts'

/** The part of `process` that this needs. */
export interface Ending {
  on(event: 'uncaughtException', hear: (error: unknown) => void): unknown
  exit(code: number): void
}

/** Covers unhandled rejections, too. The supervisor restarts the program: its state is unknown. */
export function reportUncaught(log: Log, ending: Ending): void {
  ending.on('uncaughtException', (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error(`Uncaught error, exiting. Please report it: ${text}`)
    ending.exit(1)
  })
}
