/** What takes its time on Discord: a busy minute before slow suppliers, and identifying anew. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Reply, Request } from '#src/chat/request.ts'
import { systemClock } from '#src/clock.ts'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { CHANNEL, type Circumstances, commandEvent, MANAGE_GUILD } from '../support/discord/events.ts'
import { type InteractionRecord, textOf } from '../support/discord/interactions.ts'
import { runCommand, startProgram, suggested } from '../support/discord/program.ts'
import { startLoopback } from '../support/discord/server.ts'
import { finish, partsOf, reply, startSession } from '../support/discord/session.ts'
import { watchStalls } from '../support/stall.ts'

const SECONDS = 60
const A_SECOND = 100

/** What is typed where nothing is suggested: there are no schedules and no frozen editions yet. */
const TYPED: Readonly<Record<string, string>> = {
  number: '1',
  edition: '2025-11-24',
  channel: `<#${CHANNEL}>`,
  options: '30d',
}

/** The answer, or what the asker alone is told in its place. */
const answerOf = ({ original, follows }: InteractionRecord) => original ?? follows[0]

describe('a busy minute', () => {
  it('before a supplier that takes 5 s, and one that never answers: each is acknowledged in a second and ends', async () => {
    const unhandled: unknown[] = []
    const keep = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', keep)
    const loopback = await startLoopback({ clock: systemClock })
    const answer = (request: Request): Promise<Reply> => {
      const { input } = request
      const asset = input.kind === 'command' ? input.named?.asset : undefined
      return new Promise((resolve) => {
        if (asset === 'slow') systemClock.after(5000, () => resolve(reply('Funding turned negative')))
      })
    }
    const { parts, log } = partsOf(createFakeClock(), loopback, { answer })
    const discord = await startDiscord({ ...parts, clock: systemClock })
    onTestFinished(async () => {
      process.off('unhandledRejection', keep)
      await discord.close(0)
      await loopback.close()
    })

    const stalls = watchStalls()
    const records: { readonly record: InteractionRecord; readonly slow: boolean }[] = []
    const began = performance.now()
    while (records.length < SECONDS * A_SECOND) {
      const due = Math.min(SECONDS * A_SECOND, Math.ceil(((performance.now() - began) / 1000) * A_SECOND))
      while (records.length < due) {
        const slow = records.length % 10 !== 0
        const event = commandEvent('funding', { asset: slow ? 'slow' : 'never' })
        records.push({ record: loopback.interact(event), slow })
      }
      await new Promise<void>((resolve) => {
        systemClock.after(10, resolve)
      })
    }
    const end = performance.now() + 90_000
    while (records.some(({ record }) => answerOf(record) === undefined) && performance.now() < end) {
      await new Promise<void>((resolve) => {
        systemClock.after(100, resolve)
      })
    }

    const took = records.map(({ record }) => record.acknowledged?.took ?? Number.POSITIVE_INFINITY)
    const sorted = took.toSorted((a, b) => a - b)
    const p999 = sorted[Math.floor(sorted.length * 0.999)]
    process.stdout.write(
      `${records.length} interactions: acknowledged p50 ${sorted[sorted.length >> 1]?.toFixed(0)} ms, p99.9 ${p999?.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms\n`,
    )
    expect(p999).toBeLessThan(1000 + stalls().longest)
    const wrong = records.filter(
      ({ record, slow }) =>
        !textOf(answerOf(record)).includes(
          slow ? 'Funding turned negative' : 'No answer was ready within 60 seconds',
        ),
    )
    expect(wrong).toEqual([])
    expect(loopback.problems).toEqual([])
    expect(unhandled).toEqual([])
    expect(new Set(log.filter((line) => line.startsWith('warning')))).toEqual(
      new Set(['warning: /funding got no answer within 60 s']),
    )
  })
})

describe('the whole program', () => {
  it.each<[string, Circumstances]>([
    ['Japanese', { locale: 'ja', guildLocale: 'ja', channel: '1200000000000000071' }],
    ['English', { locale: 'en-US', guildLocale: 'en-US', channel: '1200000000000000072' }],
  ])('takes every option of every command, each of its choices and what it suggests, in %s', async (_, where) => {
    const program = await startProgram()
    onTestFinished(() => program.close())
    where = { ...where, permissions: MANAGE_GUILD }
    let runs = 0
    for (const command of program.commands) {
      for (const { name, type, choices } of command.options ?? []) {
        // Files come in the tests of forms and files.
        if (type === 11) continue
        const offered = choices
          ? choices.map(({ value }) => value)
          : type === 5
            ? []
            : (await suggested(program, command.name, name, where)).slice(0, 3)
        const typed = TYPED[name]
        const values = type === 5 ? [true, false] : offered.length === 0 && typed ? [typed] : offered
        expect(values, `${command.name} ${name}`).not.toEqual([])
        for (const value of values) {
          const record = await runCommand(program, command, where, { [name]: value })
          const text = [record.original, ...record.follows].map(textOf).join('\n')
          expect(text, `${command.name} ${name}:${value}`).not.toMatch(/Something went wrong|エラーが発生/)
          runs++
        }
      }
    }
    process.stdout.write(`${runs} commands\n`)
    expect(runs).toBeGreaterThan(150)
    expect(program.loopback.problems).toEqual([])
    expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })
})

describe('a session that is invalid for good (op 9)', () => {
  it('is followed by a new one', async () => {
    const session = await startSession()
    session.loopback.gateway.invalidate(false)
    await eventually(() => session.loopback.gateway.identified.length === 2)
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(shown.acknowledged).toBeDefined()
  })
})
