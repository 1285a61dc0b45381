/** Forms, choices of many, channels and roles, files and sub-commands through the real client library. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Actions, Form } from '#src/chat/action.ts'
import { modalOf } from '#src/platforms/discord/receive/form.ts'
import { discordCommands } from '#src/platforms/discord/receive/definitions.ts'
import {
  buttonEvent,
  chosenEvent,
  commandEvent,
  fileEvent,
  formEvent,
  snowflake,
  typingEvent,
} from '../../../support/discord/events.ts'
import { textOf } from '../../../support/discord/interactions.ts'
import { finish, reply, startSession } from '../../../support/discord/session.ts'

const ID = 'Ab3-_xYz019'
const FORM: Form = {
  title: 'When?',
  fields: [
    { name: 'time', label: 'Time (HH:MM)', value: '09:30', placeholder: '09:30' },
    { name: 'note', label: 'Note', optional: true, long: true },
  ],
}
const ACTIONS: Actions = {
  id: ID,
  rows: [
    [
      { kind: 'button', choice: 'time', label: 'Time', form: FORM },
      { kind: 'button', choice: 'save', label: 'Save', style: 'main' },
      { kind: 'button', choice: 'delete', label: 'Delete', style: 'danger' },
      { kind: 'button', choice: 'open', label: 'Open', url: 'https://example.test/' },
    ],
    [
      {
        kind: 'select',
        label: 'Sections',
        options: [
          { choice: 'funding', label: 'Funding', active: true },
          { choice: 'macro', label: 'Macro', active: true },
        ],
        many: { choice: 'sections', least: 1, most: 9 },
      },
    ],
    [{ kind: 'pick', of: 'channel', choice: 'channel', label: 'Channel' }],
    [{ kind: 'pick', of: 'role', choice: 'role', label: 'Role' }],
  ],
}

describe('controls', () => {
  it('have their looks, and tell in their ids what they do', async () => {
    const session = await startSession({ answer: () => reply('A schedule', { actions: ACTIONS }) })
    const shown = session.loopback.interact(commandEvent('funding'))
    await finish(session)
    const { components } = shown.original?.body as { components: { type: number; components: unknown }[] }
    expect(components.filter(({ type }) => type === 1).map((row) => row.components)).toEqual([
      [
        { type: 2, style: 2, label: 'Time', custom_id: `f:${ID}:time` },
        { type: 2, style: 3, label: 'Save', custom_id: `a:${ID}:save` },
        { type: 2, style: 4, label: 'Delete', custom_id: `a:${ID}:delete` },
        { type: 2, style: 5, label: 'Open', url: 'https://example.test/' },
      ],
      [expect.objectContaining({ type: 3, custom_id: `m:${ID}:sections`, min_values: 1, max_values: 2 })],
      [expect.objectContaining({ type: 8, custom_id: `p:${ID}:channel` })],
      [expect.objectContaining({ type: 6, custom_id: `p:${ID}:role` })],
    ])
    expect(session.loopback.problems).toEqual([])
  })

  it('of many, of channels and of roles say what was chosen', async () => {
    const session = await startSession({ answer: () => reply('Changed', {}, { edit: true }) })
    const [channel, role] = [snowflake(), snowflake()]
    const { loopback } = session
    loopback.interact(chosenEvent(3, `m:${ID}:sections`, ['macro', 'funding'], { roles: [role] }))
    loopback.interact(chosenEvent(8, `p:${ID}:channel`, [channel]))
    const last = loopback.interact(chosenEvent(6, `p:${ID}:role`, [role]))
    await finish(session)
    expect(session.asked.map(({ input }) => input)).toEqual([
      { kind: 'click', payload: `a:${ID}:sections`, chosen: ['macro', 'funding'] },
      { kind: 'click', payload: `a:${ID}:channel`, chosen: [channel] },
      { kind: 'click', payload: `a:${ID}:role`, chosen: [role] },
    ])
    expect(session.asked[0]?.roles).toEqual([role])
    expect(last.acknowledged?.type).toBe(7)
  })
})

describe('a form', () => {
  it('opens as the first response, and what is typed comes back with its button', async () => {
    const asked: string[] = []
    const session = await startSession({
      formOf: (payload) => {
        asked.push(payload)
        return Promise.resolve(FORM)
      },
      answer: () => reply('Every Monday at 10:00', {}, { edit: true }),
    })
    const opened = session.loopback.interact(buttonEvent(`f:${ID}:time`))
    await finish(session)
    expect(asked).toEqual([`a:${ID}:time`])
    expect(opened.acknowledged).toMatchObject({
      type: 9,
      data: { custom_id: `a:${ID}:time`, title: 'When?' },
    })
    expect(session.asked).toEqual([])
    const sent = session.loopback.interact(formEvent(`a:${ID}:time`, { time: '10:00', note: '' }))
    await finish(session)
    expect(session.asked[0]?.input).toEqual({
      kind: 'click',
      payload: `a:${ID}:time`,
      values: { time: '10:00', note: '' },
    })
    expect(sent.acknowledged?.type).toBe(7)
    expect(session.loopback.problems).toEqual([])
  })

  it.each([
    ['is not there', () => Promise.resolve(undefined)],
    ['cannot be found', () => Promise.reject(new Error('geheim'))],
    ['takes too long to find', () => new Promise<undefined>(() => undefined)],
  ])('that %s makes the click an ordinary one, which says why', async (_, formOf) => {
    const session = await startSession({
      formOf,
      answer: () => reply('This button has expired', {}, { private: true }),
    })
    const shown = session.loopback.interact(buttonEvent(`f:${ID}:time`))
    await finish(session)
    expect(session.asked.map(({ input }) => input)).toEqual([{ kind: 'click', payload: `a:${ID}:time` }])
    expect(textOf(shown.original ?? shown.follows[0])).toContain('expired')
    expect(session.log.join()).not.toContain('geheim')
    expect(session.loopback.problems).toEqual([])
  })

  it('keeps within what Discord takes', () => {
    const field = { name: 'x', label: 'L'.repeat(60), value: 'v'.repeat(5000), placeholder: 'p'.repeat(200) }
    const modal = modalOf(`a:${ID}:x`, {
      title: 'T'.repeat(60),
      fields: Array.from({ length: 7 }, () => field),
    })
    expect(modal.title.length).toBeLessThanOrEqual(45)
    expect(modal.components).toHaveLength(5)
    expect(modal.components[0]?.label.length).toBeLessThanOrEqual(45)
    expect(modal.components[0]?.component.value).toHaveLength(4000)
    expect(modal.components[0]?.component.placeholder?.length).toBeLessThanOrEqual(100)
  })
})

describe('a file', () => {
  async function served(body: string | Buffer, status = 200, headers: Record<string, string> = {}) {
    const server = createServer((_, response) => void response.writeHead(status, headers).end(body))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const handed = async (body: string | Buffer, size = 10, more: readonly unknown[] = []) => {
    const origin = await served(body, ...(more as [number]))
    const session = await startSession({ parts: { fileOrigins: [origin] } })
    const url = `${origin}/plan.json`
    const shown = session.loopback.interact(
      fileEvent('schedule import', 'file', { filename: 'plan.json', size, url }),
    )
    await finish(session)
    return { session, shown }
  }

  it('is fetched and handed over as text, under its name', async () => {
    const { session } = await handed('{"名":"計画"}')
    expect(session.asked[0]?.input).toEqual({
      kind: 'command',
      name: 'schedule',
      named: { file: 'plan.json' },
      files: [{ name: 'plan.json', text: '{"名":"計画"}' }],
    })
  })

  it.each([
    ['says that it is too large', 'x', 2_000_000, [], 'larger than 1 MiB'],
    ['is larger than it says', 'x'.repeat(1_100_000), 10, [], 'larger than 1 MiB'],
    ['is no text', Buffer.from([0xff, 0xfe, 0]), 3, [], 'not UTF-8 text'],
    ['leads elsewhere', '', 10, [302, { location: 'http://127.0.0.1:1/' }], 'attach it again'],
  ])('that %s is refused with a sentence', async (_, body, size, more, words) => {
    const { session, shown } = await handed(body, size, more)
    expect(session.asked).toEqual([])
    expect(textOf(shown.original ?? shown.follows[0])).toContain(words)
  })

  it('is fetched from nowhere but Discord', async () => {
    const origin = await served('secret of this network')
    const session = await startSession()
    const file = { filename: 'plan.json', size: 10, url: `${origin}/plan.json` }
    const shown = session.loopback.interact(fileEvent('schedule import', 'file', file))
    await finish(session)
    expect(session.asked).toEqual([])
    expect(textOf(shown.original ?? shown.follows[0])).toContain('attach it again')
  })
})

describe('sub-commands', () => {
  const texts = { en: { find: (key: string) => `About ${key}` }, ja: { find: (key: string) => `${key}` } }
  const commands = discordCommands(
    [
      {
        name: 'schedule',
        private: true,
        permission: 'manager',
        args: {
          action: { kind: 'choice', optional: false, choices: ['add', 'import'] },
          day: { kind: 'choice', optional: true, choices: ['mon', 'tue'] },
          zone: { kind: 'text', optional: false },
          file: { kind: 'file', optional: false },
        },
        subcommands: { argument: 'action', args: { add: ['day', 'zone'], import: ['file'] } },
      },
    ],
    texts,
  )

  it('are registered each with its own options, those needed first, and published once', async () => {
    expect(commands[0]?.options).toMatchObject([
      { type: 1, name: 'add', options: [{ name: 'zone', required: true }, { name: 'day' }] },
      { type: 1, name: 'import', options: [{ type: 11, name: 'file', required: true }] },
    ])
    const session = await startSession({ parts: { commands } })
    expect(session.loopback.seen('PUT', /commands$/)).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('reach the bot as the command with its choice, and are suggested for', async () => {
    const suggested: string[] = []
    const session = await startSession({
      parts: { choiceOf: (name) => (name === 'schedule' ? 'action' : undefined) },
      suggest: () => {
        suggested.push('asked')
        return Promise.resolve([{ label: 'Tokyo', value: 'Asia/Tokyo' }])
      },
    })
    session.loopback.interact(commandEvent('schedule add', { zone: 'Asia/Tokyo' }))
    const typing = session.loopback.interact(typingEvent('schedule add', 'zone', 'to'))
    await finish(session)
    expect(session.asked[0]?.input).toEqual({
      kind: 'command',
      name: 'schedule',
      named: { action: 'add', zone: 'Asia/Tokyo' },
    })
    expect(suggested).toEqual(['asked'])
    expect(typing.acknowledged?.data).toEqual({ choices: [{ name: 'Tokyo', value: 'Asia/Tokyo' }] })
  })
})
