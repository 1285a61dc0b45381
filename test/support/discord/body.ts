/** Bodies of requests as Discord reads them: JSON, or a form of JSON and files. */
import type { IncomingMessage } from 'node:http'

export interface ReceivedFile {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface ReceivedBody {
  readonly json: unknown
  readonly files: readonly ReceivedFile[]
  /** Of the whole request. */
  readonly size: number
}

export async function readBody(request: IncomingMessage): Promise<ReceivedBody> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) {
    return {
      json: bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined,
      files: [],
      size: bytes.length,
    }
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const files: ReceivedFile[] = []
  let json: unknown
  for (const [key, value] of form) {
    if (typeof value === 'string') json = key === 'payload_json' ? JSON.parse(value) : json
    else {
      const content = new Uint8Array(await value.arrayBuffer())
      files.push({ key, name: value.name, type: value.type, bytes: content })
    }
  }
  return { json, files, size: bytes.length }
}
