import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { codeLook } from './highlight';
import { phrases } from './phrases';

/** Something wrong at a line, from 1. */
export interface CodeMark {
  line: number;
  message: string;
}

export interface CodeProps {
  value: string;
  label: string;
  language?: 'json' | 'text';
  /** Makes it an editor; without it the text can be read, searched and copied only. */
  onChange?: (value: string) => void;
  onSubmit?: () => void;
  /** Lines to mark as wrong. */
  marks?: CodeMark[];
}

// Tab is left to move the focus on, so that nobody is caught inside.
const noMarks: CodeMark[] = [];

function mark(editor: EditorView, marks: CodeMark[]): void {
  const { doc } = editor.state;
  editor.dispatch(setDiagnostics(editor.state, marks.map(({ line, message }) => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return { from, to, severity: 'error', message };
  })));
}

function extensionsFor(label: string, isJson: boolean, readOnly: boolean): Extension[] {
  return [
    lineNumbers(), foldGutter(), highlightSelectionMatches(), bracketMatching(), codeLook, phrases(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': String(readOnly), spellcheck: 'false' }),
    EditorState.readOnly.of(readOnly),
    isJson ? json() : [],
    readOnly ? [] : [history(), indentOnInput(), highlightActiveLine()],
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap]),
  ];
}

/** CodeMirror 6 behind React's back: the document lives in the editor, React hears of changes. */
export default function CodeMirror({ value, label, language = 'json', onChange, onSubmit, marks = noMarks }: CodeProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const handlers = useRef({ onChange, onSubmit });
  const initial = useRef(value);
  const given = useRef(false);
  const readOnly = onChange === undefined;

  useEffect(() => {
    handlers.current = { onChange, onSubmit };
    initial.current = value;
  });

  useEffect(() => {
    if (!host.current) return undefined;
    const submit = keymap.of([{ key: 'Mod-Enter', run: () => {
      handlers.current.onSubmit?.();
      return handlers.current.onSubmit !== undefined;
    } }]);
    const report = EditorView.updateListener.of((update) => {
      if (update.docChanged && !given.current) handlers.current.onChange?.(update.state.doc.toString());
    });
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: initial.current, extensions: [submit, report, ...extensionsFor(label, language === 'json', readOnly)] }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, language, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      // What comes from outside was not typed, so nobody is told of it.
      given.current = true;
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
      given.current = false;
    }
  }, [value]);

  useEffect(() => {
    if (view.current) mark(view.current, marks);
  }, [marks]);

  return <div ref={host} style={{ height: '100%', minHeight: 0 }} />;
}
