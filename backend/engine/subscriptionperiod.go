package engine

import (
	"fmt"
	"strconv"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// When the periods of subscriptions are shortened (Settings.SubscriptionAcceleration).
const (
	accelerateAlways = "always"
	accelerateNever  = "never"
)

// acceleratedPeriods is how many periods of a subscription are shortened (api.md §8.3 [I]); later ones
// have their real length.
const acceleratedPeriods = 12

// acceleratedIntervals are the shortened lengths of periods (api.md §8.3). Rules that are not listed
// keep their real length [U].
var acceleratedIntervals = map[contract.PeriodRule]time.Duration{
	{PeriodType: "DAY", PeriodCount: 31}:  3 * time.Minute,
	{PeriodType: "DAY", PeriodCount: 93}:  3 * time.Minute,
	{PeriodType: "DAY", PeriodCount: 366}: 3 * time.Minute,
	{PeriodType: "WEEK", PeriodCount: 1}:  3 * time.Minute,
	{PeriodType: "MONTH", PeriodCount: 1}: 3 * time.Minute,
	{PeriodType: "MONTH", PeriodCount: 3}: 15 * time.Minute,
	{PeriodType: "MONTH", PeriodCount: 6}: 30 * time.Minute,
	{PeriodType: "YEAR", PeriodCount: 1}:  60 * time.Minute,
}

// periodUnits are the calendar lengths of the period types.
var periodUnits = map[string]struct{ days, months int }{
	"DAY": {days: 1}, "WEEK": {days: 7}, "MONTH": {months: 1}, "QUARTER": {months: 3}, "HALF_YEAR": {months: 6}, "YEAR": {months: 12},
}

// maxPeriodCount keeps calendar arithmetic within reason.
const maxPeriodCount = 1000

func checkPeriodRule(rule contract.PeriodRule) *refusal {
	if _, known := periodUnits[rule.PeriodType]; !known {
		return illegal("periodRule.periodType must be DAY, WEEK, MONTH, QUARTER, HALF_YEAR or YEAR; %s was sent.", quoted(rule.PeriodType))
	}
	if rule.PeriodCount < 1 || rule.PeriodCount > maxPeriodCount {
		return illegal("periodRule.periodCount must be 1 to %d; %d was sent.", maxPeriodCount, rule.PeriodCount)
	}
	return nil
}

// accelerates reports whether env shortens periods: test environments do unless the setting says
// otherwise.
func accelerates(env sandbox.Environment) bool {
	switch env.Settings.SubscriptionAcceleration {
	case accelerateAlways:
		return true
	case accelerateNever:
		return false
	}
	return env.Kind == sandbox.Test
}

// acceleratedLength is the shortened length of the period with that phase number; 0 when it has its
// real one.
func acceleratedLength(env sandbox.Environment, rule contract.PeriodRule, phase int) time.Duration {
	if !accelerates(env) || phase > acceleratedPeriods {
		return 0
	}
	return acceleratedIntervals[rule]
}

// addPeriods is n periods after t by the calendar of Antom's zone. A day the month does not have is its
// last one.
func addPeriods(t time.Time, rule contract.PeriodRule, n int) time.Time {
	unit := periodUnits[rule.PeriodType]
	n *= rule.PeriodCount
	local := t.In(sandbox.AntomZone)
	if unit.days > 0 {
		return local.AddDate(0, 0, unit.days*n).UTC()
	}
	first := time.Date(local.Year(), local.Month()+time.Month(unit.months*n), 1,
		local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), sandbox.AntomZone)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(local.Day(), last)-1).UTC()
}

// begin makes start the beginning of the next period.
func (d *subscriptionDetail) begin(env sandbox.Environment, start time.Time) {
	if d.Anchor.IsZero() {
		d.Anchor, d.SinceAnchor = start, 0
	}
	d.Phase++
	d.PeriodStart, d.Attempts, d.RetryAt = start, 0, time.Time{}
	if length := acceleratedLength(env, d.Rule, d.Phase); length > 0 {
		d.PeriodEnd, d.Anchor = start.Add(length), time.Time{}
		return
	}
	d.SinceAnchor++
	d.PeriodEnd = addPeriods(d.Anchor, d.Rule, d.SinceAnchor)
}

// phaseAmount is what the current period costs: what a change left to pay, a trial's amount, or the
// subscription's.
func (d *subscriptionDetail) phaseAmount() contract.Amount {
	if d.Difference != nil {
		return *d.Difference
	}
	for _, trial := range d.Trials {
		if d.Phase >= trial.TrialStartPeriod && d.Phase <= max(trial.TrialStartPeriod, trial.TrialEndPeriod) {
			return trial.TrialAmount
		}
	}
	return d.Amount
}

// nextDue is when time changes an active or cancelled subscription next.
func (d *subscriptionDetail) nextDue() time.Time {
	next := d.StartAt
	if d.Phase > 0 {
		next = d.PeriodEnd
	}
	if d.Pending != nil && d.Pending.From.Before(next) {
		next = d.Pending.From
	}
	if !d.RetryAt.IsZero() && d.RetryAt.Before(next) {
		next = d.RetryAt
	}
	if d.EndsAt.Before(next) {
		next = d.EndsAt
	}
	return next
}

// phaseText is a phase number as notifications write it.
func phaseText(phase int) string { return strconv.Itoa(phase) }

// deductionID is the paymentRequestId of a deduction, or the refundRequestId of what is given back at once:
// unique within the environment, as the subscriptionId is.
func (d *subscriptionDetail) deductionID(subscriptionID string) string {
	d.Deductions++
	return fmt.Sprintf("%s-%d", subscriptionID, d.Deductions)
}
