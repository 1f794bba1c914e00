package main

import (
	"math/rand/v2"

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
	}
}
