// What Wails puts on the page. Absent in a browser.
export type BoundMethod = (input: unknown) => Promise<unknown>;

export interface WailsRuntime {
  EventsOn(name: string, callback: (...data: unknown[]) => void): () => void;
  BrowserOpenURL(url: string): void;
  ClipboardSetText(text: string): Promise<boolean>;
}

declare global {
  interface Window {
    go?: { services?: Record<string, Record<string, BoundMethod | undefined> | undefined> };
    runtime?: WailsRuntime;
  }
}

/** Whether the page runs in the Antom Desk window rather than in a browser. */
export function inWindow(): boolean {
  return window.go !== undefined;
}
