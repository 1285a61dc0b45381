/** The headers of every answer of the site: nothing foreign is loaded, types are not guessed, and charts alone may be framed. */
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

export const headersAt: MiddlewareHandler = (c, next) =>
  (c.req.path.startsWith('/embed/') ? FRAMED : UNFRAMED)(c, next)

// Styles of inks stand in each page; scripts, pictures and connections are the site's own.
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}

const COMMON = {
  // Pictures may be shown elsewhere.
  crossOriginResourcePolicy: 'cross-origin' as const,
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  // Whether the site is on HTTPS is for who stands before this server.
  strictTransportSecurity: false,
}

const UNFRAMED = secureHeaders({
  ...COMMON,
  contentSecurityPolicy: { ...POLICY, frameAncestors: ["'none'"] },
  xFrameOptions: 'DENY',
})

const FRAMED = secureHeaders({ ...COMMON, contentSecurityPolicy: POLICY, xFrameOptions: false })
