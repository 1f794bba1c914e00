package web

import (
	"context"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"antomdesk/backend/services"
)

// ExportFunc writes a file of the rows its input selects; begin is called once the input has been found
// right.
type ExportFunc[In any] func(ctx context.Context, in In, begin func(name, mediaType string) io.Writer) (services.ExportDone, error)

// The trailers that say what a whole download holds. A download without them was cut short.
const (
	rowsTrailer = "Antomdesk-Rows"
	moreTrailer = "Antomdesk-More" // true when older rows match as well
)

// download answers with a file, streamed; read makes the export's input of the address.
func download[In any](read func(url.Values) (In, error), export ExportFunc[In]) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		in, err := read(r.URL.Query())
		if err != nil {
			writeError(w, err)
			return
		}
		begun := false
		done, err := export(r.Context(), in, func(name, mediaType string) io.Writer {
			begun = true
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
			w.Header().Set("Trailer", rowsTrailer+", "+moreTrailer)
			return w
		})
		switch {
		case err != nil && begun:
			panic(http.ErrAbortHandler) // half a file must not look whole
		case err != nil:
			writeError(w, err)
		default:
			w.Header().Set(rowsTrailer, strconv.Itoa(done.Rows))
			w.Header().Set(moreTrailer, strconv.FormatBool(done.More))
		}
	}
}

// exportInput reads GET /export?environment=…&log=…&query=…&format=…&limit=….
func exportInput(query url.Values) (services.ExportInput, error) {
	limit, err := limitOf(query)
	return services.ExportInput{
		Environment: query.Get("environment"), Log: query.Get("log"), Query: query.Get("query"), Format: query.Get("format"), Limit: limit,
	}, err
}

// paymentsInput reads GET /export/transactions?environment=…&status=…&method=…&currency=…&from=…&until=…&query=…&format=…&limit=….
func paymentsInput(query url.Values) (services.ExportPaymentsInput, error) {
	limit, err := limitOf(query)
	return services.ExportPaymentsInput{
		Environment: query.Get("environment"), Status: query.Get("status"), Method: query.Get("method"), Currency: query.Get("currency"),
		From: query.Get("from"), Until: query.Get("until"), Query: query.Get("query"), Format: query.Get("format"), Limit: limit,
	}, err
}

// limitOf is the limit the address asks for; 0 without one.
func limitOf(query url.Values) (int, error) {
	text := query.Get("limit")
	if text == "" {
		return 0, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil {
		return 0, services.Malformed("limit", "%.20q is not a whole number", text)
	}
	return limit, nil
}
