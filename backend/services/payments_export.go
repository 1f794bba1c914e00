package services

import (
	"context"
	"io"
	"slices"

	"antomdesk/backend/report"
	"antomdesk/backend/sandbox"
)

// ExportPaymentsInput selects what goes into a file: the newest payments that pass, as List selects them.
type ExportPaymentsInput struct {
	Environment string `json:"environment"`
	Status      string `json:"status"`
	Method      string `json:"method"`
	Currency    string `json:"currency"`
	From        string `json:"from"`
	Until       string `json:"until"`
	Query       string `json:"query"`
	Format      string `json:"format"` // csv or ndjson
	Limit       int    `json:"limit"`  // 1 to 1 000 000; 0 means 100 000
}

// Count says how many payments an export would hold.
func (s *Payments) Count(in ExportPaymentsInput) (ExportCount, error) {
	return s.h.countExport(in.prepare)
}

// Save asks for a file and writes the export there. Only the window can ask; a browser downloads.
func (s *Payments) Save(in ExportPaymentsInput) (ExportDone, error) {
	return s.h.saveExport(in.prepare, sandbox.Unavailable(nil, "Only the window can ask for a file. Download the export in the browser"))
}

// ExportPayments writes a file of payments to whatever begin returns, which is told its name and media
// type once the input has been found right. It takes as long as it takes, until ctx ends.
func (s *Set) ExportPayments(ctx context.Context, in ExportPaymentsInput, begin func(name, mediaType string) io.Writer) (ExportDone, error) {
	return s.handle.streamExport(ctx, in.prepare, begin)
}

func (in ExportPaymentsInput) prepare(ctx context.Context, d *Deps) (export, error) {
	format := report.Format(in.Format)
	limit, err := exportLimit(in.Limit)
	if err != nil {
		return export{}, err
	}
	if !slices.Contains(report.Formats(), format) {
		return export{}, sandbox.Invalid("format", "%.32q is not a format; use csv or ndjson", in.Format)
	}
	filter, err := d.paymentFilter(ctx, ListPaymentsInput{
		Environment: in.Environment, Status: in.Status, Method: in.Method, Currency: in.Currency, From: in.From, Until: in.Until, Query: in.Query,
	})
	return export{
		name: d.exportName("transactions", in.Format), mediaType: format.MediaType(), limit: limit,
		count: func(ctx context.Context, most int) (int, error) { return d.Payments.CountPayments(ctx, filter, most) },
		open: func(to io.Writer, _ string) (exportFile, error) {
			file, err := format.Transactions(to)
			return &paymentFile{payments: d.Payments, filter: filter, file: file}, err
		},
	}, err
}

// paymentFile is a file of payments being written.
type paymentFile struct {
	payments sandbox.PaymentReader
	filter   sandbox.PaymentFilter // its page is the next one
	file     report.Transactions
}

func (f *paymentFile) next(ctx context.Context, limit int) (int, bool, error) {
	f.filter.Page.Limit = limit
	page, err := f.payments.ListPayments(ctx, f.filter)
	if err != nil {
		return 0, false, err
	}
	for _, p := range page.Items {
		if err := f.file.Write(p); err != nil {
			return 0, false, err
		}
		f.filter.Page.BeforeSeq = p.Seq
	}
	return len(page.Items), page.More, nil
}

func (f *paymentFile) close(bool) error { return f.file.Close() }
