/** Commands beside the bot: what they say when they fail, and that none outlives its time. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCommand } from '#src/app/runcommand.ts'
import { eventually } from '../support/clock.ts'

const never = new AbortController().signal

it('fails with the end of what the command wrote, and runs in the folder', async () => {
  await runCommand(['/bin/sh', '-c', 'test "$(pwd)" = /'], never, '/')
  const failing = runCommand(['/bin/sh', '-c', 'echo no route to host >&2; exit 23'], never)
  await expect(failing).rejects.toThrow('exit code 23: no route to host')
  await expect(runCommand(['/nothing/here'], never)).rejects.toThrow('ENOENT')
})

/** Runs beside its shell, and ends with the folder at the latest. */
const BESIDE = 'trap "echo > ended; exit" TERM; echo > begun; while test -e begun; do sleep 0.05; done'

it('ends a command with all that its shell started, and says why', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-run-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const stop = new AbortController()
  const running = runCommand(['/bin/sh', '-c', `(${BESIDE}) & wait`], stop.signal, folder)
  await eventually(() => existsSync(join(folder, 'begun')))
  stop.abort(new Error('it has not ended after 10 minutes'))
  await expect(running).rejects.toThrow('it has not ended after 10 minutes')
  await eventually(() => existsSync(join(folder, 'ended')))
})

it('starts nothing once it is to end', async () => {
  const ended = AbortSignal.abort(new Error('ended'))
  await expect(runCommand(['/nothing/here'], ended)).rejects.toThrow('ended')
})
