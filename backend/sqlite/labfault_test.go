package sqlite

import (
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func fault(id string) sandbox.LabFault {
	return sandbox.LabFault{ID: id, EnvironmentID: testEnv, Kind: sandbox.LabDuplicate, Preset: "storm", URL: "http://127.0.0.1", PaymentID: "p",
		Type: sandbox.NotifyRefund, Copies: 3, Millis: 5, Percent: 50, Count: 7, EveryTry: true, Seed: -4711, EndsAt: day.Add(time.Hour), CreatedAt: day}
}

func TestLab_ArmedFault_ComesBackAndEndsOnce(t *testing.T) {
	s := openStore(t, configIn(t))
	if armed, err := s.LabArmed(bg, testEnv); err != nil || len(armed) != 0 {
		t.Fatalf("%v, %v", armed, err)
	}
	pendingNotification(t, s, "n1", "p", day)
	must(t, s.ArmLab(bg, []sandbox.LabFault{fault("f1"), fault("f2")}))
	armed, err := s.LabArmed(bg, testEnv)
	must(t, err)
	want := fault("f1")
	want.Seq, want.AfterSeq = 1, 1
	if len(armed) != 2 || !reflect.DeepEqual(armed[0], want) {
		t.Fatalf("got %+v", armed)
	}
	must(t, s.EndLab(bg, testEnv, []string{"f1"}, day.Add(time.Minute)))
	must(t, s.EndLab(bg, testEnv, nil, day.Add(time.Hour)))
	if armed, err := s.LabArmed(bg, testEnv); err != nil || len(armed) != 0 {
		t.Errorf("still armed: %v, %v", armed, err)
	}
	all, err := s.LabFaults(bg, testEnv, 0)
	must(t, err)
	if len(all) != 2 || all[0].ID != "f2" || !all[0].EndedAt.Equal(day.Add(time.Hour)) || !all[1].EndedAt.Equal(day.Add(time.Minute)) || all[1].EndedSeq != 1 {
		t.Errorf("got %+v", all)
	}
}

func TestEndLab_LetsGoWhatItHeldBack(t *testing.T) {
	s := openStore(t, configIn(t))
	pendingNotification(t, s, "a1", "a", day)
	must(t, s.HoldNotification(bg, "a1", sandbox.HoldSwap, day.Add(time.Hour)))
	must(t, s.EndLab(bg, testEnv, nil, day.Add(time.Minute)))
	expectDueNotifications(t, s, 1, 1, "a1")
}

func TestArmLab_UnknownEnvironment_ArmsNothing(t *testing.T) {
	s := openStore(t, configIn(t))
	lost := fault("f2")
	lost.EnvironmentID = "nowhere"
	if err := s.ArmLab(bg, []sandbox.LabFault{fault("f1"), lost}); !sandbox.IsNotFound(err) {
		t.Errorf("got %v", err)
	}
	if all, err := s.LabFaults(bg, testEnv, 0); err != nil || len(all) != 0 {
		t.Errorf("got %+v, %v", all, err)
	}
}

func TestQueuedBetween_ListsTheRangeOfOneEnvironment(t *testing.T) {
	s := openStore(t, configIn(t))
	for _, id := range []string{"n1", "n2", "n3"} {
		pendingNotification(t, s, id, "p", day)
	}
	got, err := s.QueuedBetween(bg, testEnv, 1, 3, 1)
	must(t, err)
	want := []sandbox.QueuedNotification{{Seq: 2, ID: "n2", Type: sandbox.NotifyPayment, PaymentID: "p", URL: "http://127.0.0.1:1/x"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if got, err := s.QueuedBetween(bg, liveEnv, 0, 9, 9); err != nil || len(got) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}
