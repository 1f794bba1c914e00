package main

import (
	"context"
	"fmt"
	"strings"

	"antomdesk/backend/logquery"
	"antomdesk/backend/services"
)

// grammarHelp is the search grammar as the command line explains it.
var grammarHelp = "--query takes words, each the beginning of an id, API, code, path or amount, and field:value terms.\n" +
	"field:a,b takes either, -term must not hold, \"words in quotes\" follow one another, * ends a beginning.\n" +
	"Fields: " + fieldList() + ".\n" +
	"after: and before: take 2026-01-31, 2026-01-31T09:30 or an age such as 2h; slower: and faster: milliseconds;\n" +
	"larger: and smaller: bytes, or 10k."

func fieldList() string {
	var names []string
	for _, f := range logquery.Fields() {
		name := f.Name
		if f.Form == logquery.Choice {
			name += ":" + strings.Join(f.Choices, "|")
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// logPage is a page of a log: of the rows with the text in a body, when there is one.
func (c *cli) logPage(ctx context.Context, in services.ListLogsInput, body string) (services.LogPage, error) {
	if body == "" {
		return do[services.LogPage](ctx, c, "Logs", "List", in)
	}
	page := services.LogPage{Items: []services.LogRow{}, More: true}
	ask := services.SearchBodiesInput{Environment: in.Environment, Log: in.Log, Query: in.Query, Text: body, BeforeSeq: in.BeforeSeq}
	for scanned := 0; page.More && len(page.Items) < in.Limit; {
		found, err := do[services.BodyMatches](ctx, c, "Logs", "SearchBodies", ask)
		if err != nil {
			return page, err
		}
		scanned += found.Scanned
		page.Items, page.More, ask.BeforeSeq = append(page.Items, found.Items...), found.More, found.Reached
		if page.More {
			_, _ = fmt.Fprintf(c.stderr, "antomctl: %d rows read, %d found\n", scanned, len(page.Items)) // progress only
		}
	}
	if len(page.Items) > in.Limit {
		page.Items, page.More = page.Items[:in.Limit], true
	}
	return page, nil
}
