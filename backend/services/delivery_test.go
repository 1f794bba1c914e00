package services_test

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

const acknowledgement = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`

// shop is a merchant that keeps what it was told.
type shop struct {
	url  string
	mu   sync.Mutex
	told []told
}

type told struct{ signature, body string }

func newShop(t *testing.T, answer string) *shop {
	s := &shop{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.told = append(s.told, told{r.Header.Get("signature"), string(body)})
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL + "/notify"
	return s
}

func (s *shop) all() []told {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.told)
}

// judged waits until the notification is not pending any more.
func judged(t *testing.T, d *services.Set, id string) services.NotificationView {
	t.Helper()
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	for range look.C {
		view := must[services.NotificationView](t)(d.Notifications.Show(services.NotificationInput{ID: id}))
		if view.Status != string(sandbox.NotificationPending) {
			return view
		}
	}
	return services.NotificationView{}
}

func sendTest(t *testing.T, d *services.Set, url, body string) services.NotificationView {
	t.Helper()
	sent := must[services.NotificationView](t)(d.Notifications.Send(services.SendNotificationInput{Type: "notifyPayment", URL: url, Body: body}))
	return judged(t, d, sent.ID)
}

func TestNotifications_ATestSend_IsDeliveredOnceAndJudged(t *testing.T) {
	d, s := newDesk(t), newShop(t, `{"result":{"resultStatus":"F"}}`)
	view := sendTest(t, d, s.url, `{"paymentId":"P1"}`)
	if view.Status != "ABANDONED" || view.Origin != "test" || view.PaymentID != "P1" || len(view.Attempts) != 1 {
		t.Fatalf("got %+v", view)
	}
	if want := `resultStatus is "F" instead of "S"; no attempt follows, because it was asked for once.`; view.Attempts[0].Verdict != want {
		t.Errorf("the verdict is %q", view.Attempts[0].Verdict)
	}
	if got := s.all(); len(got) != 1 || got[0].body != `{"paymentId":"P1"}` {
		t.Errorf("the shop got %+v", got)
	}
	list := must[services.NotificationList](t)(d.Notifications.OfPayment(services.PaymentNotificationsInput{PaymentID: "P1"}))
	if len(list.Items) != 1 || list.Items[0].ID != view.ID {
		t.Errorf("of the payment: %+v", list)
	}
}

func TestNotifications_Send_RefusesWhatCannotBeSent(t *testing.T) {
	d := newDesk(t)
	for field, in := range map[string]services.SendNotificationInput{
		"type": {Type: "notifyAll", Body: "{}"}, "url": {Type: "notifyPayment", URL: "nowhere", Body: "{}"}, "body": {Type: "notifyPayment"},
	} {
		_, err := d.Notifications.Send(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	_, err := d.Notifications.Show(services.NotificationInput{ID: "nothing"})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestNotifications_EveryTypeHasAURLRowAndASample(t *testing.T) {
	d := newDesk(t)
	urls := must[services.NotificationURLs](t)(d.Notifications.URLs(services.EnvironmentInput{}))
	samples := must[services.NotificationSamples](t)(d.Notifications.Samples(services.EnvironmentInput{}))
	if len(urls.Rows) != 18 {
		t.Errorf("%d types", len(urls.Rows))
	}
	for _, row := range urls.Rows {
		if !slices.ContainsFunc(samples.Items, func(s services.NotificationSample) bool { return s.Type == row.Type }) {
			t.Errorf("no sample of %s", row.Type)
		}
	}
}

func TestResend_EachMode_SendsWhatItSays(t *testing.T) {
	d, s := newDesk(t), newShop(t, acknowledgement)
	first := sendTest(t, d, s.url, `{"paymentId":"P1","n":1}`)
	resend := func(in services.ResendInput) services.NotificationView {
		return judged(t, d, must[services.NotificationView](t)(d.Notifications.Resend(in)).ID)
	}
	same := resend(services.ResendInput{ID: first.Attempts[0].ExchangeID, Mode: "as_it_was"})
	must[services.EnvironmentTime](t)(d.Clock.Advance(services.AdvanceInput{Millis: 90_000}))
	anew := resend(services.ResendInput{ID: first.ID, Mode: "resigned"})
	resend(services.ResendInput{ID: first.ID, Mode: "edited", Body: `{"n":2}`})
	got := s.all()
	if len(got) != 4 {
		t.Fatalf("the shop got %+v", got)
	}
	if got[1] != got[0] {
		t.Errorf("as it was: got %+v after %+v", got[1], got[0])
	}
	if got[2].body != got[0].body || got[2].signature == got[0].signature {
		t.Errorf("re-signed: got %+v after %+v", got[2], got[0])
	}
	if got[3].body != `{"n":2}` {
		t.Errorf("edited: got %+v", got[3])
	}
	if same.ResendOf != first.ID || !slices.Contains(same.Attempts[0].Marks, "as_it_was") || anew.Status != "ACKNOWLEDGED" {
		t.Errorf("%+v, %+v", same, anew)
	}
	if after := must[services.NotificationView](t)(d.Notifications.Show(services.NotificationInput{ID: first.ID})); len(after.Resends) != 3 || len(after.Attempts) != 1 {
		t.Errorf("the original: %+v", after)
	}
}

func TestResend_RefusesWhatMakesNoSense(t *testing.T) {
	d, s := newDesk(t), newShop(t, acknowledgement)
	first := sendTest(t, d, s.url, `{}`)
	for field, in := range map[string]services.ResendInput{
		"mode": {ID: first.ID, Mode: "backwards"}, "url": {ID: first.ID, Mode: "as_it_was", URL: s.url}, "body": {ID: first.ID, Mode: "edited"},
	} {
		_, err := d.Notifications.Resend(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	lost := sendTest(t, d, "http://127.0.0.1:1/nobody", `{}`)
	_, err := d.Notifications.Resend(services.ResendInput{ID: lost.ID, Mode: "as_it_was"})
	refused(t, err, sandbox.CodeConflict, "")
}

func TestResendMany_CountsThenSendsOldestFirst(t *testing.T) {
	d, s := newDesk(t), newShop(t, acknowledgement)
	for i := range 5 {
		sendTest(t, d, s.url, fmt.Sprintf(`{"paymentId":"P%d","n":%d}`, i%2, i))
	}
	filter := services.ResendFilter{PaymentID: "P0", Status: "ACKNOWLEDGED"}
	if count := must[services.ResendCount](t)(d.Notifications.CountMany(filter)); count.Count != 3 || count.More || count.Most != 500 {
		t.Errorf("got %+v", count)
	}
	batch := must[services.BatchView](t)(d.Notifications.ResendMany(services.ResendManyInput{Filter: filter, Mode: "resigned"}))
	look := time.NewTicker(2 * time.Millisecond)
	defer look.Stop()
	for batch.Waiting > 0 {
		<-look.C
		batch = must[services.BatchView](t)(d.Notifications.Batch(services.BatchInput{ID: batch.ID}))
	}
	if batch.Total != 3 || batch.Acknowledged != 3 {
		t.Errorf("got %+v", batch)
	}
	var order string
	for _, got := range s.all()[5:] {
		order += got.body
	}
	if order != `{"paymentId":"P0","n":0}{"paymentId":"P0","n":2}{"paymentId":"P0","n":4}` {
		t.Errorf("they went as %s", order)
	}
	_, err := d.Notifications.ResendMany(services.ResendManyInput{Filter: services.ResendFilter{PaymentID: "none"}, Mode: "resigned"})
	refused(t, err, sandbox.CodeNotFound, "")
	_, err = d.Notifications.ResendMany(services.ResendManyInput{Filter: filter, Mode: "edited"})
	refused(t, err, sandbox.CodeInvalid, "mode")
	_, err = d.Notifications.CountMany(services.ResendFilter{Status: "LOST"})
	refused(t, err, sandbox.CodeInvalid, "status")
	_, err = d.Notifications.EndBatch(services.BatchInput{ID: "none"})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestLab_ArmedFault_IsListedWorksIsLoggedAndEnds(t *testing.T) {
	d, s := newDesk(t), newShop(t, acknowledgement)
	list := must[services.LabFaultList](t)(d.Lab.Arm(services.ArmLabInput{Kind: "duplicate", Copies: 3, URL: s.url, Seed: 4711}))
	if f := list.Items[0]; !f.Armed || f.Seed != 4711 || f.Percent != 100 || f.Copies != 3 {
		t.Errorf("armed %+v", f)
	}
	sendTest(t, d, s.url, `{"n":1}`)
	if got := s.all(); len(got) != 3 {
		t.Errorf("the shop got %+v", got)
	}
	log := must[services.LabLog](t)(d.Lab.Log(services.LabLogInput{}))
	if log.Seed != 4711 || len(log.Lines) != 3 || !strings.Contains(log.Lines[2], `"marks":["lab:duplicate","copy"]`) || !strings.Contains(log.Lines[0], `POST /notify HTTP/1.1`) {
		t.Errorf("logged %+v", log)
	}
	if f := must[services.LabFaultList](t)(d.Lab.List(services.EnvironmentInput{})).Items[0]; f.Matched != 1 || f.Touched != 3 {
		t.Errorf("it says %+v", f)
	}
	ended := must[services.LabFaultList](t)(d.Lab.EndAll(services.EnvironmentInput{}))
	if ended.Items[0].Armed || ended.Items[0].EndedAt == "" {
		t.Errorf("ended %+v", ended.Items[0])
	}
	sendTest(t, d, s.url, `{"n":2}`)
	if got := s.all(); len(got) != 4 {
		t.Errorf("after its end the shop got %d", len(got))
	}
}

func TestLab_Arm_RefusesWhatWouldNotWork(t *testing.T) {
	d := newDesk(t)
	for field, in := range map[string]services.ArmLabInput{
		"kind": {Kind: "explode"}, "type": {Kind: "drop", Type: "notifyAll"}, "copies": {Kind: "drop", Copies: 2}, "millis": {Kind: "drop", Millis: 2},
		"percent": {Kind: "drop", Percent: 101}, "count": {Kind: "drop", Count: -1}, "seed": {Kind: "drop", Seed: -1}, "durationMinutes": {Kind: "drop", DurationMinutes: -1},
	} {
		_, err := d.Lab.Arm(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	_, err := d.Lab.End(services.EndLabInput{ID: "none"})
	refused(t, err, sandbox.CodeNotFound, "")
	_, err = d.Lab.Log(services.LabLogInput{})
	refused(t, err, sandbox.CodeNotFound, "")
	_, err = d.Lab.ArmPreset(services.ArmPresetInput{Preset: "none"})
	refused(t, err, sandbox.CodeInvalid, "preset")
}

func TestLab_EveryPreset_CanBeArmed(t *testing.T) {
	d := newDesk(t)
	for _, p := range must[services.LabPresetList](t)(d.Lab.Presets(services.ListPresetsInput{})).Items {
		list := must[services.LabFaultList](t)(d.Lab.ArmPreset(services.ArmPresetInput{Preset: p.Name, PaymentID: "P1"}))
		for i := range p.Faults {
			if f := list.Items[i]; f.Preset != p.Name || !f.Armed || f.PaymentID != "P1" || f.Seed == 0 || f.Seed != list.Items[0].Seed {
				t.Errorf("%s armed %+v", p.Name, f)
			}
		}
		must[services.LabFaultList](t)(d.Lab.EndAll(services.EnvironmentInput{}))
	}
}

func TestNotifications_Body_CrossesAsBase64(t *testing.T) {
	d, s := newDesk(t), newShop(t, acknowledgement)
	view := sendTest(t, d, s.url, "\xff\x00")
	if body, err := base64.StdEncoding.DecodeString(view.Body); err != nil || string(body) != "\xff\x00" || s.all()[0].body != "\xff\x00" {
		t.Errorf("got %q, %v", view.Body, err)
	}
}
