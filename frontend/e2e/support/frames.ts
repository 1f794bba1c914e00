import type { Page } from '@playwright/test';

/** What a person would feel while the page was watched. */
export interface Smoothness {
  frames: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  longTasks: number;
  longestTask: number;
}

interface Watch {
  gaps: number[];
  tasks: number[];
  stop: () => void;
}

declare global {
  interface Window {
    watch?: Watch;
  }
}

/** Starts to note the time between frames, and tasks that held the page for more than 50 ms. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let next = requestAnimationFrame(function frame(now) {
      gaps.push(now - last);
      last = now;
      next = requestAnimationFrame(frame);
    });
    window.watch = { gaps, tasks, stop: () => { cancelAnimationFrame(next); observer.disconnect(); } };
  });
}

export async function framesSeen(page: Page): Promise<Smoothness> {
  const { gaps, tasks } = await page.evaluate(() => {
    window.watch?.stop();
    return { gaps: window.watch?.gaps ?? [], tasks: window.watch?.tasks ?? [] };
  });
  const sorted = gaps.sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { frames: gaps.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), longTasks: tasks.length, longestTask: Math.round(Math.max(0, ...tasks)) };
}
