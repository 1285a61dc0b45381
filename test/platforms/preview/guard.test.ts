/** Which hosts are this server's own, on each kind of address it can be bound to. */
import { describe, expect, it } from 'vitest'
import { isOwnHost } from '#src/http.ts'

describe('a host header', () => {
  it.each([
    ['127.0.0.1:8787', '127.0.0.1', true],
    ['localhost:8787', '127.0.0.1', true],
    ['[::1]:8787', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.1', false],
    ['bot.example:8787', '127.0.0.1', false],
    ['192.168.1.9:8787', '127.0.0.1', false],
    ['127.0.0.1:8787@evil.example', '127.0.0.1', false],
    ['127.0.0.1:8787 ', '127.0.0.1', false],
    ['bot.example:8787', 'bot.example', true],
    ['BOT.example:8787', 'bot.example', true],
    ['other.example:8787', 'bot.example', false],
    ['192.168.1.9:8787', '0.0.0.0', true],
    ['[fe80::1]:8787', '::', true],
    ['localhost:8787', '0.0.0.0', true],
    ['rebound.example:8787', '0.0.0.0', false],
    ['localhost:8787', '192.168.1.9', false],
  ])('%s on %s: %s', (host, bound, own) => {
    expect(isOwnHost(host, bound, 8787)).toBe(own)
  })

  it('may leave out port 80, and must not be absent', () => {
    expect(isOwnHost('localhost', '127.0.0.1', 80)).toBe(true)
    expect(isOwnHost(undefined, '127.0.0.1', 80)).toBe(false)
  })

  it('may have any port where none is asked for, behind a tunnel, and no other name', () => {
    expect(isOwnHost('localhost:9999', '127.0.0.1')).toBe(true)
    expect(isOwnHost('127.0.0.1', '127.0.0.1')).toBe(true)
    expect(isOwnHost('rebound.example:9999', '127.0.0.1')).toBe(false)
  })
})
