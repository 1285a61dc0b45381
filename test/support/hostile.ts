/** What strangers send to a server that anybody may reach, as it stands on the wire. */
import { connect } from 'node:net'

/** Ways out of a folder of files, and names that are no files. */
export const HOSTILE_PATHS: readonly string[] = [
  '/../package.json',
  '/ja/../../package.json',
  '/%2e%2e/package.json',
  '/%2e%2e%2fpackage.json',
  '/..%2fpackage.json',
  '/ja/..%5c..%5cpackage.json',
  '/%252e%252e/package.json',
  '//etc/passwd',
  '/file:///etc/passwd',
  '/%00',
  '/ja/index.html%00.png',
  '/.git/config',
  '/.begun/manifest.json',
  '/.lock',
  '/ja//x',
  '/ja/%ff%fe',
  '/ja/%',
  '/constructor',
  '/__proto__',
  `/${'a'.repeat(5000)}`,
  `/${'a/'.repeat(2000)}`,
]

/** Sends text as it is, and gives all that comes back until the other side ends the connection. */
export function exchange(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('latin1').on('data', (part: string) => {
      answer += part
    })
    // A connection that is cut is an answer, too.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    )
    socket.on('close', () => resolve(answer))
    socket.write(request)
  })
}
