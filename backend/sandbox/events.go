package sandbox

// Topic says what an event is about.
type Topic string

// The topics.
const (
	TopicExchange     Topic = "exchange"
	TopicPayment      Topic = "payment"
	TopicRefund       Topic = "refund"
	TopicObject       Topic = "object"
	TopicNotification Topic = "notification"
	TopicEnvironment  Topic = "environment" // client id, keys, URLs or settings changed
	TopicServer       Topic = "server"      // a listener came up, went away or could not
	TopicEndpoint     Topic = "endpoint"    // an endpoint, a target or its queue changed
)

// Event says that something was committed. It carries ids, never data: who cares asks again.
type Event struct {
	Topic         Topic
	EnvironmentID string // empty when it concerns all
	ID            string // of the thing; may be empty
	Seq           int64  // of the row; 0 when there is none
}

// Publisher takes events after their transaction is committed. It never blocks and never fails.
type Publisher interface {
	Publish(events ...Event)
}
