/** How the page is built: relative addresses, so that it works below any path of a reverse proxy. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['PCU_URL'] ?? 'http://127.0.0.1:5443'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    manifest: true,
    reportCompressedSize: true
  },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } }
})
