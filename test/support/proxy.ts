/** A proxy on the loopback that leads every host to one server, and keeps which hosts it was asked for. */
import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface LoopbackProxy {
  /** `http://127.0.0.1:40123`. */
  readonly url: string
  /** In order: `GET example.test`, `UPGRADE example.test`, `CONNECT example.test:443`. */
  readonly asked: string[]
  /** Answers everything with this status, leading nowhere; undefined leads on again. */
  refuse(status: number | undefined): void
  close(): Promise<void>
}

/** `target` is the port of the server that stands for all hosts. */
export async function startProxy(target: number): Promise<LoopbackProxy> {
  const asked: string[] = []
  let status: number | undefined
  const server = createServer((incoming, response) => {
    const { host, pathname, search } = new URL(incoming.url ?? '/', 'http://no-proxy-address')
    asked.push(`${incoming.method} ${host}`)
    if (status !== undefined) {
      response.writeHead(status).end()
      return
    }
    const { method, headers } = incoming
    const onward = request(
      { port: target, host: '127.0.0.1', path: pathname + search, method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    incoming.pipe(onward)
  })
  const lead = (socket: Socket, first: string) => {
    const onward = connect(target, '127.0.0.1', () => {
      if (first !== '') onward.write(first)
      socket.pipe(onward).pipe(socket)
    })
    for (const one of [socket, onward]) one.on('error', () => {})
  }
  server.on('upgrade', ({ url, headers }: IncomingMessage, socket: Socket) => {
    const { host, pathname, search } = new URL(url ?? '/')
    asked.push(`UPGRADE ${host}`)
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    lead(socket, [`GET ${pathname}${search} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
  })
  server.on('connect', ({ url }: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${url}`)
    if (status !== undefined) socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`)
    else socket.write('HTTP/1.1 200 Connection established\r\n\r\n', () => lead(socket, ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    refuse: (next) => {
      status = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
