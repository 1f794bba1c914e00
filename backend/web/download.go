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

// ExportFunc writes a file of a log's rows; begin is called once the input has been found right.
type ExportFunc func(ctx context.Context, in services.ExportInput, begin func(name, mediaType string) io.Writer) (services.ExportDone, error)

// The trailers that say what a whole download holds. A download without them was cut short.
const (
	rowsTrailer = "Antomdesk-Rows"
	moreTrailer = "Antomdesk-More" // true when older rows match as well
)

// download answers GET /export?environment=…&log=…&query=…&format=…&limit=… with a file, streamed.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	in, err := exportInput(r.URL.Query())
	if err != nil {
		writeError(w, err)
		return
	}
	begun := false
	done, err := s.export(r.Context(), in, func(name, mediaType string) io.Writer {
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

func exportInput(query url.Values) (services.ExportInput, error) {
	in := services.ExportInput{
		Environment: query.Get("environment"), Log: query.Get("log"), Query: query.Get("query"), Format: query.Get("format"),
	}
	if text := query.Get("limit"); text != "" {
		var err error
		if in.Limit, err = strconv.Atoi(text); err != nil {
			return in, services.Malformed("limit", "%.20q is not a whole number", text)
		}
	}
	return in, nil
}
