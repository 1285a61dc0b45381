/** The address of the public site: a whole host, as its pages link to each other from the root. */
import { expect, it } from 'vitest'
import { readSiteArguments } from '#src/cli/site.ts'
import { readConfig } from '#src/config.ts'

it.each([
  ['https://kawaraban.example', 'https://kawaraban.example'],
  ['https://Kawaraban.example//', 'https://kawaraban.example'],
  ['http://127.0.0.1:8788/', 'http://127.0.0.1:8788'],
  ['https://瓦版.example/', 'https://xn--i1xt9c.example'],
])('%s is the address %s', (given, address) => {
  expect(readConfig({ PUBLIC_URL: given }).site.address).toBe(address)
  expect(readSiteArguments(['--home', given]).home).toBe(address)
})

it.each([
  'https://example.org/news',
  'https://kawaraban.example/?a=b',
  'https://kawaraban.example/#top',
  'https://me:secret@kawaraban.example',
  'ftp://kawaraban.example',
  'javascript:alert(1)',
  'kawaraban.example',
])('%s is none', (given) => {
  expect(() => readConfig({ PUBLIC_URL: given })).toThrow(/PUBLIC_URL is not an http or https address/)
  expect(() => readSiteArguments(['--home', given])).toThrow(/site\.badHome/)
})
