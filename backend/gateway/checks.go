package gateway

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// check finds out one thing about a call, or refuses it.
type check func(context.Context, *call) *refusal

// checks are in the order in which Antom refuses; what is in the fields comes after them.
func (g *Gateway) checks() []check {
	return []check{
		checkPath, checkMethod, checkMedia, checkBody,
		g.checkCaller,
	}
}

func checkPath(_ context.Context, c *call) *refusal {
	path := target{raw: c.target.fromAMS()}.path()
	api, ok := contract.Lookup(path)
	switch {
	case ok:
		c.api, c.row.API = api, api.Name
		return nil
	case c.target.underAMS():
		return refuse(sandbox.CodeNoInterfaceDef, fmt.Sprintf("There is no API at %s.", path))
	}
	return refuse(sandbox.CodeInvalidAPI, fmt.Sprintf("%s is not a path of Antom's gateway; they begin with /ams/api/ or /ams/sandbox/api/.", path))
}

func checkMethod(_ context.Context, c *call) *refusal {
	if c.r.Method == http.MethodPost {
		return nil
	}
	return refuse(sandbox.CodeMethodNotSupported, fmt.Sprintf("%s is not supported; send POST.", c.r.Method))
}

// checkMedia accepts a call without Content-Type, one with several of which one is JSON (the Go SDK
// sends two), and an upload where the API takes files. Accept is never looked at: the Java SDK's leaves
// JSON out.
func checkMedia(_ context.Context, c *call) *refusal {
	if _, upload := boundary(c.r); upload && c.api.TakesFiles() {
		return nil
	}
	values := c.r.Header.Values("Content-Type")
	for value := range strings.SplitSeq(strings.Join(values, ","), ",") {
		media, _, _ := strings.Cut(value, ";")
		if strings.EqualFold(strings.TrimSpace(media), "application/json") {
			return nil
		}
	}
	if len(values) == 0 {
		return nil
	}
	return refuse(sandbox.CodeMediaTypeNotAcceptable,
		fmt.Sprintf("Content-Type %q is not acceptable; send application/json; charset=UTF-8.", strings.Join(values, ", ")))
}

func checkBody(_ context.Context, c *call) *refusal {
	if c.bodyProblem != "" {
		return refuse(sandbox.CodeParamIllegal, c.bodyProblem)
	}
	c.signed = c.body
	if boundary, upload := boundary(c.r); upload {
		if no := c.readParts(boundary); no != nil {
			return no
		}
	}
	object, err := contract.Parse(c.signed)
	if err != nil {
		return refuse(sandbox.CodeParamIllegal, err.Error())
	}
	c.object = object
	c.readFacts()
	return nil
}

func (g *Gateway) checkClient(ctx context.Context, c *call) *refusal {
	c.expect()
	if c.clientID == "" {
		return refuseCaller(sandbox.CodeUnknownClient, "The Client-Id header is missing.")
	}
	environment, keys, err := g.directory.EnvironmentByClientID(ctx, c.clientID)
	switch {
	case sandbox.IsNotFound(err):
		return refuseCaller(sandbox.CodeUnknownClient,
			fmt.Sprintf("The client id %.64q is not known; import it with antomctl keys import.", c.clientID))
	case err != nil:
		return g.failure(c, err)
	}
	c.environment, c.keys = &environment, keys
	c.row.EnvironmentID = environment.ID
	return nil
}

func checkKeys(_ context.Context, c *call) *refusal {
	if len(c.keys) > 0 {
		return nil
	}
	return refuseCaller(sandbox.CodeKeyNotFound, fmt.Sprintf(
		"No public key is registered for client id %.64q; create one with antomctl keys generate or import yours.", c.clientID))
}

func checkFields(_ context.Context, c *call) *refusal {
	settings := c.environment.Settings
	checked, violation := c.api.Validate(c.object, contract.Rules{
		Strict: settings.Strict, SettlementStrategyRequired: settings.SettlementStrategyRequired,
	})
	c.row.Warnings = append(c.row.Warnings, checked.Warnings...)
	if violation != nil {
		return refuse(sandbox.CodeParamIllegal, violation.Error())
	}
	c.checked = checked
	return nil
}
