/** Commands beside the bot: the writing of the site, and what the operator has run after it. */
import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

/** Runs a command in a folder; rejects with the end of what it wrote where it fails. A signal ends it. */
export type Run = (
  command: readonly [string, ...string[]],
  stop: AbortSignal,
  folder?: string,
) => Promise<void>

/** Characters of a failure that are logged. */
export const SHOWN = 400

/** In a process of its own, so that answers never wait for it; ended with this one. */
export const runCommand: Run = ([file, ...args], stop, folder) => {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      signal: stop,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(folder !== undefined && { cwd: folder }),
    })
    // Answers come first where the machine is busy.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SHOWN)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${signal ?? `exit code ${code}`}: ${said.trim()}`))
    })
  })
}
