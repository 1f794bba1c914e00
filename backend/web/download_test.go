package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

// exporter stands for the services: it refuses, breaks off or writes, as the query says.
func exporter(_ context.Context, in services.ExportInput, begin func(name, mediaType string) io.Writer) (services.ExportDone, error) {
	if in.Query == "wrong" {
		return services.ExportDone{}, sandbox.Invalid("query", "it is wrong")
	}
	w := begin("rows."+in.Format, "text/csv")
	if _, err := io.WriteString(w, in.Log+" of "+in.Environment); err != nil {
		return services.ExportDone{}, err
	}
	if in.Query == "broken" {
		return services.ExportDone{}, errors.New("the disk is gone")
	}
	return services.ExportDone{Rows: in.Limit, More: true}, nil
}

// paymentExporter writes what it was asked for.
func paymentExporter(_ context.Context, in services.ExportPaymentsInput, begin func(name, mediaType string) io.Writer) (services.ExportDone, error) {
	_, err := fmt.Fprintf(begin("payments."+in.Format, "text/csv"), "%+v", in)
	return services.ExportDone{Rows: 1}, err
}

func TestDownload_OfTransactions_AsksForWhatTheAddressFilters(t *testing.T) {
	s := newSite(t, nil)
	query := "environment=test&status=SUCCESS&method=GCASH&currency=PHP&from=a&until=b&query=order-7&format=csv&limit=9"
	response, body := s.do(t, get("/export/transactions?"+query, "Cookie", s.signIn(t)))
	wantStatus(t, response, body, http.StatusOK)
	want := services.ExportPaymentsInput{
		Environment: "test", Status: "SUCCESS", Method: "GCASH", Currency: "PHP", From: "a", Until: "b", Query: "order-7", Format: "csv", Limit: 9,
	}
	if body != fmt.Sprintf("%+v", want) || response.Header.Get("Content-Disposition") != "attachment; filename=payments.csv" || response.Trailer.Get("Antomdesk-Rows") != "1" {
		t.Errorf("%s %v %v", body, response.Header, response.Trailer)
	}
	response, body = s.do(t, get("/export/transactions?limit=many", "Authorization", bearer))
	wantStatus(t, response, body, http.StatusBadRequest)
	response, body = s.do(t, get("/export/transactions?format=csv"))
	wantStatus(t, response, body, http.StatusUnauthorized)
}

func TestDownload_AFile_ComesWithItsNameAndItsCount(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, get("/export?environment=test&log=requests&format=csv&limit=7", "Cookie", s.signIn(t)))
	wantStatus(t, response, body, http.StatusOK)
	if body != "requests of test" || response.Header.Get("Content-Disposition") != "attachment; filename=rows.csv" || response.Header.Get("Content-Type") != "text/csv" {
		t.Errorf("%s %v", body, response.Header)
	}
	if response.Trailer.Get("Antomdesk-Rows") != "7" || response.Trailer.Get("Antomdesk-More") != "true" {
		t.Errorf("trailers %v", response.Trailer)
	}
}

func TestDownload_Mistakes_AreAnsweredInsteadOfAFile(t *testing.T) {
	s := newSite(t, nil)
	for query, status := range map[string]int{"query=wrong": http.StatusBadRequest, "limit=many": http.StatusBadRequest} {
		response, body := s.do(t, get("/export?"+query, "Authorization", bearer))
		wantStatus(t, response, body, status)
		if response.Header.Get("Content-Disposition") != "" || !strings.Contains(body, `"invalid_argument"`) {
			t.Errorf("%s %v", body, response.Header)
		}
	}
	response, body := s.do(t, get("/export?log=requests"))
	wantStatus(t, response, body, http.StatusUnauthorized)
}

func TestDownload_ThatBreaksOff_DoesNotLookWhole(t *testing.T) {
	s := newSite(t, nil)
	request, err := http.NewRequest(http.MethodGet, s.origin+"/export?query=broken", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", bearer)
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		defer response.Body.Close()
		_, err = io.ReadAll(response.Body)
	}
	if err == nil {
		t.Error("the half file looks whole")
	}
}
