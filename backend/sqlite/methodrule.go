package sqlite

import (
	"context"
	"encoding/json"

	"antomdesk/backend/sandbox"
)

// methodRules are the changed rules by environment and payment method type.
type methodRules map[string]map[string]sandbox.PaymentMethodRule

// MethodRules maps payment method types to the environment's changed rules. The map is shared and must
// not be changed.
func (s *Store) MethodRules(ctx context.Context, environmentID string) (map[string]sandbox.PaymentMethodRule, error) {
	all, err := s.rules.get(ctx, s.readMethodRules)
	if err != nil {
		return nil, err
	}
	return (*all)[environmentID], nil
}

func (s *Store) readMethodRules(ctx context.Context) (*methodRules, error) {
	type row struct {
		environmentID, methodType string
		rule                      sandbox.PaymentMethodRule
	}
	rows, err := collect(ctx, s.read, func(from scanner) (r row, err error) {
		return r, from.Scan(&r.environmentID, &r.methodType, object{&r.rule})
	}, "SELECT environment_id, method_type, rule FROM method_rule")
	all := methodRules{}
	for _, r := range rows {
		if all[r.environmentID] == nil {
			all[r.environmentID] = map[string]sandbox.PaymentMethodRule{}
		}
		all[r.environmentID][r.methodType] = r.rule
	}
	return &all, err
}

const setMethodRule = `INSERT INTO method_rule (environment_id, method_type, rule) VALUES (?, ?, ?)
	ON CONFLICT (environment_id, method_type) DO UPDATE SET rule = excluded.rule`

// SaveMethodRule stores the rule of r.Type.
func (s *Store) SaveMethodRule(ctx context.Context, environmentID string, r sandbox.PaymentMethodRule) error {
	if r.Type == "" {
		return sandbox.Invalid("type", "a rule needs the payment method type it is for")
	}
	rule, err := json.Marshal(r)
	if err != nil {
		return explain(err)
	}
	return s.changeRule(ctx, environmentID, setMethodRule, environmentID, r.Type, string(rule))
}

// ResetMethodRule forgets the rule; forgetting one that is not stored changes nothing.
func (s *Store) ResetMethodRule(ctx context.Context, environmentID, methodType string) error {
	return s.changeRule(ctx, environmentID, "DELETE FROM method_rule WHERE environment_id = ? AND method_type = ?",
		environmentID, methodType)
}

func (s *Store) changeRule(ctx context.Context, environmentID, statement string, args ...any) error {
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := tx.needEnvironment(ctx, environmentID); err != nil {
			return err
		}
		tx.tellEnvironment(environmentID)
		_, err := tx.exec(ctx, statement, args...)
		return explain(err)
	}, s.rules.forget)
}
