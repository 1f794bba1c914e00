package house

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// exact are the packages where money is counted; no float may touch them.
var exact = []string{"money", "ledger", "engine", "report"}

func TestCode_MoneyPackages_UseNoFloat(t *testing.T) {
	for _, s := range sources(t) {
		if !slices.Contains(exact, s.pkg()) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "float32" || n.Name == "float64" {
					t.Errorf("%s: %s in %s", s.at(n), n.Name, s.pkg())
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					t.Errorf("%s: the float %s in %s", s.at(n), n.Value, s.pkg())
				}
			}
			return true
		})
	}
}

// clockReaders are the functions of package time that read the machine's clock.
var clockReaders = []string{"Now", "Since", "Until", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Sleep"}

// realTime lists the product files that may read the machine's clock, each with its reason: what
// bounds a socket or the process, never what happens to a payment.
var realTime = map[string]string{
	"backend/sandbox/clock.go":  "it is the clock",
	"backend/sqlite/indexer.go": "the search index follows the write path in the machine's time, not in an environment's",
	"backend/sqlite/pace.go":    "a commit waits for company in the machine's time, not in an environment's",
}

func TestCode_Product_ReadsTheTimeFromTheClock(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if p := s.pkg(); s.isTest() || p == "" || p == "cmd" || p == "house" {
			continue
		}
		deadlines := deadlineArguments(s)
		s.selects("time", func(n ast.Node, name string) {
			if !slices.Contains(clockReaders, name) || deadlines(n) {
				return
			}
			if realTime[s.path] == "" {
				t.Errorf("%s: time.%s; take a sandbox.Clock", s.at(n), name)
			}
			used[s.path] = true
		})
	}
	for path := range realTime {
		if !used[path] {
			t.Errorf("%s is excused from the clock but does not read the time any more", path)
		}
	}
}

// deadlineArguments tells whether a node is part of what is handed to SetDeadline and its kin: the
// network's deadlines are instants of the machine's clock.
func deadlineArguments(s source) func(ast.Node) bool {
	var calls []*ast.CallExpr
	ast.Inspect(s.file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(sel.Sel.Name, "Set") && strings.HasSuffix(sel.Sel.Name, "Deadline") {
				calls = append(calls, call)
			}
		}
		return true
	})
	return func(n ast.Node) bool {
		return slices.ContainsFunc(calls, func(c *ast.CallExpr) bool { return c.Pos() <= n.Pos() && n.End() <= c.End() })
	}
}

func TestCode_Tests_DoNotSleep(t *testing.T) {
	for _, s := range sources(t) {
		if !s.isTest() && s.pkg() != "testkit" {
			continue
		}
		s.selects("time", func(n ast.Node, name string) {
			if name == "Sleep" {
				t.Errorf("%s: a test sleeps; wait on a condition or a channel", s.at(n))
			}
		})
	}
}

func TestCode_ExportedNames_HaveADocComment(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && receiverExported(d) && d.Doc == nil {
					t.Errorf("%s: %s has no doc comment", s.at(d), d.Name.Name)
				}
			case *ast.GenDecl:
				checkDeclDocs(t, s, d)
			}
		}
	}
}

// receiverExported is true for functions and for methods of exported types.
func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		default:
			return false
		}
	}
}

// checkDeclDocs wants a comment on each exported type, and on each exported constant or variable or
// on its group.
func checkDeclDocs(t *testing.T, s source, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() && spec.Doc == nil && (d.Doc == nil || d.Lparen.IsValid()) {
				t.Errorf("%s: type %s has no doc comment", s.at(spec), spec.Name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if name.IsExported() && spec.Doc == nil && spec.Comment == nil && d.Doc == nil {
					t.Errorf("%s: %s has no doc comment", s.at(spec), name.Name)
				}
			}
		}
	}
}

func TestCode_Packages_SayWhatTheyAre(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		dir := s.path[:strings.LastIndex("/"+s.path, "/")]
		said[dir] = said[dir] || s.file.Doc != nil
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("no file of %q has a package comment", dir)
		}
	}
}
