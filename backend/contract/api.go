package contract

import (
	_ "embed" // the contract's document
	"slices"
	"strings"
	"sync"
)

//go:embed openapi.json
var document []byte

// additions has what Antom's document leaves out: calls that SDKs make, whose schemas may refer to the
// document's, and what newer pages and the SDKs' models say of its schemas, which is laid over them.
//
//go:embed additions.json
var additions []byte

// API is one call of the contract.
type API struct {
	Path     string // "/ams/api/v1/payments/pay"
	Name     string // "payments/pay": the path after the version
	request  *schema
	response *schema
}

// apis is the contract, compiled on first use: the calls in the document's order and by path.
var apis = sync.OnceValue(func() (all struct {
	list    []API
	byPath  map[string]API
	notices map[string]*schema // by class
}) {
	doc, more := mustParse("openapi.json", document), mustParse("additions.json", additions)
	components := overlaid(walk(doc.root, "components", "schemas"), walk(more.root, "components", "schemas"))
	c := &compiler{components: components, done: map[string]*schema{}}
	paths, _ := doc.root.get("paths")
	added, _ := more.root.get("paths")
	all.byPath = make(map[string]API, len(paths.members))
	for _, m := range slices.Concat(paths.members, added.members) {
		api := API{Path: m.name, Name: nameOf(m.name), request: c.compile(requestOf(m.value)), response: c.compile(responseOf(m.value))}
		all.list = append(all.list, api)
		all.byPath[m.name] = api
	}
	slices.SortFunc(all.list, func(a, b API) int { return strings.Compare(a.Path, b.Path) })
	all.notices = c.notices(doc.root)
	// One call's path has a double slash that some callers clean away (api.md §2).
	for _, api := range all.list {
		if single := strings.ReplaceAll(api.Path, "//", "/"); single != api.Path {
			all.byPath[single] = api
		}
	}
	return all
})

func mustParse(name string, text []byte) Object {
	doc, err := Parse(text)
	if err != nil {
		panic("contract: " + name + ": " + err.Error())
	}
	return doc
}

// requestOf walks to the schema of a call's request.
func requestOf(call value) value {
	return walk(call, "post", "requestBody", "content", "application/json", "schema")
}

// responseOf walks to the schema of a call's answer.
func responseOf(call value) value {
	return walk(call, "post", "responses", "200", "content", "application/json", "schema")
}

func walk(from value, steps ...string) value {
	for _, step := range steps {
		from, _ = from.get(step)
	}
	return from
}

// notices compiles the notifications of the document by their class.
func (c *compiler) notices(root value) map[string]*schema {
	webhooks, _ := root.get("webhooks")
	all := make(map[string]*schema, len(webhooks.members))
	for _, m := range webhooks.members {
		all[m.name] = c.compile(requestOf(m.value))
	}
	return all
}

// nameOf returns the path after its version: "payments/pay".
func nameOf(path string) string {
	_, name, _ := strings.Cut(path, "/v1/")
	return name
}

// takeFiles are the calls that may come as multipart/form-data: the signature covers the part named body,
// and the others are files (api.md §1.7).
var takeFiles = map[string]bool{
	"billing/product/uploadImage": true, "business/attachment/submitAttachment": true, "payments/uploadInvoiceShippingFile": true,
}

// Names reports whether a request of the call may have the field at a path of names
// ("paymentMethod.paymentMethodType").
func (a API) Names(path string) bool {
	at := a.request
	for name := range strings.SplitSeq(path, ".") {
		if at == nil {
			return false
		}
		p, found := at.property(name)
		if !found {
			return false
		}
		at = p.schema
	}
	return true
}

// TakesFiles reports whether the call may bring files along.
func (a API) TakesFiles() bool { return takeFiles[a.Name] }

// APIs lists every call of the contract, in path order.
func APIs() []API { return slices.Clone(apis().list) }

// Lookup finds the call of a request path that starts with /ams/ (what stands before it is the
// caller's to cut). A /sandbox segment and a query are ignored (api.md §1.2); nothing else is.
func Lookup(path string) (API, bool) {
	path, _, _ = strings.Cut(path, "?")
	if rest, found := strings.CutPrefix(path, "/ams/sandbox/"); found {
		path = "/ams/" + rest
	}
	api, found := apis().byPath[path]
	return api, found
}

// ByName finds the call of that name, such as "payments/pay".
func ByName(name string) (API, bool) {
	all := apis().list
	i := slices.IndexFunc(all, func(a API) bool { return a.Name == name })
	if i < 0 {
		return API{}, false
	}
	return all[i], true
}
