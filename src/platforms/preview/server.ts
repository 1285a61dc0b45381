/** The preview's server: one page, what it loads, and the bot behind it; for this machine alone unless told otherwise. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadAssets, type Asset } from './assets.ts'
import { ask, asker, postsFor, TEXT_MOST } from './ask.ts'
import { BodyError, channelOf, oneOf, readAsk, readJson, readPostsQuery } from './body.ts'
import type { PreviewParts } from './bot.ts'
import { refusalOf } from './guard.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { createPictures, type Pictures } from './pictures.ts'
import type { AskLine, PagePosts, Start, Suggestions } from './protocol.ts'
import { wordsOf } from './words.ts'

export interface Preview {
  /** `http://127.0.0.1:8787`. */
  readonly address: string
  /** Lets running answers end, for at most `patience` milliseconds (3,000), and lets go of the port. */
  close(patience?: number): Promise<void>
}

/** Questions being answered at once; a person has one. */
const ASKING_MOST = 32

/** Listens. Rejects with the system's error (`code` is EADDRINUSE, EACCES, ENOTFOUND …) where it cannot. */
export async function startPreview(
  parts: PreviewParts,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Preview> {
  const pictures = createPictures()
  let assets: Promise<ReadonlyMap<string, Asset>> | undefined
  let asking = 0
  let stopping = false
  const bound = { host, port }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', headers, url = '/' } = request
    const { pathname, searchParams } = addressOf(url)
    const refusal = refusalOf({ method, path: pathname, headers }, bound.host, bound.port)
    if (refusal) return refuse(response, refusal.status, refusal.reason)
    const allowed = pathname === '/ask' ? ['POST'] : ['GET', 'HEAD']
    if (!allowed.includes(method)) {
      response.setHeader('allow', allowed.join(', '))
      return refuse(response, 405, 'method not allowed')
    }
    if (pathname === '/ask') return answer(request, response)
    if (pathname === '/start') return sendJson(response, startOf(parts, searchParams.get('language')))
    if (pathname === '/suggest') return sendJson(response, await suggest(parts, searchParams))
    if (pathname === '/posts') {
      const gone = new AbortController()
      response.once('close', () => gone.abort())
      const query = readPostsQuery(searchParams)
      return sendJson(response, await postsFor(query, parts, pictures, gone.signal))
    }
    if (pathname.startsWith('/image/')) return sendPicture(response, pathname, pictures, parts)
    // Loaded with the first page, so that starting does not wait for it.
    assets ??= loadAssets(parts.fonts)
    const asset = (await assets).get(pathname)
    if (!asset) return refuse(response, 404, 'there is nothing here')
    send(response, 200, asset.type, asset.body, asset.cache)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = readAsk(await readJson(request))
    response.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
    })
    const write = (line: AskLine) => response.write(`${JSON.stringify(line)}\n`)
    if (stopping || asking >= ASKING_MOST) {
      write({ kind: 'failure', reason: stopping ? 'stopping' : 'busy' })
      response.end()
      return
    }
    asking++
    try {
      const progress = { slow: (text: string) => void write({ kind: 'progress', text }) }
      write({ kind: 'reply', reply: await ask(body, parts, pictures, progress) })
    } catch (error) {
      parts.log.warn(`the preview could not answer: ${stackOf(error)}`)
      write({ kind: 'failure', reason: 'broken' })
    } finally {
      asking--
      response.end()
    }
  }

  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 },
    (request, response) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
      if (stopping) response.setHeader('connection', 'close')
      handle(request, response).catch((error: unknown) => fail(request, response, error, parts))
    },
  )
  server.maxConnections = 256
  bound.port = await listen(server, host, port)
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
    close(patience = 3000) {
      stopping = true
      parts.posts.close()
      return closeServer(server, patience)
    },
  }
}

function startOf(parts: PreviewParts, asked: string | null): Start {
  const language = oneOf(asked, ['ja', 'en'], 'language')
  return {
    language,
    words: wordsOf(language),
    commands: parts.describe(language),
    data: parts.data(),
    limits: { text: TEXT_MOST },
  }
}

async function suggest(parts: PreviewParts, query: URLSearchParams): Promise<Suggestions> {
  const language = oneOf(query.get('language'), ['ja', 'en'], 'language')
  const [command = '', argument = '', typed = ''] = ['command', 'argument', 'typed'].map((name) =>
    (query.get(name) ?? '').slice(0, 100).toWellFormed(),
  )
  const who = asker(channelOf(query.get('channel')), { language })
  parts.looks.remember(who.chat, { language })
  return { suggestions: await parts.bot.suggest({ ...who, command, argument, typed }) }
}

/** `/image/<name>.png` is the picture, `/image/<name>.json` what it is drawn from. */
async function sendPicture(
  response: ServerResponse,
  path: string,
  pictures: Pictures,
  parts: PreviewParts,
): Promise<void> {
  const [, name = '', ending] = /^\/image\/([0-9a-f]{32})\.(png|json)$/.exec(path) ?? []
  const picture = pictures.find(name)
  if (!picture) return refuse(response, 404, 'this picture is not kept any more')
  const cache = 'private, max-age=86400, immutable'
  if (ending === 'json') return send(response, 200, JSON_TYPE, picture.json, cache)
  send(response, 200, 'image/png', await parts.draw(picture.spec), cache)
}

function fail(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  { log }: PreviewParts,
): void {
  if (!(error instanceof BodyError)) {
    // A page that was closed while it asked is no fault of anybody.
    if (request.destroyed && !response.writable) return
    log.warn(
      `the preview failed on ${request.method} ${addressOf(request.url ?? '/').pathname}: ${stackOf(error)}`,
    )
  }
  if (response.headersSent) return void response.end()
  // What was not read must not be taken for the next request.
  response.setHeader('connection', 'close')
  if (error instanceof BodyError) refuse(response, error.status, error.message)
  else refuse(response, 500, 'something failed; the log of the server says what')
}

const JSON_TYPE = 'application/json; charset=utf-8'

function sendJson(response: ServerResponse, value: Start | Suggestions | PagePosts): void {
  send(response, 200, JSON_TYPE, JSON.stringify(value), 'no-store')
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${reason}\n`, 'no-store')
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  cache: string,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
    'cache-control': cache,
  })
  // Node leaves the body out of the answer to HEAD.
  response.end(body)
}

/** The path as it was sent: dots are not resolved to anything, as paths are looked up, never opened. */
function addressOf(url: string): { readonly pathname: string; readonly searchParams: URLSearchParams } {
  const at = url.indexOf('?')
  const pathname = at < 0 ? url : url.slice(0, at)
  return { pathname, searchParams: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)) }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function closeServer(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
