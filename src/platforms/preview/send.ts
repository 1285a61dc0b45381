/** Bodies as they are sent: packed where that gains something and the browser takes it. */
import type { Context } from 'hono'
import { encodingIn, pack } from '#src/http.ts'
import type { Asset } from './assets.ts'

/** Bytes below which packing gains nothing. */
const SMALL = 1024

/** `packer` keeps what it has packed; without it the body is packed for this answer alone. */
export async function send(
  c: Context,
  type: string,
  body: Uint8Array<ArrayBuffer>,
  packer?: Pick<Asset, 'packed'>,
): Promise<Response> {
  c.header('content-type', type)
  const encoding =
    type === 'image/png' || body.length < SMALL ? undefined : encodingIn(c.req.header('accept-encoding'))
  if (encoding === undefined) return c.body(body)
  c.header('content-encoding', encoding)
  c.header('vary', 'accept-encoding', { append: true })
  return c.body(
    await (packer ? packer.packed(encoding) : pack(encoding, body).then((one) => new Uint8Array(one))),
  )
}
