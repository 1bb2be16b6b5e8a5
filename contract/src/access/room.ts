/** The settings of the page itself: where it listens, under which names, and who gets in. */
import { z } from 'zod'
import { baseUrlSetting, countSetting, setting } from '../settings/setting.ts'
import { authModes } from './access.ts'

const hostName = /^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/u
const network = /^[\da-f.:]+(?:\/\d{1,3})?$/iu
const frameOrigin = /^https?:\/\/[\w.*:[\]-]+$/u

export const web = z.strictObject({
  port: countSetting(
    { min: 1, max: 65_535, fallback: 5443 },
    {
      env: 'PORT',
      label: 'Port',
      help: 'Port of the dashboard and the API, plain HTTP.',
      appliesOn: 'restart'
    }
  ),
  host: setting(z.string().trim().min(1).regex(/^\S+$/, 'must be one host name or IP address').default('0.0.0.0'), {
    env: 'WEB_HOST',
    label: 'Listen on',
    help: 'Address the dashboard listens on. 0.0.0.0 = every network of this container.',
    advanced: true,
    appliesOn: 'restart'
  }),
  posterCacheMb: countSetting(
    { min: 0, max: 100_000, fallback: 200 },
    {
      env: 'POSTER_CACHE_MB',
      label: 'Room for posters',
      help: 'So much of the posters that the page shows is kept in the data folder; what was looked at longest ago makes room. 0 = nothing is kept, and Plex is asked each time.',
      unit: 'MB',
      advanced: true,
      appliesOn: 'restart'
    }
  ),
  authMode: setting(z.enum(authModes).default('password'), {
    env: 'AUTH_MODE',
    label: 'Who gets in',
    help: 'password = whoever knows the password of the administrator. proxy = whoever a proxy in TRUSTED_PROXIES names in PROXY_USER_HEADER. none = everybody who reaches the port may do everything.',
    appliesOn: 'restart',
    environmentOnly: true
  }),
  adminPassword: setting(z.string().default(''), {
    env: 'PCU_ADMIN_PASSWORD',
    label: 'Password of the administrator',
    help: 'Makes the administrator, named admin, at the start, so that nobody is asked at the first visit. While it is set it is the password, and the page cannot change it.',
    secret: true,
    appliesOn: 'restart',
    environmentOnly: true,
    example: 'at least eight characters'
  }),
  allowedHosts: setting(z.array(z.string().trim().regex(hostName)).default([]), {
    env: 'ALLOWED_HOSTS',
    label: 'Names of this page',
    help: 'Further names by which the page may be opened, such as pcu.example.org or *.example.org. Addresses and names of the own network always work; any other name is refused, so that no foreign page can pass for this one.',
    advanced: true,
    appliesOn: 'restart',
    example: 'pcu.example.org'
  }),
  publicUrl: baseUrlSetting({
    env: 'PUBLIC_URL',
    label: 'Public address',
    help: 'Address by which browsers reach the page through a reverse proxy, with its path if it has one. Its name may then open the page; with https the cookie of a session travels over https alone.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://example.org/pcu'
  }),
  basePath: setting(
    z
      .string()
      .trim()
      .overwrite((path) => path.replace(/\/+$/u, ''))
      .regex(/^(?:(?:\/[\w.~-]+)+)?$/u, 'must be empty or a path such as /pcu')
      .refine(
        (path) => !path.split('/').some((part) => part === '.' || part === '..'),
        'must be a path without .. in it'
      )
      .default(''),
    {
      env: 'BASE_PATH',
      label: 'Base path',
      help: 'Path below which a reverse proxy shows the page. Empty = that of PUBLIC_URL, else none. It makes no difference whether the proxy cuts it off.',
      advanced: true,
      appliesOn: 'restart',
      example: '/pcu'
    }
  ),
  trustedProxies: setting(z.array(z.string().trim().regex(network)).default([]), {
    env: 'TRUSTED_PROXIES',
    label: 'Trusted proxies',
    help: 'Addresses or networks of your reverse proxies. Only what they say of a visitor (X-Forwarded-For, X-Forwarded-Proto, PROXY_USER_HEADER) is believed: whoever sends from there can claim to be anybody.',
    advanced: true,
    appliesOn: 'restart',
    environmentOnly: true,
    example: '172.18.0.2, 10.0.0.0/24'
  }),
  proxyUserHeader: setting(
    z
      .string()
      .trim()
      .regex(/^[\w-]+$/u, 'must be the name of a header')
      .default('Remote-User'),
    {
      env: 'PROXY_USER_HEADER',
      label: 'Header that names the user',
      help: 'With AUTH_MODE=proxy: the header in which the proxy names who has logged in there. The proxy must remove this header from what visitors send.',
      advanced: true,
      appliesOn: 'restart',
      environmentOnly: true
    }
  ),
  proxyUsers: setting(z.array(z.string().trim().min(1)).default([]), {
    env: 'PROXY_USERS',
    label: 'Users that the proxy may let in',
    help: 'With AUTH_MODE=proxy: names that may enter, as administrator. Empty = everybody whom the proxy names.',
    advanced: true,
    appliesOn: 'restart',
    environmentOnly: true,
    example: 'anna, ben'
  }),
  frameAncestors: setting(z.array(z.string().trim().regex(frameOrigin)).default([]), {
    env: 'FRAME_ANCESTORS',
    label: 'Pages that may frame this one',
    help: 'Addresses of pages that may show this one inside themselves, such as a start page. Empty = none: a page that frames this one could trick you into pressing its buttons.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://start.example.org'
  })
})
