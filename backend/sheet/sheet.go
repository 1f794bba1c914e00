// Package sheet writes CSV for spreadsheets. Cells that somebody else wrote are kept from being
// formulas: spreadsheets run those. It is pure.
package sheet

import (
	"encoding/csv"
	"io"
	"strings"
)

// Writer writes one table, row by row.
type Writer struct{ to *csv.Writer }

// New starts a table with its header.
func New(to io.Writer, header []string) (Writer, error) {
	w := Writer{csv.NewWriter(to)}
	return w, w.to.Write(header)
}

// Write adds a row.
func (w Writer) Write(row []string) error {
	safe := make([]string, len(row))
	for i, cell := range row {
		safe[i] = harmless(cell)
	}
	return w.to.Write(safe)
}

// Close writes what is left in the buffer; it does not close what it writes to.
func (w Writer) Close() error {
	w.to.Flush()
	return w.to.Error()
}

// harmless puts a quotation mark before what a spreadsheet would take for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
