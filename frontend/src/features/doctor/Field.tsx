import { Input } from 'antd';
import { useId } from 'react';
import fields from '@/components/fields.module.css';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
  problem?: string;
  placeholder?: string;
  /** How many rows it begins with and grows to; one row is a plain input. */
  rows?: [number, number];
}

/** A labelled text field with its help, or what is wrong with it. */
export function Field({ label, value, onChange, help = '', problem = '', placeholder = '', rows }: FieldProps) {
  const id = useId();
  const shared = {
    id, value, placeholder, className: 'mono', spellCheck: false, autoComplete: 'off', status: problem === '' ? '' : 'error',
    'aria-describedby': `${id}-help`, 'aria-invalid': problem !== '',
  } as const;
  return (
    <div className={fields.field}>
      <label htmlFor={id} className={fields.label}>{label}</label>
      {rows
        ? <Input.TextArea {...shared} autoSize={{ minRows: rows[0], maxRows: rows[1] }} onChange={(event) => onChange(event.target.value)} />
        : <Input {...shared} onChange={(event) => onChange(event.target.value)} />}
      <span id={`${id}-help`} className={problem === '' ? fields.help : fields.error}>{problem === '' ? help : problem}</span>
    </div>
  );
}
