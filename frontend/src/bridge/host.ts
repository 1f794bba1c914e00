import { inWindow } from './wails';

/** Puts text on the clipboard; false when the host refuses. */
export async function copyText(text: string): Promise<boolean> {
  if (inWindow() && window.runtime) return window.runtime.ClipboardSetText(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Opens a page in the system's browser, or in a new tab. */
export function openPage(url: string): void {
  if (inWindow() && window.runtime) window.runtime.BrowserOpenURL(url);
  else window.open(url, '_blank', 'noopener,noreferrer');
}

/** Whether files are saved through the window's own dialog; a browser downloads them. */
export function savesWithDialog(): boolean {
  return inWindow();
}

/** Has the browser download what this program serves at the address. */
export function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
