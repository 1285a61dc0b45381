/** The gateway through the real client library: resuming, outages, bad events, servers that come and go. */
import { describe, expect, it } from 'vitest'
import { discordCommands, discordOperatorCommands } from '#src/platforms/discord/receive/definitions.ts'
import type { GuildList } from '#src/platforms/discord/receive/gateway.ts'
import { createWords } from '#src/i18n/words.ts'
import { realCommands } from '../support/bot.ts'
import { eventually } from '../support/clock.ts'
import { commandEvent, GUILD, snowflake } from '../support/discord/events.ts'
import { quiet, finish, startSession } from '../support/discord/session.ts'

const everyLanguage = { en: createWords('en', 'UTC', 0), ja: createWords('ja', 'UTC', 0) }

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
