/** The served program, looked at through the operator's pages while it is asked over a loopback Discord. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buttonEvent, commandEvent, snowflake } from '../support/discord/events.ts'
import { controlsOf, type Program, startProgram } from '../support/discord/program.ts'

const WHERE = { locale: 'en-US', guildLocale: 'en-US', channel: '1200000000000000071' }

let program: Program
beforeAll(async () => {
  program = await startProgram({ ADMIN_PORT: '0' })
})
afterAll(() => program?.close())

const page = async (path: string) => {
  const response = await fetch(`${program.admin}${path}`)
  return { status: response.status, text: await response.text() }
}
const figure = async (name: string) =>
  Number(
    (await page('/metrics')).text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  )

describe('the operator’s pages of the served program', () => {
  it('say that it is alive, and name each part that is ready', async () => {
    expect(await page('/healthz')).toEqual({ status: 200, text: 'alive\n' })
    const lines = ['store', 'history', 'discord'].map((part) => `ready     ${part}\n`).join('')
    expect(await page('/readyz')).toEqual({ status: 200, text: lines })
  })

  it('count each answer under its command, with what became of it, and nothing that was typed', async () => {
    const member = snowflake()
    const asked = await program.see(commandEvent('funding', { asset: 'btc' }, { ...WHERE, member }))
    await program.see(commandEvent('funding', { asset: 'secretword' }, { ...WHERE, member }))
    const [button] = controlsOf(asked)
    await program.see(buttonEvent(button?.id ?? '', { ...WHERE, member }))
    const count = (command: string, result: string) =>
      figure(`kawaraban_answer_seconds_count{platform="discord",command="${command}",result="${result}"}`)
    expect(await count('funding', 'answered')).toBe(1)
    expect(await count('funding', 'refused')).toBe(1)
    expect(await count('button', 'answered')).toBe(1)
    const { text } = await page('/metrics')
    for (const said of ['secretword', member, WHERE.channel]) expect(text).not.toContain(said)
  })

  it('count what caches had, and what waits to be delivered', async () => {
    const reads = (result: string) =>
      figure(`kawaraban_cache_reads_total{cache="answers",result="${result}"}`)
    const before = await reads('hit')
    for (const _ of [1, 2])
      await program.see(commandEvent('volatility', {}, { ...WHERE, member: snowflake() }))
    expect(await reads('hit')).toBe(before + 1)
    expect(await reads('miss')).toBeGreaterThan(0)
    expect(await figure('kawaraban_deliveries_open{state="pending"}')).toBe(0)
  })

  it('are gone once the program has stopped, and there again after a restart', async () => {
    const { admin } = program
    await program.restart()
    await expect(fetch(`${admin}/healthz`)).rejects.toThrow()
    expect((await page('/healthz')).status).toBe(200)
  })
})
