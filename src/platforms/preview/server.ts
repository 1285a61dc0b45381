/** The preview's server: one page, what it loads, and the bot behind it; for this machine alone unless set otherwise. */
import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { type Listening, listen } from '#src/http.ts'
import { answerPage, asker, postsFor, TEXT_MOST } from './answer.ts'
import { BodyError, readAsk, readChannel, readJson, readLanguage, readPostsQuery } from './body.ts'
import type { PreviewParts } from './bot.ts'
import { refusalOf } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { guidesIn } from './guides.ts'
import { createPages } from './pages.ts'
import { createPictures } from './pictures.ts'
import type { AskLine, PastAnswer, Start, Suggestions } from './protocol.ts'
import { send } from './send.ts'
import { wordsOf } from './words.ts'

/** At `http://127.0.0.1:8787`. */
export type Preview = Pick<Listening, 'address' | 'close'>

/** Questions being answered at once; a person has one. */
const ASKING_MOST = 32

/** Listens. Rejects with the system's error (`code` is EADDRINUSE, EACCES, ENOTFOUND …) where it cannot. */
export async function startPreview(
  parts: PreviewParts,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Preview> {
  const pictures = createPictures()
  const pages = createPages(parts)
  let asking = 0
  let stopping = false

  const app = new Hono()
  app.use(securityHeaders, async (c, next) => {
    const { method, path } = c.req
    c.header('cache-control', 'no-store')
    const refusal = refusalOf({ method, path, headers: c.req.header() }, host, listening.port)
    if (refusal) return c.text(`${refusal.reason}\n`, refusal.status)
    const allowed = path === '/ask' ? ['POST'] : ['GET', 'HEAD']
    if (allowed.includes(method)) return next()
    return c.text('method not allowed\n', 405, { allow: allowed.join(', ') })
  })

  app.post('/ask', async (c) => {
    const body = readAsk(await readJson(c.req.raw))
    c.header('content-type', 'application/x-ndjson; charset=utf-8')
    return stream(c, async (lines) => {
      const write = (line: AskLine) => lines.writeln(JSON.stringify(line))
      if (stopping || asking >= ASKING_MOST) {
        await write({ kind: 'failure', reason: stopping ? 'stopping' : 'busy' })
        return
      }
      asking++
      try {
        const progress = { slow: (text: string) => void write({ kind: 'progress', text }) }
        await write({ kind: 'reply', reply: await answerPage(body, parts, pictures, progress) })
      } catch (error) {
        parts.log.error(`the preview could not answer: ${stackOf(error)}`)
        await write({ kind: 'failure', reason: 'broken' })
      } finally {
        asking--
      }
    })
  })
  app.get('/start', (c) => {
    const start = JSON.stringify(startOf(parts, c.req.query('language')))
    return send(c, 'application/json', new Uint8Array(Buffer.from(start)))
  })
  app.get('/past', (c) => c.json(pastOf(parts, c.req.query('language'))))
  app.get('/suggest', async (c) => c.json(await suggest(parts, c.req.query())))
  app.get('/posts', async (c) => {
    const query = readPostsQuery(c.req.query())
    return c.json(await postsFor(query, parts, pictures, c.req.raw.signal))
  })
  // `/image/<name>.png` is the picture, `/image/<name>.json` what it is drawn from.
  app.get('/image/:file', async (c) => {
    const [, name = '', ending] = /^([0-9a-f]{32})\.(png|json)$/.exec(c.req.param('file')) ?? []
    const picture = pictures.find(name)
    if (!picture) return c.text('this picture is not kept any more\n', 404)
    c.header('cache-control', 'private, max-age=86400, immutable')
    if (ending === 'json') return c.body(picture.json, 200, { 'content-type': 'application/json' })
    return c.body(new Uint8Array(await parts.draw(picture.spec)), 200, { 'content-type': 'image/png' })
  })
  app.get('*', async (c) => (await pages.find(c)) ?? c.text('there is nothing here\n', 404))

  app.onError((error, c) => {
    if (error instanceof BodyError) return c.text(`${error.message}\n`, error.status)
    // A page that was closed while it asked is no fault of anybody.
    if (!c.req.raw.signal.aborted) {
      parts.log.error(`the preview failed on ${c.req.method} ${c.req.path}: ${stackOf(error)}`)
    }
    return c.text('something failed; the log of the server says what\n', 500)
  })

  const listening = await listen(app, { host, port })
  return {
    address: listening.address,
    close(patience) {
      stopping = true
      parts.posts.close()
      return listening.close(patience)
    },
  }
}

function startOf(parts: PreviewParts, asked: string | undefined): Start {
  const language = readLanguage(asked)
  return {
    language,
    words: wordsOf(language),
    commands: parts.describe(language),
    data: parts.data(),
    limits: { text: TEXT_MOST },
    guides: guidesIn(language),
  }
}

function pastOf(parts: PreviewParts, asked: string | undefined): PastAnswer {
  const past = parts.past(readLanguage(asked))
  return past ? { past } : {}
}

async function suggest(parts: PreviewParts, query: Readonly<Record<string, string>>): Promise<Suggestions> {
  const language = readLanguage(query.language)
  const [command = '', argument = '', typed = ''] = ['command', 'argument', 'typed'].map((name) =>
    (query[name] ?? '').slice(0, 100).toWellFormed(),
  )
  const who = asker(readChannel(query.channel), { language })
  parts.looks.remember(who.chat, { language })
  return { suggestions: await parts.bot.suggest({ ...who, command, argument, typed }) }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
