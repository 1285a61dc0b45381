/** The connection's life through the real client library: starting, resuming, shards, bad events, stopping. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { discordCommands, discordOperatorCommands } from '#src/platforms/discord/receive/definitions.ts'
import type { GuildList } from '#src/platforms/discord/receive/gateway.ts'
import { createWords } from '#src/i18n/words.ts'
import { realCommands } from '../support/bot.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { APPLICATION, commandEvent, GUILD, snowflake } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import { type LoopbackOptions, startLoopback } from '../support/discord/server.ts'
import { quiet, COMMANDS, finish, partsOf, reply, startSession } from '../support/discord/session.ts'

const everyLanguage = { en: createWords('en', 'UTC', 0), ja: createWords('ja', 'UTC', 0) }

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

describe('the gateway', () => {
  it.each([
    ['a cable that is pulled', undefined],
    ['an unknown error (4000)', 4000],
    ['a session that timed out (4009)', 4009],
  ])('after %s: the session is resumed, and what was missed is answered', async (_, code) => {
    const session = await startSession()
    session.loopback.gateway.drop(code)
    await eventually(() => session.loopback.gateway.open === 0)
    const missed = session.loopback.interact(commandEvent('funding'))
    await eventually(() => missed.acknowledged !== undefined)
    expect(session.loopback.gateway.resumed).toHaveLength(1)
    expect(session.loopback.gateway.identified).toHaveLength(1)
    // Discord asks every connection to come anew now and then: one that succeeds at once is no outage.
    expect(session.log.filter((line) => line.includes('reached'))).toEqual([])
  })

  it('told to reconnect (op 7) resumes', async () => {
    const session = await startSession()
    session.loopback.gateway.reconnect()
    await eventually(() => session.loopback.gateway.resumed.length === 1)
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(shown.acknowledged).toBeDefined()
  })

  it('told that its session is invalid, but resumable (op 9), resumes', async () => {
    const session = await startSession()
    session.loopback.gateway.invalidate(true)
    await eventually(() => session.loopback.gateway.resumed.length === 1)
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(shown.acknowledged).toBeDefined()
  })

  it('that replays an interaction after resuming does not have it answered twice', async () => {
    const session = await startSession()
    const event = commandEvent('funding')
    session.loopback.interact(event)
    await finish(session)
    session.loopback.gateway.reconnect()
    await eventually(() => session.loopback.gateway.resumed.length === 1)
    session.loopback.gateway.dispatch('INTERACTION_CREATE', event)
    await finish(session)
    expect(session.loopback.seen('POST', /callback/)).toHaveLength(1)
  })

  it('that no longer answers heartbeats is left and come back to', async () => {
    const session = await startSession({ loopback: { heartbeat: 40 } })
    const { gateway } = session.loopback
    await eventually(() => gateway.heartbeats >= 3)
    expect(gateway.resumed).toEqual([])
    gateway.answerHeartbeats(false)
    await eventually(() => gateway.resumed.length === 1)
    gateway.answerHeartbeats(true)
    const shown = session.loopback.interact(commandEvent('funding'))
    await eventually(() => shown.acknowledged !== undefined)
  })

  it('closed for good while it runs tells the program', async () => {
    const fatal: Error[] = []
    const session = await startSession({ parts: { onFatal: (error) => fatal.push(error) } })
    session.loopback.gateway.drop(4014)
    await eventually(() => fatal.length === 1)
    expect(fatal[0]?.message).toMatch(/DISCORD_TOKEN .*4014/)
  })

  it('that is away is tried ever more seldom, told once when it goes and once when it is back', async () => {
    const session = await startSession({ parts: { random: () => 0 } })
    const { clock } = session
    const { gateway } = session.loopback
    clock.advance(120_000)
    gateway.refuse(true)
    gateway.drop()
    const waits: number[] = []
    for (let tries = 0; tries < 12; tries++) {
      await eventually(() => gateway.refused > tries && clock.waiting > 0)
      const before = clock.now()
      clock.skip()
      waits.push((clock.now() - before) / 1000)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
    expect(session.discord.state()).toBe('0/1')
    await eventually(() => gateway.refused > 12 && clock.waiting > 0)
    gateway.refuse(false)
    clock.skip()
    await eventually(() => session.discord.state() === 'ready')
    expect(session.log.filter((line) => /reached|shard/.test(line))).toHaveLength(2)
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(shown.acknowledged).toBeDefined()
  })

  it('is left alone once the program has stopped, though it was waited for', async () => {
    const session = await startSession({ parts: { random: () => 0 } })
    const { gateway } = session.loopback
    gateway.refuse(true)
    gateway.drop()
    await eventually(() => gateway.refused > 0 && session.clock.waiting > 0)
    gateway.refuse(false)
    await session.discord.close(0)
    const { refused } = gateway
    while (session.clock.skip());
    await quiet(session)
    expect([gateway.open, gateway.refused]).toEqual([0, refused])
  })

  it('lets the program know that the token is none any more where the API says so (401)', async () => {
    const fatal: Error[] = []
    const session = await startSession({ parts: { onFatal: (error) => fatal.push(error) } })
    session.loopback.faults.add('GET', /^\/channels/, { kind: 'status', status: 401 })
    await session.discord.poster.check?.('discord:1200000000000000071', {} as never).catch(() => {})
    await eventually(() => fatal.length === 1)
    expect(fatal[0]?.message).toMatch(/DISCORD_TOKEN was refused by Discord \(401\)/)
  })

  it('survives malformed events and frames', async () => {
    const session = await startSession()
    const { gateway } = session.loopback
    for (const data of [null, 'x', [], {}, { id: '1' }, { id: '1', token: 't', data: { options: 7 } }]) {
      gateway.dispatch('INTERACTION_CREATE', data)
      gateway.dispatch('GUILD_CREATE', data)
      gateway.dispatch('CHANNEL_CREATE', data)
    }
    gateway.dispatch('INTERACTION_CREATE', {
      ...commandEvent('funding'),
      data: { name: {}, options: [null, 1, {}] },
    })
    gateway.dispatch('NEVER_HEARD_OF', { id: '1' })
    gateway.raw('{ this is no JSON')
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    expect(shown.acknowledged).toBeDefined()
    expect(session.log.filter((line) => line.includes('malformed interaction')).length).toBe(6)
  })

  it('reports all servers of each shard when its session begins, and what the shard hears of', async () => {
    const lists: GuildList[] = []
    const session = await startSession({
      loopback: { shards: 2, guilds: [GUILD] },
      parts: { onGuilds: (list) => lists.push(list) },
    })
    expect(lists.map(({ guilds }) => guilds)).toEqual([[GUILD], [GUILD]])
    // A server belongs to the shard that the upper bits of its id name.
    for (const id of [GUILD, String(BigInt(GUILD) + (1n << 22n))]) {
      expect(lists.filter(({ covers }) => covers(id))).toHaveLength(1)
    }
    session.loopback.gateway.invalidate(false)
    await eventually(() => lists.length === 4)
  })

  it('offers what is the operators’ alone in the servers that they own, and in no other', async () => {
    const all = await realCommands()
    const operators = { members: ['77'], commands: discordOperatorCommands(all, everyLanguage) }
    expect(operators.commands).toMatchObject([
      { name: 'correct', default_member_permissions: '0', contexts: [0], integration_types: [0] },
    ])
    const session = await startSession({ parts: { operators } })
    const [own, another] = [snowflake(), snowflake()]
    session.loopback.gateway.dispatch('GUILD_CREATE', { id: own, owner_id: '77' })
    session.loopback.gateway.dispatch('GUILD_CREATE', { id: another, owner_id: '78' })
    await eventually(() => (session.loopback.commandsIn(own) as unknown[]).length === 1)
    expect(session.loopback.commandsIn(own)).toMatchObject([{ name: 'correct' }])
    expect(session.loopback.commandsIn(another)).toEqual([])
    expect(session.loopback.commandsIn(GUILD)).toEqual([])
    expect(discordCommands(all, everyLanguage).map(({ name }) => name)).not.toContain('correct')
  })

  it('offers the operators’ commands again later where Discord did not take them', async () => {
    const operators = {
      members: ['77'],
      commands: discordOperatorCommands(await realCommands(), everyLanguage),
    }
    const session = await startSession({ parts: { operators } })
    const own = snowflake()
    const route = new RegExp(`guilds/${own}/commands$`)
    session.loopback.faults.add('PUT', route, { kind: 'status', status: 403 })
    session.loopback.gateway.dispatch('GUILD_CREATE', { id: own, owner_id: '77' })
    await eventually(() => session.log.some((line) => line.includes('could not be published')))
    expect(session.loopback.commandsIn(own)).toEqual([])
    await eventually(() => session.clock.waiting > 0)
    session.clock.advance(60_000)
    await eventually(() => (session.loopback.commandsIn(own) as unknown[]).length === 1)
  })

  it('records who adds and who removes the bot, and takes no outage for a farewell', async () => {
    const changes: unknown[] = []
    const session = await startSession({ parts: { onGuild: (change) => changes.push(change) } })
    const another = snowflake()
    session.loopback.gateway.dispatch('GUILD_CREATE', { id: another })
    session.loopback.gateway.dispatch('GUILD_DELETE', { id: GUILD, unavailable: true })
    session.loopback.gateway.dispatch('GUILD_CREATE', { id: GUILD })
    session.loopback.gateway.dispatch('GUILD_DELETE', { id: GUILD })
    await finish(session)
    expect(changes).toEqual([
      { kind: 'joined', guild: another },
      { kind: 'left', guild: GUILD },
    ])
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
