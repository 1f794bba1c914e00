package main

import (
	"math/rand/v2"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

// question is one thing the log's screens ask; ask makes it, each time another where it can be.
type question struct {
	name string
	ask  func(q *questioner) (method string, input any)
}

func list(name string, in func(q *questioner) services.ListLogsInput) question {
	return question{name, func(q *questioner) (string, any) {
		asked := in(q)
		if asked.Environment == "" {
			asked.Environment = "test"
		}
		if asked.Log == "" {
			asked.Log = services.LogRequests
		}
		return "List", asked
	}}
}

func search(name, query string) question {
	return list(name, func(*questioner) services.ListLogsInput { return services.ListLogsInput{Query: query} })
}

// questions go from the first page to the searches that match everything, almost nothing and nothing.
func questions() []question {
	return []question{
		list("newest requests", func(*questioner) services.ListLogsInput { return services.ListLogsInput{} }),
		list("newest notifications", func(*questioner) services.ListLogsInput {
			return services.ListLogsInput{Log: services.LogNotifications}
		}),
		list("environment without rows", func(*questioner) services.ListLogsInput { return services.ListLogsInput{Environment: "live"} }),
		list("any page", func(q *questioner) services.ListLogsInput { return services.ListLogsInput{BeforeSeq: q.seq()} }),
		list("any page, forwards", func(q *questioner) services.ListLogsInput { return services.ListLogsInput{AfterSeq: q.seq()} }),
		list("page of 500", func(q *questioner) services.ListLogsInput {
			return services.ListLogsInput{BeforeSeq: q.seq(), Limit: 500}
		}),
		{"detail", func(q *questioner) (string, any) {
			return "Get", services.LogEntryInput{ID: q.ids[rand.IntN(len(q.ids))]}
		}},
		search("filter status:F", "status:F"),
		search("filter code:, rare", "code:INVALID_SIGNATURE"),
		search("filter verdict:, rare", "verdict:failed"),
		search("filter code: of no row", "code:RISK_REJECT"),
		list("filter api:, any page", func(q *questioner) services.ListLogsInput {
			return services.ListLogsInput{Query: "api:payments/pay", BeforeSeq: q.seq()}
		}),
		list("filter code:, any page", func(q *questioner) services.ListLogsInput {
			return services.ListLogsInput{Query: "code:PARAM_ILLEGAL", BeforeSeq: q.seq()}
		}),
		list("search one paymentRequestId", func(q *questioner) services.ListLogsInput {
			return services.ListLogsInput{Query: requestIDOf(rand.IntN(max(q.rows/exchangesPerStory, 1)))}
		}),
		list("search beginning of an id", func(q *questioner) services.ListLogsInput {
			id := requestIDOf(rand.IntN(max(q.rows/exchangesPerStory, 1)))
			return services.ListLogsInput{Query: id[:len(id)-2]}
		}),
		search("search beginning of every id", "20"),
		search("search word in every row", "payments"),
		search("search word of no row", "nothing-has-this-word"),
		search("search two words and a field", "shop payments status:F"),
		search("search all but one API", "-inquiryPayment"),
		search("two codes", "code:INVALID_SIGNATURE,PARAM_ILLEGAL"),
		search("HTTP class in every row", "http:2xx"),
		search("HTTP class of no row", "http:5xx"),
		search("one client", "client:"+clientID),
		search("all but one client", "-client:"+clientID),
		list("one payment", func(q *questioner) services.ListLogsInput {
			return services.ListLogsInput{Query: "request:" + requestIDOf(rand.IntN(max(q.rows/exchangesPerStory, 1)))}
		}),
		list("an hour somewhere", func(q *questioner) services.ListLogsInput {
			from := q.instant()
			return services.ListLogsInput{Query: "after:" + sandbox.FormatTime(from) + " before:" + sandbox.FormatTime(from.Add(time.Hour))}
		}),
		list("one code in a day somewhere", func(q *questioner) services.ListLogsInput {
			from := q.instant()
			return services.ListLogsInput{Query: "code:PARAM_ILLEGAL after:" + sandbox.FormatTime(from) + " before:" + sandbox.FormatTime(from.Add(24*time.Hour))}
		}),
		search("before everything", "before:2020-01-01"),
		search("the last two hours, without rows", "after:2h"),
		search("slower than everything", "slower:1s"),
		search("slower than almost nothing", "slower:0"),
		search("size in every row, by its boundary", "larger:100 -larger:1m"),
		search("has a reason and a currency", "has:reason currency:PHP method:POST"),
	}
}
