/** What the operator reads: one line an event, on standard error. */

export interface Log {
  info(text: string): void
  warn(text: string): void
}

export function createLog(stream: { write(text: string): void }): Log {
  return {
    info: (text) => stream.write(`${text}\n`),
    warn: (text) => stream.write(`warning: ${text}\n`),
  }
}
