/** Inline mode: `@bot funding btc` in any chat, as a photo that Telegram has already and as a text. */
import { describe, expect, it } from 'vitest'
import { image } from '../../../support/messages.ts'
import { ASKER } from '../../../support/telegram/events.ts'
import type { QueryRecord } from '../../../support/telegram/queries.ts'
import { TOKEN } from '../../../support/telegram/server.ts'
import {
  finish,
  reply,
  type Session,
  type SessionOptions,
  startSession,
} from '../../../support/telegram/session.ts'

const STORE = -1_001_000_000_090

async function asked(session: Session, text: string): Promise<QueryRecord> {
  const query = session.loopback.typeInline(text, { locale: 'ja' })
  await finish(session)
  expect(session.loopback.problems).toEqual([])
  return query
}

const types = ({ answer }: QueryRecord) =>
  (answer?.results as readonly { readonly type: string }[]).map(({ type }) => type)

const PICTURE: SessionOptions = { answer: () => reply('Title', { images: [image('a')] }) }

describe('an inline query', () => {
  it('gives a text, for the member in their language', async () => {
    const session = await startSession()
    const query = await asked(session, 'funding btc')
    expect(types(query)).toEqual(['article'])
    expect(query.answer).toMatchObject({ is_personal: true, results: [{ title: 'Funding turned negative' }] })
    expect(session.asked[0]).toMatchObject({
      member: String(ASKER),
      memberLanguage: 'ja',
      input: { name: 'funding', words: ['btc'] },
    })
  })

  it('gives the photo too once Telegram has it', async () => {
    const session = await startSession(PICTURE)
    expect(types(await asked(session, 'funding'))).toEqual(['article'])
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    const query = await asked(session, 'funding')
    expect(types(query)).toEqual(['photo', 'article'])
    expect(query.answer?.results).toMatchObject([
      { photo_file_id: session.loopback.files.uploads[0]?.id },
      {},
    ])
  })

  it('uploads a first photo to the operator’s own chat where there is one, silently and once', async () => {
    const session = await startSession({
      ...PICTURE,
      parts: { settings: { token: TOKEN, root: '', storeChat: STORE } },
    })
    session.loopback.chats.add({ id: STORE, type: 'channel' })
    expect(types(await asked(session, 'funding'))).toEqual(['photo', 'article'])
    expect(types(await asked(session, 'funding'))).toEqual(['photo', 'article'])
    expect(session.loopback.chats.get(STORE)?.messages).toMatchObject([{ silent: true }])
  })

  it('that is nothing yet is offered what many ask first', async () => {
    const session = await startSession()
    const { answer } = await asked(session, '')
    expect(answer).toMatchObject({ button: { start_parameter: 'help' } })
    expect(answer?.results).toHaveLength(3)
    expect(session.asked.map(({ input }) => input)).toMatchObject([
      { name: 'price', words: ['btc', 'eth'] },
      { name: 'funding', words: ['btc'] },
      { name: 'marketcap', words: [] },
    ])
  })

  it('that is neither command nor coin, leads to the private chat', async () => {
    const session = await startSession()
    for (const text of ['nonsense', 'x y z']) {
      const { answer } = await asked(session, text)
      expect(answer).toMatchObject({ results: [], button: { start_parameter: 'help' } })
    }
    expect(session.asked).toEqual([])
  })

  it('that was typed on is not answered; the last one is', async () => {
    const session = await startSession()
    const queries = ['f', 'fun', 'funding btc'].map((text) => session.loopback.typeInline(text))
    await finish(session)
    expect(queries.map(({ answer }) => answer !== undefined)).toEqual([false, false, true])
    expect(session.asked).toHaveLength(1)
  })

  it('whose answer breaks is answered with a way on', async () => {
    const session = await startSession({ answer: () => Promise.reject(new Error('secret words')) })
    const { answer } = await asked(session, 'funding')
    expect(answer).toMatchObject({ results: [] })
    expect(session.log.join('\n')).not.toContain('secret words')
  })
})
