package house

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// root is the top of the checkout, seen from this package.
const root = "../.."

// ours is the module path before the name of one of our packages.
const ours = "antomdesk/"

// notOurs are the directories whose files nobody here wrote, below the root.
var notOurs = []string{"build/bin", "build/cache", "frontend/dist", "frontend/node_modules", "frontend/wailsjs", "frontend/e2e/out"}

// source is one parsed Go file.
type source struct {
	path string // slashes, from the root
	file *ast.File
	fset *token.FileSet
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// pkg is the directory below backend/ that owns the file ("gateway", "cmd"), or "" outside backend.
func (s source) pkg() string {
	rest, ok := strings.CutPrefix(s.path, "backend/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

func (s source) imports() []string {
	var paths []string
	for _, i := range s.file.Imports {
		if path, err := strconv.Unquote(i.Path.Value); err == nil {
			paths = append(paths, path)
		}
	}
	return paths
}

// at says where in the checkout a node stands.
func (s source) at(n ast.Node) string {
	return s.path + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

// walkFiles calls visit for every file of ours that is checked in or could be.
func walkFiles(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		if d.IsDir() && (d.Name() == ".git" || slices.Contains(notOurs, path)) {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && path != ".git" { // a worktree's .git is a file
			visit(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// parseAll reads every Go file once for all tests.
var parseAll = sync.OnceValues(func() ([]source, error) {
	var paths []string
	walk := func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path, _ := filepath.Rel(root, full)
		path = filepath.ToSlash(path)
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || slices.Contains(notOurs, path) || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			paths = append(paths, path)
		}
		return nil
	}
	if err := filepath.WalkDir(root, walk); err != nil {
		return nil, err
	}
	var all []source
	for _, path := range paths {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, filepath.Join(root, path), nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		all = append(all, source{path: path, file: file, fset: fset})
	}
	return all, nil
})

func sources(t *testing.T) []source {
	t.Helper()
	all, err := parseAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("found no Go file; is the test run outside its checkout?")
	}
	return all
}

// selects calls visit for every pkg.name in the file, where pkg is the identifier as written.
func (s source) selects(pkg string, visit func(n ast.Node, name string)) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == pkg {
				visit(sel, sel.Sel.Name)
			}
		}
		return true
	})
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func lines(text []byte) int { return bytes.Count(text, []byte("\n")) }
