/** Commands beside the bot: the writing of the site, and what the operator has run after it. */
import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

/**
 * Runs a command in a folder; rejects with the end of what it wrote where it fails. A signal ends it with all that it started, and
 * rejects with the signal's reason.
 */
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
    stop.throwIfAborted()
    const child = spawn(file, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Leads a group of its own: a shell that is ended alone leaves its commands running.
      detached: true,
      ...(folder !== undefined && { cwd: folder }),
    })
    const { pid } = child
    // Answers come first where the machine is busy.
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
    const end = () => {
      reject(stop.reason)
      if (pid !== undefined) endGroup(pid)
    }
    stop.addEventListener('abort', end, { once: true })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SHOWN)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      stop.removeEventListener('abort', end)
      if (code === 0) resolve()
      else reject(new Error(`${signal ?? `exit code ${code}`}: ${said.trim()}`))
    })
  })
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader)
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
