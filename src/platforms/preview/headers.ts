/** The headers of every answer: nothing foreign is loaded, framed, guessed or disclosed. */
import { secureHeaders } from 'hono/secure-headers'

export const securityHeaders = secureHeaders({
  // Scripts, styles and pictures from here alone; nothing inline, and no HTML from strings.
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  xFrameOptions: 'DENY',
  // The page is served over HTTP.
  strictTransportSecurity: false,
})
