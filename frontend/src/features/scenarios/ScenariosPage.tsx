import { Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '@/bridge/scenarioTypes';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { ArmDialog } from './ArmDialog';
import styles from './ScenariosPage.module.css';
import { ScenarioTable } from './ScenarioTable';
import { useEnd, useScenarios } from './useScenarios';

function Content({ scenarios, onArm }: { scenarios: Scenario[]; onArm: () => void }) {
  const { t } = useTranslation();
  if (scenarios.length === 0) {
    return <Card><EmptyPanel title={t('scenarios.empty')} text={t('scenarios.emptyText')} action={<Button type="primary" onClick={onArm}>{t('scenarios.arm')}</Button>} /></Card>;
  }
  return <Card styles={{ body: { padding: 0 } }}><ScenarioTable scenarios={scenarios} /></Card>;
}

/** Error scenarios: choose the answer an API gives, and for how long. */
export function ScenariosPage() {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const scenarios = useScenarios(environment.id);
  const end = useEnd();
  const [arming, setArming] = useState(false);
  const items = scenarios.data?.items;
  const armed = items?.filter((scenario) => scenario.armed).length ?? 0;

  return (
    <PageFrame
      title={t('scenarios.title')}
      purpose={t('scenarios.purpose')}
      action={items && items.length > 0 && (
        <div className={styles.actions}>
          {armed > 1 && <Button loading={end.isPending} onClick={() => end.mutate(undefined)}>{t('scenarios.endAll')}</Button>}
          <Button type="primary" onClick={() => setArming(true)}>{t('scenarios.arm')}</Button>
        </div>
      )}
    >
      {end.isError && <ErrorPanel error={end.error} />}
      {items && <Content scenarios={items} onArm={() => setArming(true)} />}
      {!items && (scenarios.isError
        ? <ErrorPanel error={scenarios.error} onRetry={() => void scenarios.refetch()} />
        : <Card><LoadingPanel rows={6} /></Card>)}
      <ArmDialog open={arming} onClose={() => setArming(false)} />
    </PageFrame>
  );
}
