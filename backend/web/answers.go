package web

import (
	"encoding/json"
	"html/template"
	"net/http"
	"strings"

	"antomdesk/backend/services"
)

// statuses is the one table from error codes to HTTP.
var statuses = map[string]int{
	"invalid_argument": http.StatusBadRequest,
	"not_found":        http.StatusNotFound,
	"conflict":         http.StatusConflict,
	"unavailable":      http.StatusServiceUnavailable,
	"starting":         http.StatusServiceUnavailable,
	"denied":           http.StatusForbidden,
	"internal":         http.StatusInternalServerError,
}

func writeError(w http.ResponseWriter, err error) {
	status, known := statuses[services.Describe(err).Code]
	if !known {
		status = http.StatusInternalServerError
	}
	refuse(w, status, err)
}

func refuse(w http.ResponseWriter, status int, err error) {
	writeJSON(w, status, []byte(services.ErrorFormatter(err)))
}

func writeJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client is gone; nobody is left to tell
}

func writeValue(w http.ResponseWriter, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, body)
}

var plainPage = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Antom Desk</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}code{background:#8882;padding:.1em .3em}</style>
<h1>{{.Title}}</h1>
<p>{{.Text}}.</p>
<p><a href="/">Try again</a></p>
</html>
`))

type page struct{ Title, Text string }

func writePage(w http.ResponseWriter, status int, p page) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = plainPage.Execute(w, p) // as above
}

// turnAway tells a person in a page and a program in JSON.
func turnAway(w http.ResponseWriter, r *http.Request, status int, problem, remedy string) {
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		writePage(w, status, page{Title: problem, Text: remedy})
		return
	}
	refuse(w, status, services.Refused("%s. %s", problem, remedy))
}
