/** Slow readers of the site: connections on which nothing moves are cut, and others are answered meanwhile. */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startSite } from '#src/site/server.ts'
import { exchange } from '../support/hostile.ts'

async function siteWith(bytes: number) {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  await writeFile(join(folder, 'large.png'), new Uint8Array(bytes))
  const site = await startSite({ folder, host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await site.close(0)
    await rm(folder, { recursive: true })
  })
  return site
}

it('headers that do not come to their end are waited for ten seconds', async () => {
  const { port } = await siteWith(0)
  const begun = performance.now()
  const slow = Array.from({ length: 200 }, () => exchange(port, 'GET / HTTP/1.1\r\nhost: a\r\nx: '))
  expect(await exchange(port, 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 302/,
  )
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
  expect(performance.now() - begun).toBeGreaterThan(9000)
})

it('an answer of which nothing is taken is cut off', async () => {
  const { port } = await siteWith(50_000_000)
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => {})
  socket.write('GET /large.png HTTP/1.1\r\nhost: a\r\n\r\n')
  const begun = performance.now()
  // It learns of the end once it reads what was on its way.
  const until = new Promise((resolve) => setTimeout(resolve, 40_000))
  await until
  let received = 0
  socket.on('data', (part: Buffer) => {
    received += part.length
  })
  socket.resume()
  await once(socket, 'close')
  expect(performance.now() - begun).toBeGreaterThan(14_000)
  expect(received).toBeLessThan(50_000_000)
})
