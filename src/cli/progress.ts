/** A progress line for what takes longer than a second, on a terminal only. */

export interface Progress {
  /** Says what is being done now. */
  at(what: string): void
  /** Clears the line. */
  done(): void
}

/** Nothing is written where the stream is no terminal, or before `patience` milliseconds have passed. */
export function showProgress(stream: NodeJS.WriteStream, patience = 1000): Progress {
  if (!stream.isTTY) return { at: () => {}, done: () => {} }
  let latest = ''
  let shown = false
  const write = () => {
    shown = true
    stream.write(`\r\x1b[2K${latest}`)
  }
  const timer = setTimeout(write, patience)
  timer.unref()
  return {
    at(what) {
      latest = what
      if (shown) write()
    },
    done() {
      clearTimeout(timer)
      if (shown) stream.write('\r\x1b[2K')
    },
  }
}
