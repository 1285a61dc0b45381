/** The connection’s life through the real client library: starting, shards, commands, stopping. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { APPLICATION, commandEvent } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import { type LoopbackOptions, startLoopback } from '../support/discord/server.ts'
import { COMMANDS, partsOf, reply, startSession } from '../support/discord/session.ts'

/** A loopback Discord to which nothing is connected yet. */
async function alone(options: Partial<LoopbackOptions> = {}) {
  const clock = createFakeClock()
  const loopback = await startLoopback({ clock, ...options })
  onTestFinished(() => loopback.close())
  return { clock, loopback }
}

describe('connecting', () => {
  it('asks for the intent Guilds alone and prints both invite links', async () => {
    const session = await startSession()
    expect(session.loopback.gateway.identified).toEqual([[0, 1]])
    expect(session.loopback.problems).toEqual([])
    expect(session.discord.application).toBe(APPLICATION)
    expect(session.discord.state()).toBe('ready')
    expect(session.log.join('\n')).toContain(
      `https://discord.com/oauth2/authorize?client_id=${APPLICATION}&integration_type=0&scope=bot+applications.commands&permissions=`,
    )
    expect(session.log.join('\n')).toContain('integration_type=1&scope=applications.commands')
  })

  it('with a token that REST refuses (401) ends in one line that names the setting, not the token', async () => {
    const { clock, loopback } = await alone({ token: 'another.secret.token' })
    const { parts } = partsOf(clock, loopback)
    const error = await startDiscord(parts).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ConfigError', problems: [{ name: 'DISCORD_TOKEN' }] })
    expect(String(error)).not.toContain('\n')
    expect(String(error)).not.toContain('secret')
  })

  it.each([
    [4004, 'DISCORD_TOKEN'],
    [4010, 'DISCORD_SHARDS'],
    [4011, 'DISCORD_SHARDS'],
  ])('refused by the gateway with %i names %s', async (refuseIdentify, name) => {
    const { clock, loopback } = await alone({ refuseIdentify })
    const { parts } = partsOf(clock, loopback)
    await expect(startDiscord(parts)).rejects.toMatchObject({ problems: [{ name }] })
  })

  it('is tried again, with a pause, where Discord is out of reach', async () => {
    const { clock, loopback } = await alone()
    loopback.faults.add('GET', /gateway/, { kind: 'status', status: 502 })
    loopback.faults.add('GET', /gateway/, { kind: 'reset', accepted: false })
    const { parts, log } = partsOf(clock, loopback)
    const starting = startDiscord(parts)
    for (const wait of [5000, 10_000]) {
      await eventually(() => clock.waiting > 0)
      clock.advance(wait)
    }
    const discord = await starting
    expect(log.filter((line) => line.includes('reached'))).toEqual([
      'warning: Discord cannot be reached: lost (status 502); tried again until it can, at least every 5 minutes',
      'Discord can be reached again, after 15 s',
    ])
    await discord.close(0)
  })

  it('can be called off while Discord keeps silent, or while it waits for the next try', async () => {
    const { clock, loopback } = await alone()
    const { parts } = partsOf(clock, loopback)
    for (const fault of [{ kind: 'silence' }, { kind: 'status', status: 500 }] as const) {
      const before = loopback.requests.length
      loopback.faults.add('GET', /gateway/, fault)
      const stop = new AbortController()
      const starting = startDiscord({ ...parts, signal: stop.signal }).catch((error: unknown) => error)
      await eventually(() => loopback.requests.length > before)
      if (fault.kind === 'status') await eventually(() => clock.waiting > 0)
      stop.abort()
      expect(await starting).toBeInstanceOf(Error)
    }
  })

  it('keeps the shards that are set, and as many as Discord recommends where none is set', async () => {
    const { clock, loopback } = await alone({ shards: 3 })
    const { parts } = partsOf(clock, loopback)
    const auto = await startDiscord(parts)
    expect(loopback.gateway.identified.toSorted()).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ])
    await auto.close(0)
    const some = await startDiscord({
      ...parts,
      settings: { ...parts.settings, shards: { first: 2, last: 3, of: 8 } },
    })
    expect(loopback.gateway.identified.slice(3).toSorted()).toEqual([
      [2, 8],
      [3, 8],
    ])
    await some.close(0)
  })
})

describe('commands', () => {
  it('are published when they differ from those that Discord has, and only then', async () => {
    const first = await startSession()
    expect(first.loopback.seen('PUT', /commands/)).toHaveLength(1)
    expect(first.loopback.problems).toEqual([])
    const { clock, loopback } = await alone()
    loopback.commands = first.loopback.commands
    const { parts } = partsOf(clock, loopback)
    await (await startDiscord(parts)).close(0)
    expect(loopback.seen('PUT', /commands/)).toHaveLength(0)
    const changed = COMMANDS.map((command) => ({ ...command, description: 'Something else' }))
    await (await startDiscord({ ...parts, commands: changed })).close(0)
    expect(loopback.seen('PUT', /commands/)).toHaveLength(1)
  })

  it('that cannot be published leave the bot running, and a line in the log', async () => {
    const { clock, loopback } = await alone()
    loopback.faults.add('PUT', /commands/, { kind: 'status', status: 400, code: 30034 })
    const { parts, log } = partsOf(clock, loopback)
    const discord = await startDiscord(parts)
    expect(log).toContain(
      'warning: the commands could not be published on Discord: refused with status 400, code 30034',
    )
    expect(discord.state()).toBe('ready')
    await discord.close(0)
  })
})

describe('stopping', () => {
  it('lets answers in flight end, and asks newcomers for patience', async () => {
    let give: (one: Reply) => void = () => undefined
    const answer = new Promise<Reply>((resolve) => {
      give = resolve
    })
    const session = await startSession({ answer: () => answer })
    const shown = session.loopback.interact(commandEvent('funding'))
    await eventually(() => session.asked.length === 1)
    session.clock.advance(300)
    await eventually(() => shown.acknowledged !== undefined)
    const closing = session.discord.close(10_000)
    const late = session.loopback.interact(commandEvent('funding'))
    await eventually(() => late.original !== undefined)
    expect(textOf(late.original)).toContain('Please try again in a minute')
    give(reply('Still finished'))
    await closing
    expect(textOf(shown.original)).toContain('Still finished')
    expect(session.asked).toHaveLength(1)
    await eventually(() => session.loopback.gateway.open === 0)
    expect(session.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('does not wait longer than it is given', async () => {
    const session = await startSession({ answer: () => new Promise<Reply>(() => undefined) })
    session.loopback.interact(commandEvent('funding'))
    await eventually(() => session.asked.length === 1)
    const closing = session.discord.close(2000)
    session.clock.advance(2000)
    await closing
    await eventually(() => session.loopback.gateway.open === 0)
  })
})
