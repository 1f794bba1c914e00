import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./src', import.meta.url));

// The page is served under a policy without inline scripts, so nothing may be inlined into the HTML
// (no module-preload polyfill, no data: URLs for code).
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': source } },
  build: {
    target: 'safari16.4',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4080', '/events': 'http://127.0.0.1:4080' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    testTimeout: 30_000,
    // Nothing moves, so what closes is gone at once.
    environmentOptions: { happyDOM: { settings: { device: { prefersReducedMotion: 'reduce' } } } },
  },
});
