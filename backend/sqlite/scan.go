package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// scanner is a row under the cursor.
type scanner interface{ Scan(dest ...any) error }

// text reads a nullable TEXT column; NULL becomes "".
type text[T ~string] struct{ to *T }

// Scan implements sql.Scanner.
func (t text[T]) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t.to = ""
	case string:
		*t.to = T(v)
	case []byte:
		*t.to = T(v)
	default:
		return fmt.Errorf("sqlite: a text column holds %T", v)
	}
	return nil
}

func textInto[T ~string](to *T) text[T] { return text[T]{to} }

// whole reads a nullable INTEGER column; NULL becomes 0.
type whole[T ~int | ~int64] struct{ to *T }

// Scan implements sql.Scanner.
func (w whole[T]) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*w.to = 0
	case int64:
		*w.to = T(v)
	default:
		return fmt.Errorf("sqlite: an integer column holds %T", v)
	}
	return nil
}

func wholeInto[T ~int | ~int64](to *T) whole[T] { return whole[T]{to} }

// instant reads a nullable column of unix milliseconds; NULL becomes the zero time.
type instant struct{ to *time.Time }

// Scan implements sql.Scanner.
func (i instant) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*i.to = time.Time{}
	case int64:
		*i.to = time.UnixMilli(v).UTC()
	default:
		return fmt.Errorf("sqlite: a time column holds %T", v)
	}
	return nil
}

// object reads a nullable column of JSON; NULL leaves the target alone.
type object struct{ to any }

// Scan implements sql.Scanner.
func (o object) Scan(v any) error {
	var s string
	if err := textInto(&s).Scan(v); err != nil || s == "" {
		return err
	}
	return json.Unmarshal([]byte(s), o.to)
}

// orNull stores "" as NULL.
func orNull[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// millis stores the zero time as NULL.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// blob stores no bytes as NULL.
func blob(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}

// yesNo stores a bool as 0 or 1.
func yesNo(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// each hands every row of a query to use, until use returns false.
func each[T any](ctx context.Context, q querier, scan func(scanner) (T, error), use func(T) bool, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return explain(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return explain(err)
		}
		if !use(item) {
			return nil
		}
	}
	return explain(rows.Err())
}

// collect reads every row of a query. The slice is never nil.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	items := []T{}
	err := each(ctx, q, scan, func(item T) bool {
		items = append(items, item)
		return true
	}, query, args...)
	return items, err
}

// earliest reads one nullable instant; none becomes the zero time.
func earliest(ctx context.Context, q querier, query string, args ...any) (time.Time, error) {
	var at time.Time
	err := q.QueryRowContext(ctx, query, args...).Scan(instant{&at})
	if err == sql.ErrNoRows {
		err = nil
	}
	return at, explain(err)
}

// slots is "?, ?, ?" for n columns.
func slots(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// columns splits a column list, so that what is read and what is written cannot drift apart.
func columns(list string) int { return strings.Count(list, ",") + 1 }
