// canary: dependency/fastify-in-one-place
import { fastify } from 'fastify'

export const served = fastify
