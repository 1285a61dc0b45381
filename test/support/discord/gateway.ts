/** The gateway's side of a loopback Discord: sessions, heartbeats, resuming, and orders to go away. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { APPLICATION, snowflake } from './events.ts'

export interface LoopbackGateway {
  /** `[shard, shards]` of every identify that was let in. */
  readonly identified: (readonly [number, number])[]
  /** Sequence numbers of every resume that was let in. */
  readonly resumed: number[]
  /** Problems of what the client sent. */
  readonly problems: string[]
  /** Sends an event to a shard's session; kept for its return where it is away. */
  dispatch(name: string, data: unknown, shard?: number): void
  /** Sends an event to every session of a shard: of each process that came with the same token. */
  dispatchToAll(name: string, data: unknown, shard?: number): void
  /** Sends a frame as it is. */
  raw(text: string): void
  /** Ends every connection: with a code as the gateway does, without one as a cable does. */
  drop(code?: number): void
  /** Op 7: reconnect. */
  reconnect(): void
  /** Op 9: the session is invalid. */
  invalidate(resumable: boolean): void
  /** Resolves when everything sent until now has been read. */
  flush(): Promise<void>
  /** Answers heartbeats, or no longer. */
  answerHeartbeats(yes: boolean): void
  /** Heartbeats received. */
  readonly heartbeats: number
  /** Lets nobody connect, or everybody again. */
  refuse(yes: boolean): void
  /** Connections that were not let in. */
  readonly refused: number
  /** Connections that are open. */
  readonly open: number
  close(): void
}

interface Session {
  readonly id: string
  readonly shard: number
  seq: number
  readonly events: { readonly seq: number; readonly text: string }[]
  socket: WebSocket | undefined
}

export interface GatewayRules {
  readonly token: () => string
  readonly guilds: readonly string[]
  /** Closes identifies with this code. */
  readonly refuseIdentify?: number
  /** Milliseconds between heartbeats. */
  readonly heartbeat?: number
}

export function createGateway(server: Server, rules: GatewayRules): LoopbackGateway {
  let [refusing, refused] = [false, 0]
  const sockets = new WebSocketServer({
    server,
    verifyClient: () => {
      if (refusing) refused += 1
      return !refusing
    },
  })
  const sessions: Session[] = []
  const identified: (readonly [number, number])[] = []
  const resumed: number[] = []
  const problems: string[] = []
  let heartbeats = 0
  let answering = true

  sockets.on('connection', (socket) => {
    let session: Session | undefined
    send(socket, { op: 10, d: { heartbeat_interval: rules.heartbeat ?? 41_250 } })
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined
    })
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: Readonly<Record<string, unknown>> }
      if (op === 1) {
        heartbeats++
        if (answering) send(socket, { op: 11 })
        return
      }
      if (d.token !== rules.token()) return socket.close(4004)
      if (op === 2) session = identify(socket, d)
      else if (op === 6) session = resume(socket, d)
      else problems.push(`op ${op}`)
    })
  })

  return {
    identified,
    resumed,
    problems,
    dispatch(name, data, shard = 0) {
      const session = sessions.findLast((one) => one.shard === shard)
      if (!session) throw new Error(`shard ${shard} has no session`)
      emit(session, name, data)
    },
    dispatchToAll(name, data, shard = 0) {
      for (const session of sessions.filter((one) => one.shard === shard)) emit(session, name, data)
    },
    raw: (text) => each((socket) => socket.send(text)),
    drop: (code) => each((socket) => (code === undefined ? socket.terminate() : socket.close(code))),
    reconnect: () => each((socket) => send(socket, { op: 7, d: null })),
    invalidate(resumable) {
      const open = [...sessions]
      if (!resumable) sessions.length = 0
      for (const { socket } of open) if (socket) send(socket, { op: 9, d: resumable })
    },
    async flush() {
      const open = [...sockets.clients].filter((socket) => socket.readyState === socket.OPEN)
      await Promise.all(
        open.map(
          (socket) =>
            new Promise<void>((resolve) => {
              socket.once('pong', () => resolve())
              socket.once('close', () => resolve())
              socket.ping()
            }),
        ),
      )
    },
    refuse(yes) {
      refusing = yes
    },
    get refused() {
      return refused
    },
    answerHeartbeats(yes) {
      answering = yes
    },
    get heartbeats() {
      return heartbeats
    },
    get open() {
      return sockets.clients.size
    },
    close() {
      each((socket) => socket.terminate())
      sockets.close()
    },
  }

  function identify(socket: WebSocket, d: Readonly<Record<string, unknown>>): Session | undefined {
    if (rules.refuseIdentify !== undefined) {
      socket.close(rules.refuseIdentify)
      return undefined
    }
    if (d.intents !== 1) problems.push(`intents ${String(d.intents)}`)
    const [shard, count] = d.shard as [number, number]
    const session: Session = { id: snowflake(), shard, seq: 0, events: [], socket }
    sessions.push(session)
    identified.push([shard, count])
    const { port } = server.address() as AddressInfo
    emit(session, 'READY', {
      v: 10,
      user: { id: APPLICATION, username: 'kawaraban', discriminator: '0', avatar: null, bot: true },
      guilds: rules.guilds.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `ws://127.0.0.1:${port}`,
      application: { id: APPLICATION, flags: 0 },
      shard: [shard, count],
    })
    for (const id of rules.guilds) emit(session, 'GUILD_CREATE', { id, name: 'a server', unavailable: false })
    return session
  }

  function resume(socket: WebSocket, d: Readonly<Record<string, unknown>>): Session | undefined {
    const session = sessions.find(({ id }) => id === d.session_id)
    if (!session) {
      send(socket, { op: 9, d: false })
      return undefined
    }
    session.socket = socket
    resumed.push(Number(d.seq))
    for (const event of session.events.filter(({ seq }) => seq > Number(d.seq))) socket.send(event.text)
    emit(session, 'RESUMED', {})
    return session
  }

  function emit(session: Session, name: string, data: unknown): void {
    session.seq++
    const text = JSON.stringify({ op: 0, t: name, s: session.seq, d: data })
    session.events.push({ seq: session.seq, text })
    session.socket?.send(text)
  }

  function each(run: (socket: WebSocket) => void): void {
    for (const socket of sockets.clients) run(socket)
  }
}

function send(socket: WebSocket, frame: unknown): void {
  socket.send(JSON.stringify(frame))
}
