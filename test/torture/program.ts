/** The program itself in a process of its own, on a loopback Discord: asked all the time, and its event loop watched. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { commandEvent, MANAGE_GUILD } from '../support/discord/events.ts'
import type { InteractionRecord } from '../support/discord/interactions.ts'
import { startLoopback, TOKEN } from '../support/discord/server.ts'
import { watchStalls } from '../support/stall.ts'
import type { LoopDelay } from './loopdelay.ts'

export interface Watched {
  readonly delay: LoopDelay
  /** Each question that was asked. */
  readonly asked: readonly InteractionRecord[]
  /** Milliseconds of the longest time until a question was acknowledged; infinite where one was not. */
  readonly acknowledged: number
  /** Milliseconds of the longest time in which this process, which does little, could not run. */
  readonly stall: number
}

export type Program = Awaited<ReturnType<typeof startProgram>>

const FILE = (name: string) => fileURLToPath(new URL(name, import.meta.url))
/** Milliseconds between two questions. */
const EVERY = 250

/** Started with the sample; it is there when Discord has it. The home goes with the test. */
export async function startProgram(home: string) {
  const loopback = await startLoopback({ clock: systemClock })
  const child = spawn(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'],
      ...['--import', FILE('./loopdelay.ts'), FILE('../../src/main.ts'), 'start'],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        KAWARABAN_DATA: 'data/sample',
        KAWARABAN_HOME: home,
        PORT: '0',
        DISCORD_TOKEN: TOKEN,
        DISCORD_API: loopback.api,
      },
    },
  )
  let log = ''
  child.stderr?.on('data', (part: Buffer) => {
    log += part.toString('utf8')
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    await loopback.close()
    await rm(home, { recursive: true, force: true })
  })
  while (loopback.gateway.identified.length === 0) {
    if (child.exitCode !== null) throw new Error(`the program did not start: ${log}`)
    await pause(100)
  }
  let members = 0
  const ask = (name: string, options: Readonly<Record<string, string>>) => {
    // Another moderator in another channel each time: neither the cooldown nor the link to an answer given a moment ago replaces the answer.
    const number = BigInt(members++)
    const where = {
      member: String(1_700_000_000_000_000_000n + number),
      channel: String(1_750_000_000_000_000_000n + number),
      permissions: MANAGE_GUILD,
    }
    return loopback.interact(commandEvent(name, options, where))
  }
  return {
    loopback,
    /** What it has logged so far. */
    log: () => log,
    /** Asks once, and waits for what is shown. */
    async see(name: string, options: Readonly<Record<string, string>> = {}): Promise<InteractionRecord> {
      const record = ask(name, options)
      const until = performance.now() + 60_000
      while (!record.original && record.follows.length === 0 && performance.now() < until) await pause(20)
      return record
    },
    /** Asks four times a second until a condition holds, and gives how that went. */
    async watch(isOver: () => boolean): Promise<Watched> {
      const stalls = watchStalls()
      const asked: InteractionRecord[] = []
      child.send('begin')
      for (let n = 0; !isOver(); n++) {
        asked.push(n % 2 === 0 ? ask('price', { assets: 'btc' }) : ask('funding', { asset: 'eth' }))
        await pause(EVERY)
      }
      const told = once(child, 'message')
      child.send('end')
      const [delay] = (await told) as [LoopDelay]
      // The last questions get their time, too.
      await pause(3000)
      const took = asked.map(({ acknowledged }) => acknowledged?.took ?? Number.POSITIVE_INFINITY)
      return { delay, asked, acknowledged: Math.max(...took), stall: stalls().longest }
    },
  }
}

/** As it is printed under a test. */
export function told({ delay, asked, acknowledged, stall }: Watched): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return `event-loop delay p50 ${ms(delay.p50)}, p99.9 ${ms(delay.p999)}, longest ${ms(delay.longest)}; ${asked.length} questions, acknowledged within ${ms(acknowledged)}; longest stall of an idle process beside it ${ms(stall)}\n`
}
