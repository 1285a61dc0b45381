/** Calls as the Bot API reads them: parameters as JSON, or as a form with files. */
import type { IncomingMessage } from 'node:http'

export type Values = Readonly<Record<string, unknown>>

export interface ReceivedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ReceivedCall {
  readonly params: Values
  /** By the names under which parameters refer to them: `attach://<name>`. */
  readonly files: ReadonlyMap<string, ReceivedFile>
}

/** Parameters of a form that are texts, whatever they look like; all others are JSON. */
const TEXTS: ReadonlySet<string> = new Set([
  'text',
  'caption',
  'parse_mode',
  'callback_query_id',
  'inline_query_id',
  'photo',
  'document',
  'title',
])

export async function readCall(request: IncomingMessage): Promise<ReceivedCall> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) {
    return { params: bytes.length > 0 ? (JSON.parse(bytes.toString()) as Values) : {}, files: new Map() }
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const params: Record<string, unknown> = {}
  const files = new Map<string, ReceivedFile>()
  for (const [name, value] of form) {
    if (typeof value === 'string') params[name] = TEXTS.has(name) ? value : parsed(value)
    else files.set(name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  // A file may also be sent as the parameter itself.
  for (const name of ['photo', 'document', 'certificate']) {
    if (files.has(name) && params[name] === undefined) params[name] = `attach://${name}`
  }
  return { params, files }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
