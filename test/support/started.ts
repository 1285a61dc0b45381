/** The program as a process of its own, as an operator starts it: what it says, how it ends, and how long that takes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Started {
  readonly pid: number
  /** All that it has said so far, on both streams. */
  said(): string
  /** Resolves when it has said that. Rejects where it ends without. */
  says(words: RegExp): Promise<void>
  /** Sends the signal; gives how it ended and after how many seconds. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly seconds: number }>
  /** Resolves when it has ended by itself, with its code. */
  readonly ended: Promise<number | null>
}

/** Starts it with these settings and none of the environment's, `around` it what runs it; it is killed where the test ends before it. */
export function startProcess(
  settings: Readonly<Record<string, string>>,
  around: readonly string[] = [],
): Started {
  const [program = '', ...args] = [
    ...around,
    ...[process.execPath, '--disable-warning=ExperimentalWarning', MAIN, 'start', '--lang', 'en'],
  ]
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, PORT: '0', KAWARABAN_DATA: 'sample', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      for (const hear of heard) hear()
    })
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        const hear = () => {
          if (!words.test(said)) return
          heard.delete(hear)
          resolve()
        }
        heard.add(hear)
        hear()
        ended.then((code) => reject(new Error(`it ended with ${code} and did not say ${words}: ${said}`)))
      }),
    async stop(signal = 'SIGTERM') {
      const began = performance.now()
      child.kill(signal)
      const code = await ended
      return { code, seconds: Math.round((performance.now() - began) / 100) / 10 }
    },
  }
}
