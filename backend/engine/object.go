package engine

import (
	"context"
	"encoding/json"
	"fmt"

	"antomdesk/backend/sandbox"
)

// newObject is an object of env that is not stored yet; detail becomes its Body.
func (e *Engine) newObject(env sandbox.Environment, kind sandbox.ObjectKind, objectID, status string, detail any) (sandbox.Object, error) {
	body, err := encode(detail)
	now := e.now(env)
	return sandbox.Object{
		ID: e.ids.New(), EnvironmentID: env.ID, Kind: kind, ObjectID: objectID, Status: status,
		Body: body, CreatedAt: now, UpdatedAt: now,
	}, err
}

// detailOf reads an object's own fields.
func detailOf[T any](o sandbox.Object) (T, error) {
	var detail T
	if err := json.Unmarshal(o.Body, &detail); err != nil {
		return detail, fmt.Errorf("engine: %s %s: %w", o.Kind, o.ObjectID, err)
	}
	return detail, nil
}

// insertObject stores a new object and tells of it.
func insertObject(ctx context.Context, tx sandbox.Tx, o sandbox.Object) error {
	if err := tx.InsertObject(ctx, o); err != nil {
		return err
	}
	tx.Emit(objectEvent(o))
	return nil
}

// updateObject stores o with its new detail and tells of it.
func (e *Engine) updateObject(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, detail any) error {
	var err error
	if o.Body, err = encode(detail); err != nil {
		return err
	}
	o.UpdatedAt = e.now(env)
	if err := tx.UpdateObject(ctx, o); err != nil {
		return err
	}
	tx.Emit(objectEvent(o))
	return nil
}

func objectEvent(o sandbox.Object) sandbox.Event {
	return sandbox.Event{Topic: sandbox.TopicObject, EnvironmentID: o.EnvironmentID, ID: o.ObjectID, Seq: o.Seq}
}
