import { defaultKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { MergeView } from '@codemirror/merge';
import { searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { codeLook } from './highlight';
import { phrases } from './phrases';
import styles from './DiffView.module.css';

export interface DiffProps {
  left: string;
  right: string;
  leftLabel: string;
  rightLabel: string;
  json: boolean;
}

// What differs is marked in the theme's own colours, and by the gutter for those who see no colours.
const marks = EditorView.theme({
  '&.cm-merge-a .cm-changedLine': { backgroundColor: 'color-mix(in srgb, var(--ant-color-error) 8%, transparent)' },
  '&.cm-merge-b .cm-changedLine': { backgroundColor: 'color-mix(in srgb, var(--ant-color-success) 8%, transparent)' },
  '&.cm-merge-a .cm-changedText': { background: 'color-mix(in srgb, var(--ant-color-error) 12%, transparent)' },
  '&.cm-merge-b .cm-changedText': { background: 'color-mix(in srgb, var(--ant-color-success) 12%, transparent)' },
  '&.cm-merge-a .cm-changedLineGutter': { background: 'var(--ant-color-error)' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--ant-color-success)' },
  // CodeMirror's own sign is in few fonts.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋮"' },
  '.cm-collapsedLines': { background: 'var(--ant-color-fill-quaternary)', color: 'var(--ant-color-text-description)' },
});

function side(doc: string, label: string, isJson: boolean): { doc: string; extensions: Extension[] } {
  return {
    doc,
    extensions: [
      lineNumbers(), codeLook, phrases(), marks, EditorView.lineWrapping, EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true', spellcheck: 'false' }),
      isJson ? json() : [],
      keymap.of([...defaultKeymap, ...searchKeymap]),
    ],
  };
}

/** CodeMirror's own merge view, to read only. */
export default function DiffView({ left, right, leftLabel, rightLabel, json: isJson }: DiffProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return undefined;
    const view = new MergeView({
      parent: host.current, a: side(left, leftLabel, isJson), b: side(right, rightLabel, isJson),
      highlightChanges: true, gutter: true, collapseUnchanged: { margin: 3, minSize: 8 },
    });
    return () => view.destroy();
  }, [left, right, leftLabel, rightLabel, isJson]);
  return <div ref={host} className={styles.host} />;
}
