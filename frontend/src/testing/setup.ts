import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Whole screens are drawn; a busy machine needs its time.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? 'not found') });

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  delete window.go;
  delete window.runtime;
});
