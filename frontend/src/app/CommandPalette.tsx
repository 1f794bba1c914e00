import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CommandPalette.module.css';
import { matching } from './commands';
import type { Command } from './commands';
import { useCommands } from './useCommands';

function Choices({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [marked, setMarked] = useState(0);
  const id = useId();
  const shown = matching(useCommands(), words);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setMarked((marked + 1) % Math.max(shown.length, 1));
    else if (event.key === 'ArrowUp') setMarked((marked + shown.length - 1) % Math.max(shown.length, 1));
    else if (event.key === 'Enter') run(shown[marked]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <Input
        autoFocus
        variant="borderless"
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={shown[marked] ? `${id}-${marked}` : undefined}
        aria-label={t('shell.commandsHint')}
        placeholder={t('shell.commandsHint')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label={t('shell.commandsTitle')} className={styles.list}>
        {shown.map((command, index) => (
          <li
            key={command.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            className={index === marked ? `${styles.option} ${styles.marked}` : styles.option}
            onMouseMove={() => setMarked(index)}
            onClick={() => run(command)}
          >
            <span aria-hidden>{command.icon}</span>
            <span>{command.title}</span>
            <span className={styles.group}>{command.group}</span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.none} role="status">{t('shell.commandsEmpty')}</p>}
    </>
  );
}

const isMac = navigator.userAgent.includes('Mac OS');

/** Ctrl+K or ⌘K: any page or setting, by typing a part of its name. */
export function CommandPalette() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (
    <>
      <Button type="text" icon={<SearchOutlined aria-hidden />} title={t('shell.commandsTitle')} onClick={() => setOpen(true)}>
        {t('shell.commands')} <kbd className={styles.keys}>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} closable={false} destroyOnHidden width={520} style={{ top: 96 }} title={<span className="sr-only">{t('shell.commandsTitle')}</span>} styles={{ header: { margin: 0, height: 0 } }}>
        <Choices onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}
