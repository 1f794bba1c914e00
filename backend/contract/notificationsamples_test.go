package contract_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"antomdesk/backend/contract"
)

func TestNotificationSamples_FitTheContract(t *testing.T) {
	next := 0
	newID := func() string { next++; return "id-" + strconv.Itoa(next) }
	classes := map[string]bool{}
	titles := map[string]bool{}
	for _, s := range contract.NotificationSamples(newID, "2026-01-01T12:01:01+08:00") {
		classes[s.Class] = true
		var sent contract.Fields
		if err := json.Unmarshal([]byte(s.Body), &sent); err != nil || strings.Contains(s.Body, "NEW_ID") || strings.Contains(s.Body, "NOW") {
			t.Errorf("%s is not ready to use: %v\n%s", s.Title, err, s.Body)
		}
		if titles[s.Title] || s.Title == "" {
			t.Errorf("%q is there twice", s.Title)
		}
		titles[s.Title] = true
		if known := contract.ReadNotification([]byte(s.Body)).Type; known != "" && known != s.Type {
			t.Errorf("%s reads as %s", s.Title, known)
		}
		if s.Class == "" {
			continue
		}
		shape, found := contract.Notice(s.Class)
		if !found {
			t.Errorf("the contract has no %s", s.Class)
			continue
		}
		kept, err := shape.Fill(sent)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := canonical(t, kept), canonical(t, []byte(s.Body)); got != want {
			t.Errorf("%s: the contract keeps\n%s\nof\n%s", s.Title, got, want)
		}
	}
	for _, class := range contract.NoticeClasses() {
		if !classes[class] && class != "AlipayNotify" { // what all of them share
			t.Errorf("no sample of %s", class)
		}
	}
}

// canonical prints JSON with sorted members and without spaces.
func canonical(t *testing.T, body []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
