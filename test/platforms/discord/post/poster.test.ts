/** What Discord's poster tells about a channel before anything is posted there: rights, names, links. */
import { describe, expect, it } from 'vitest'
import { inviteLinks, permissionsOf } from '#src/platforms/discord/post/permissions.ts'
import { OWNER } from '../../../support/discord/channels.ts'
import { APPLICATION, CHANNEL, GUILD, snowflake } from '../../../support/discord/events.ts'
import { settle, startSession } from '../../../support/discord/session.ts'

const deny = (bits: bigint) => [{ id: GUILD, type: 0, allow: '0', deny: String(bits) }]

async function posting() {
  const session = await startSession()
  const { poster } = session.discord
  const { channels } = session.loopback
  return {
    ...session,
    channels,
    poster,
    check: (channel: string, options = {}) => settle(session, poster.check(`discord:${channel}`, options)),
    manages: (channel: string, member: string) =>
      settle(session, poster.manages(`discord:${channel}`, member)),
  }
}

describe('checking a channel', () => {
  it('lists what is missing, and nothing where nothing is', async () => {
    const { check, channels } = await posting()
    expect(await check(CHANNEL, { thread: true })).toEqual([])
    const shut = channels.add({ id: snowflake(), type: 0, overwrites: deny((1n << 11n) | (1n << 15n)) })
    expect(await check(shut.id)).toEqual(['send', 'attach'])
  })

  it('asks for threads only where they are wanted', async () => {
    const { check, channels } = await posting()
    const { id } = channels.add({ id: snowflake(), type: 0, overwrites: deny((1n << 35n) | (1n << 38n)) })
    expect(await check(id)).toEqual([])
    expect(await check(id, { thread: true })).toEqual(['threads', 'sendInThreads'])
  })

  it('sees a thread with the rights of its channel, with threads in place of messages', async () => {
    const { check, channels } = await posting()
    const parent = channels.add({ id: snowflake(), type: 0, overwrites: deny((1n << 11n) | (1n << 38n)) })
    const thread = channels.add({ id: snowflake(), type: 11, parent: parent.id })
    expect(await check(thread.id, { thread: true })).toEqual(['sendInThreads'])
    const forum = channels.add({ id: snowflake(), type: 15, overwrites: deny(1n << 38n) })
    expect(await check(forum.id)).toEqual(['sendInThreads'])
  })

  it('finds out whether a role can be called', async () => {
    const { check, channels } = await posting()
    const [open, shut] = [snowflake(), snowflake()]
    channels.roles.push({ id: open, name: 'briefing', permissions: '0', mentionable: true })
    channels.roles.push({ id: shut, name: 'staff', permissions: '0' })
    expect(await check(CHANNEL, { role: open })).toEqual([])
    expect(await check(CHANNEL, { role: shut })).toEqual(['mention'])
    expect(await check(CHANNEL, { role: snowflake() })).toEqual(['role'])
  })

  it('knows what a forum asks of its posts, and names its tags', async () => {
    const { check, channels, poster } = await posting()
    const [news, staff] = [snowflake(), snowflake()]
    const tags = [
      { id: news, name: 'News' },
      { id: staff, name: 'Staff', moderated: true },
    ]
    const { id } = channels.add({ id: snowflake(), type: 15, tags, needsTag: true })
    expect(await check(id)).toEqual(['tag'])
    expect(await check(id, { tags: [news] })).toEqual([])
    expect(await check(id, { tags: [snowflake()] })).toEqual(['tagGone'])
    // Only those who manage threads give it.
    expect(await check(id, { tags: [staff] })).toEqual(['tagGone'])
    expect(await poster.choices?.(`discord:${id}`)).toMatchObject({
      tags: [{ id: news, name: 'News' }],
      needsTag: true,
      followed: false,
      threaded: false,
    })
  })

  it('wants no right to attach files for the words alone, and knows a locked thread', async () => {
    const { check, channels } = await posting()
    const { id } = channels.add({ id: snowflake(), type: 0, overwrites: deny(1n << 15n) })
    expect(await check(id)).toEqual(['attach'])
    expect(await check(id, { textOnly: true })).toEqual([])
    const thread = channels.add({ id: snowflake(), type: 11, parent: CHANNEL, locked: true })
    expect(await check(thread.id)).toEqual(['locked'])
  })

  it('quotes Discord where no sentence of ours fits', async () => {
    const { check, loopback } = await posting()
    loopback.faults.add('GET', /channels/, { kind: 'status', status: 400, code: 240000 })
    expect(await check(CHANNEL)).toEqual([{ said: 'a fault' }])
  })

  it('reports a channel that is gone, hidden, of another kind or out of reach', async () => {
    const { check, channels, loopback } = await posting()
    expect(await check(snowflake())).toEqual(['chat'])
    expect(await check('no-number')).toEqual(['chat'])
    const category = channels.add({ id: snowflake(), type: 4 })
    expect(await check(category.id)).toEqual(['chat'])
    loopback.faults.add('GET', /channels/, { kind: 'status', status: 403, code: 50001 })
    expect(await check(CHANNEL)).toEqual(['view'])
    for (let n = 0; n < 3; n++) loopback.faults.add('GET', /channels/, { kind: 'status', status: 502 })
    expect(await check(CHANNEL)).toEqual(['unreachable'])
  })
})

describe('configuring a channel', () => {
  it('which the bot may not see is asked of its server, as the gateway has told of it', async () => {
    const { manages, channels, loopback, check } = await posting()
    const [manager, managing] = [snowflake(), snowflake()]
    channels.roles.push({ id: managing, name: 'mods', permissions: '32' })
    channels.members.set(manager, [managing])
    const { id, type } = channels.add({ id: snowflake(), type: 0, hidden: true })
    expect(await manages(id, manager)).toBe('absent')
    loopback.gateway.dispatch('CHANNEL_UPDATE', { id, type, guild_id: GUILD, name: 'staff-room' })
    await expect.poll(() => manages(id, manager)).toBe('may')
    expect(await check(id)).toEqual(['view'])
  })

  it('is for its owner, administrators and those who manage the server, asked at that moment', async () => {
    const { manages, channels } = await posting()
    const [manager, admin, member] = [snowflake(), snowflake(), snowflake()]
    const [managing, ruling, plain] = [snowflake(), snowflake(), snowflake()]
    channels.roles.push({ id: managing, name: 'mods', permissions: '32' })
    channels.roles.push({ id: ruling, name: 'admins', permissions: '8' })
    channels.roles.push({ id: plain, name: 'readers', permissions: '1024' })
    channels.members.set(manager, [managing]).set(admin, [ruling]).set(member, [plain]).set(OWNER, [])
    expect(await Promise.all([manager, admin, OWNER].map((one) => manages(CHANNEL, one)))).toEqual([
      'may',
      'may',
      'may',
    ])
    expect(await manages(CHANNEL, member)).toBe('mayNot')
    expect(await manages(CHANNEL, snowflake())).toBe('mayNot')
    expect(await manages(snowflake(), manager)).toBe('absent')
    channels.members.set(manager, [plain])
    expect(await manages(CHANNEL, manager)).toBe('mayNot')
  })
})

describe('a channel', () => {
  it('has the name and the links that members know', async () => {
    const session = await posting()
    const { poster, channels } = session
    const target = `discord:${CHANNEL}`
    expect(poster.linkOf(target, { id: '5' })).toBeUndefined()
    expect(await settle(session, poster.nameOf(target))).toBe('#market-brief')
    expect(poster.linkOf(target, { id: '5' })).toBe(`https://discord.com/channels/${GUILD}/${CHANNEL}/5`)
    expect(poster.linkOf(target, { id: '5', thread: '5' })).toBe(
      `https://discord.com/channels/${GUILD}/${CHANNEL}/5`,
    )
    expect(poster.linkOf(target, { id: '6', thread: '5' })).toBe(`https://discord.com/channels/${GUILD}/5/6`)
    const forum = channels.add({ id: snowflake(), type: 15 })
    await settle(session, poster.nameOf(`discord:${forum.id}`))
    expect(poster.linkOf(`discord:${forum.id}`, { id: '7', thread: '7' })).toBe(
      `https://discord.com/channels/${GUILD}/7/7`,
    )
    expect(await settle(session, poster.nameOf(`discord:${snowflake()}`))).toBeUndefined()
  })

  it('that the gateway has told of needs no asking', async () => {
    const session = await posting()
    const id = snowflake()
    session.loopback.gateway.dispatch('GUILD_CREATE', {
      id: GUILD,
      channels: [{ id, type: 0, name: 'weekly' }],
      threads: [],
    })
    await session.loopback.gateway.flush()
    expect(await session.poster.nameOf(`discord:${id}`)).toBe('#weekly')
    session.loopback.gateway.dispatch('CHANNEL_UPDATE', { id, type: 5, guild_id: GUILD, name: 'news' })
    await session.loopback.gateway.flush()
    expect(await session.poster.nameOf(`discord:${id}`)).toBe('#news')
    expect(session.loopback.seen('GET', /channels/)).toEqual([])
  })
})

describe('a member alone', () => {
  it('is written to in their private chat with the bot, the same one every time', async () => {
    const session = await posting()
    const { poster, channels } = session
    const place = await settle(session, poster.aloneWith('1200000000000000042'))
    expect(channels.get(place?.slice('discord:'.length) ?? '')?.type).toBe(1)
    expect(await settle(session, poster.aloneWith('1200000000000000042'))).toBe(place)
    expect(await poster.aloneWith('nobody')).toBeUndefined()
    expect(session.loopback.problems).toEqual([])
  })
})

describe('permissions', () => {
  it('are asked for by the invite link: view, send, embed, attach, read history, open threads and send in them', () => {
    const bits = new URL(inviteLinks('1').guild).searchParams.get('permissions') ?? ''
    expect(BigInt(bits)).toBe([10n, 11n, 14n, 15n, 16n, 35n, 38n].reduce((all, bit) => all | (1n << bit), 0n))
  })

  it('follow from roles, then everyone, roles and member of the channel; administrators may do everything', () => {
    const [role, other] = ['20', '21']
    const base = { guild: '1', user: APPLICATION, own: [role] }
    const roles = [
      { id: '1', permissions: '1' },
      { id: role, permissions: '2' },
      { id: other, permissions: '64' },
    ]
    const overwrite = (id: string, type: number, allow: string, no: string) => ({ id, type, allow, deny: no })
    expect(permissionsOf({ ...base, roles, overwrites: [] })).toBe(3n)
    const overwrites = [
      overwrite(APPLICATION, 1, '8', '4'),
      overwrite(role, 0, '4', '1'),
      overwrite(other, 0, '32', '2'),
      overwrite('1', 0, '1', '2'),
    ]
    expect(permissionsOf({ ...base, roles, overwrites })).toBe(8n)
    const admin = [...roles, { id: '22', permissions: '8' }]
    expect(permissionsOf({ ...base, own: ['22'], roles: admin, overwrites }) & (1n << 40n)).not.toBe(0n)
  })
  it('is asked again where Discord does not answer, and not known where it never does', async () => {
    const { manages, channels, loopback } = await posting()
    channels.members.set(OWNER, [])
    for (const path of [/^\/channels\/\d+$/, /^\/guilds\/\d+$/, /\/members\//]) {
      loopback.faults.add('GET', path, { kind: 'status', status: 502 })
      loopback.faults.add('GET', path, { kind: 'reset', accepted: false })
      expect(await manages(CHANNEL, OWNER)).toBe('may')
      for (let tries = 0; tries < 3; tries++)
        loopback.faults.add('GET', path, { kind: 'status', status: 503 })
      expect(await manages(CHANNEL, OWNER)).toBe('unanswered')
    }
    loopback.gateway.dispatch('GUILD_DELETE', { id: GUILD })
    loopback.faults.add('GET', /^\/channels\/\d+$/, { kind: 'status', status: 403, code: 50001 })
    loopback.faults.add('GET', /^\/guilds\/\d+$/, { kind: 'status', status: 404, code: 10004 })
    expect(await manages(CHANNEL, OWNER)).toBe('absent')
  })
})
