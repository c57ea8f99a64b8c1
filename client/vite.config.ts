import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:8199'

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../.build/client', emptyOutDir: true, target: 'es2022' },
  server: {
    port: 8198,
    strictPort: true,
    // The dev server stands in for the real origin, so the server's Host and Origin checks still pass.
    proxy: {
      '/api': { target: server, changeOrigin: true, headers: { origin: server } },
      '/socket.io': { target: server, changeOrigin: true, ws: true, headers: { origin: server } },
    },
  },
})
