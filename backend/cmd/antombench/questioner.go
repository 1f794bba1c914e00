package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"antomdesk/backend/services"
)

// questioner asks a running server over its local API, as a browser does.
type questioner struct {
	server *server
	client *http.Client
	rows   int
	ids    []string // of some exchanges
}

func newQuestioner(s *server, rows int, ids []string) *questioner {
	return &questioner{server: s, client: &http.Client{Transport: &http.Transport{}}, rows: rows, ids: ids}
}

// seq is any row's.
func (q *questioner) seq() string { return strconv.Itoa(1 + rand.IntN(q.rows)) }

// instant is some story's.
func (q *questioner) instant() time.Time {
	return firstStory.Add(time.Duration(rand.IntN(max(q.rows/exchangesPerStory, 1))) * time.Second)
}

// ask makes one call and returns how long it took and the answer.
func (q *questioner) ask(ctx context.Context, one question) (time.Duration, []byte, error) {
	method, input := one.ask(q)
	body, err := json.Marshal(input)
	if err != nil {
		return 0, nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, q.server.UI+"/api/Logs/"+method, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Authorization", "Bearer "+q.server.Token)
	request.Header.Set("Content-Type", "application/json")
	began := time.Now()
	response, err := q.client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	answer, err := io.ReadAll(response.Body)
	took := time.Since(began)
	err = errors.Join(err, response.Body.Close())
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: the API answered %d: %s", one.name, response.StatusCode, answer)
	}
	return took, answer, err
}

// someIDs finds exchanges all over the log.
func (q *questioner) someIDs(ctx context.Context) ([]string, error) {
	anywhere := list("ids", func(q *questioner) services.ListLogsInput { return services.ListLogsInput{AfterSeq: q.seq(), Limit: 5} })
	var found []string
	for range 40 {
		_, answer, err := q.ask(ctx, anywhere)
		if err != nil {
			return nil, err
		}
		var page services.LogPage
		if err := json.Unmarshal(answer, &page); err != nil {
			return nil, err
		}
		for _, x := range page.Items {
			found = append(found, x.ID)
		}
	}
	return found, nil
}
