// canary: dependency/network-clients-in-adapters
import { request } from 'undici'

export const called = request
