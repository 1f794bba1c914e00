package sqlite

import (
	"math"
	"strconv"
	"strings"

	"antomdesk/backend/sandbox"
)

// window is a keyset page in SQL terms: one row more than asked for tells whether more follow.
type window struct {
	before, after int64
	limit         int
	span          *span // the part of the log a search is about; nil for all of it
}

func windowOf(p sandbox.PageRequest) window {
	return window{before: p.BeforeSeq, after: p.AfterSeq, limit: p.Rows() + 1}
}

// orderLimit is newest first, or oldest first for a page after a seq.
func (w window) orderLimit(column string) string {
	direction := " DESC"
	if w.after > 0 {
		direction = " ASC"
	}
	return " ORDER BY " + column + direction + " LIMIT " + strconv.Itoa(w.limit)
}

// pageOf cuts the extra row off.
func pageOf[T any](items []T, p sandbox.PageRequest) sandbox.Page[T] {
	if more := len(items) > p.Rows(); more {
		return sandbox.Page[T]{Items: items[:p.Rows()], More: true}
	}
	return sandbox.Page[T]{Items: items}
}

// clause collects AND-ed conditions and their arguments.
type clause struct {
	conditions []string
	args       []any
}

func (c *clause) and(condition string, args ...any) {
	c.conditions = append(c.conditions, condition)
	c.args = append(c.args, args...)
}

// within adds the bounds of a window on column: one of each side, because the full-text index can use
// no more.
func (c *clause) within(w window, column string) {
	over, under := w.after, w.before
	if w.span != nil {
		over = max(over, w.span.first-1)
		if last := w.span.last; last < math.MaxInt64 && (under == 0 || last < under) {
			under = last + 1
		}
	}
	if under > 0 {
		c.and(column+" < ?", under)
	}
	if over > 0 {
		c.and(column+" > ?", over)
	}
}

func (c *clause) sql() string {
	if len(c.conditions) == 0 {
		return ""
	}
	return "WHERE " + strings.Join(c.conditions, " AND ")
}

// union merges several index ranges that are each in order of seq.
type union struct {
	arms []string
	args []any
}

// add takes at most a window's worth of seqs from one range of table.
func (u *union) add(table string, where clause, w window) {
	where.within(w, "seq")
	u.arms = append(u.arms, "SELECT seq FROM (SELECT seq FROM "+table+" "+where.sql()+w.orderLimit("seq")+")")
	u.args = append(u.args, where.args...)
}

func (u *union) sql() string { return strings.Join(u.arms, " UNION ALL ") }
