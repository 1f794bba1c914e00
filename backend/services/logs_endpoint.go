package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// EndpointRef names the endpoint that captured, and the rule that answered.
type EndpointRef struct {
	ID          string `json:"id"` // "" unless it is a capture
	BuiltIn     bool   `json:"builtIn"`
	Name        string `json:"name"`
	Path        string `json:"path"`
	Deleted     bool   `json:"deleted"`
	Kind        string `json:"kind"` // acknowledge or reply
	Step        int    `json:"step"` // of a sequence, from 1; 0 when it is none
	Steps       int    `json:"steps"`
	DelayMillis int    `json:"delayMillis"`
}

// addEndpoint fills who captured an exchange, how it was answered and where it was forwarded to.
func (d *Deps) addEndpoint(ctx context.Context, entry *LogEntry, x sandbox.Exchange) error {
	if x.Kind != sandbox.KindCapture {
		return nil
	}
	id := x.EndpointID
	if id == "" {
		id = sandbox.BuiltinEndpointID
	}
	e, err := d.Endpoints.EndpointByID(ctx, id)
	if err != nil {
		return err
	}
	by := sandbox.ParseAnsweredBy(x.AnsweredBy)
	entry.Endpoint = EndpointRef{
		ID: e.ID, BuiltIn: e.Builtin(), Name: e.Name, Path: e.Path, Deleted: !e.DeletedAt.IsZero(),
		Kind: string(by.Kind), Step: by.Step, Steps: by.Steps, DelayMillis: int(by.DelayMillis),
	}
	results, err := d.Endpoints.ForwardsOf(ctx, x.ID)
	for _, r := range results {
		entry.Forwards = append(entry.Forwards, forwardView(r))
	}
	return err
}
