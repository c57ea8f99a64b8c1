import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const serverPort = Number(process.env.REELGRAPH_PORT ?? 8199)
const server = `http://127.0.0.1:${serverPort}`

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../.build/client', emptyOutDir: true, target: 'es2022' },
  server: {
    port: serverPort - 1,
    strictPort: true,
    // The dev server stands in for the real origin, so the server's Host and Origin checks still pass.
    proxy: {
      '/api': { target: server, changeOrigin: true, headers: { origin: server } },
      '/socket.io': { target: server, changeOrigin: true, ws: true, headers: { origin: server } },
    },
  },
})
