import { describe, expect, it } from 'vitest';
import { emptyForm, toArm } from './armForm';

describe('the form of an error scenario', () => {
  it('says once when it ends', () => {
    expect(toArm({ ...emptyForm, ends: '90' })).toMatchObject({ durationMinutes: 90, calls: 0, untilEnded: false });
    expect(toArm({ ...emptyForm, ends: 'calls', calls: 3 })).toMatchObject({ durationMinutes: 0, calls: 3, untilEnded: false });
    expect(toArm({ ...emptyForm, ends: 'ended' })).toMatchObject({ durationMinutes: 0, calls: 0, untilEnded: true });
  });

  it('sends an HTTP status only with the fault it belongs to', () => {
    expect(toArm({ ...emptyForm, fault: 'reset' })).toMatchObject({ fault: 'reset', faultStatus: 0 });
    expect(toArm({ ...emptyForm, fault: 'status' })).toMatchObject({ fault: 'status', faultStatus: 503 });
    expect(toArm({ ...emptyForm, fault: 'status', faultStatus: null })).toMatchObject({ faultStatus: 0 });
  });

  it('trims what is matched and leaves out what is empty', () => {
    expect(toArm({ ...emptyForm, matchField: ' order.referenceOrderId ', matchValue: ' A-1 ' })).toMatchObject({ matchField: 'order.referenceOrderId', matchValue: 'A-1', resultCode: '', product: '', latencyMillis: 0 });
  });
});
